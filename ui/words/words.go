// Package words turns numbers into what a person reads: a minus that is a minus, as many digits as mean something,
// "a sixth more" before the decimals. It imports nothing of ours.
package words

import (
	"math"
	"strconv"
	"strings"
)

const (
	minus     = "\u2212"
	thinSpace = "\u202f"
)

// Number writes x with at most digits decimals, without trailing zeros.
func Number(x float64, digits int) string {
	s := size(x, digits)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return signed(x, s, "")
}

// Fixed writes x with exactly digits decimals, for columns of figures.
func Fixed(x float64, digits int) string {
	return signed(x, size(x, digits), "")
}

// Significant writes x with about digits significant digits and no exponent: 5.07, 800, 0.0421.
func Significant(x float64, digits int) string {
	if x == 0 || math.IsInf(x, 0) || math.IsNaN(x) {
		return Number(x, 0)
	}
	decimals := digits - 1 - int(math.Floor(math.Log10(math.Abs(x))))
	return Number(x, min(max(decimals, 0), 12))
}

// Amount is Significant for a quantity that can be large, with its digits in groups of three: 12,000.
func Amount(x float64, digits int) string {
	if math.Abs(x) < 1000 || math.Abs(x) > 1e15 || math.IsNaN(x) {
		return Significant(x, digits)
	}
	whole, rest, fraction := strings.Cut(Significant(x, digits), ".")
	n, err := strconv.Atoi(strings.Replace(whole, minus, "-", 1))
	if err != nil {
		return whole
	}
	if fraction {
		rest = "." + rest
	}
	return Thousands(n) + rest
}

// Percent writes the share x as a percentage with at most digits decimals.
func Percent(x float64, digits int) string { return Number(100*x, digits) + thinSpace + "%" }

// Change writes the share x as a percentage that always carries its sign.
func Change(x float64, digits int) string {
	return signed(x, size(100*x, digits), "+") + thinSpace + "%"
}

// size writes |x|. What is halfway, but for what a solver leaves over, goes up, so that equal numbers read equal.
func size(x float64, digits int) string {
	return strconv.FormatFloat(math.Abs(x)*(1+1e-8), 'f', digits, 64)
}

// signed puts x's sign before s, unless s is zero.
func signed(x float64, s, plus string) string {
	switch {
	case strings.Trim(s, "0.") == "":
		return s
	case x < 0:
		return minus + s
	}
	return plus + s
}

// Scientific writes x as m × 10ᵉ with the given digits in m.
func Scientific(x float64, digits int) string {
	if x == 0 || math.IsInf(x, 0) || math.IsNaN(x) {
		return Number(x, digits)
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(math.Abs(x), 'e', digits, 64), "e")
	e, _ := strconv.Atoi(exponent)
	return signed(x, mantissa, "") + thinSpace + "×" + thinSpace + "10" + superscript(e)
}

func superscript(e int) string {
	const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹"
	var b strings.Builder
	for _, r := range strconv.Itoa(e) {
		if r == '-' {
			b.WriteRune('⁻')
			continue
		}
		b.WriteRune([]rune(digits)[r-'0'])
	}
	return b.String()
}

// Join lists items as prose does: "a, b and c".
func Join(items ...string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	return strings.Join(items[:len(items)-1], ", ") + " and " + items[len(items)-1]
}

// Duration writes seconds as a person would say them: "40 s", "3 min".
func Duration(seconds float64) string {
	switch {
	case math.IsNaN(seconds) || math.IsInf(seconds, 0) || seconds < 0:
		return "some time"
	case seconds < 1:
		return "less than a second"
	case seconds < 90:
		return strconv.Itoa(int(math.Round(seconds))) + thinSpace + "s"
	case seconds < 5400:
		return strconv.Itoa(int(math.Round(seconds/60))) + thinSpace + "min"
	}
	return Number(seconds/3600, 1) + thinSpace + "h"
}
