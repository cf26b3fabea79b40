package table

import (
	"math"
	"strconv"
	"strings"
)

// marks is what a table shows of its way of writing numbers.
type marks struct {
	// semicolons is whether they separate the cells: where they do, commas are usually decimal.
	semicolons bool
	// point and comma are whether some number has it where it can only be a decimal point, or comma.
	point, comma bool
}

// learn takes a cell into account.
func (k *marks) learn(cell string) {
	text, ok := plain(cell)
	if !ok {
		return
	}
	mantissa, exponent := cutExponent(text)
	point, comma := strings.Count(mantissa, "."), strings.Count(mantissa, ",")
	switch {
	case point > 0 && comma > 0:
		decimal := strings.LastIndexAny(mantissa, ".,")
		k.point = k.point || mantissa[decimal] == '.'
		k.comma = k.comma || mantissa[decimal] == ','
	case point == 1 && (exponent != "" || !grouped(mantissa, ".")), comma > 1:
		k.point = true
	case comma == 1 && (exponent != "" || !grouped(mantissa, ",")), point > 1:
		k.comma = true
	}
}

// number reads a cell. Otherwise fault completes a sentence that begins with where the cell is.
func (k *marks) number(cell string) (x float64, fault string) {
	text, ok := plain(cell)
	if cell == "" {
		return 0, "is empty"
	}
	if ok {
		text, fault = k.pointed(text, cell)
	}
	if fault != "" {
		return 0, fault
	}
	x, err := strconv.ParseFloat(text, 64)
	switch {
	case math.IsInf(x, 0) && ok:
		return 0, "is too large: " + shown(cell)
	case err != nil || !ok:
		return 0, "is not a number: " + shown(cell)
	}
	return x, ""
}

// pointed writes a plain number with a decimal point and nothing between thousands.
func (k *marks) pointed(text, cell string) (string, string) {
	mantissa, exponent := cutExponent(text)
	point, comma := strings.Count(mantissa, "."), strings.Count(mantissa, ",")
	decimal, thousands := ".", ","
	switch {
	case point > 0 && comma > 0:
		if strings.LastIndex(mantissa, ",") > strings.LastIndex(mantissa, ".") {
			decimal, thousands = ",", "."
		}
	case comma > 1 || comma == 0 && point <= 1:
		if point == 1 && exponent == "" && grouped(mantissa, ".") && k.comma && !k.point {
			decimal, thousands = ",", "."
		}
	case point > 1:
		decimal, thousands = ",", "."
	case exponent != "" || !grouped(mantissa, ","):
		decimal, thousands = ",", "."
	case k.comma && !k.point, k.semicolons && !k.point:
		decimal, thousands = ",", "."
	case k.point && !k.comma:
	default:
		return "", "could mean a thousand or a decimal comma: " + shown(cell)
	}
	whole, fraction, split := strings.Cut(mantissa, decimal)
	if strings.Contains(whole, thousands) && !grouped(whole, thousands) || strings.ContainsAny(fraction, ".,") {
		return "", "is not a number: " + shown(cell)
	}
	whole = strings.ReplaceAll(whole, thousands, "")
	if split {
		whole += "." + fraction
	}
	return whole + exponent, ""
}

// plain takes a sign and spaces and apostrophes between thousands away from what may be a number, and reports whether
// nothing is left but what numbers are made of.
func plain(cell string) (string, bool) {
	text := strings.ReplaceAll(cell, "\u2212", "-")
	for _, gap := range []string{" ", "\u00A0", "\u202F", "\u2009", "'", "’"} {
		if strings.Contains(text, gap) {
			whole, fraction, split := cutAny(text, ".,")
			if !grouped(whole, gap) {
				return cell, false
			}
			text = strings.ReplaceAll(whole, gap, "")
			if split != "" {
				text += split + fraction
			}
		}
	}
	digits := false
	for k := range len(text) {
		switch c := text[k]; {
		case c >= '0' && c <= '9':
			digits = true
		case !strings.ContainsRune("+-.,eE", rune(c)):
			return cell, false
		}
	}
	return text, digits
}

// grouped reports whether a number without decimals is set in groups of three: "1,000", "-12,345,678".
func grouped(text, separator string) bool {
	groups := strings.Split(strings.TrimLeft(text, "+-"), separator)
	if len(groups) < 2 || len(groups[0]) > 3 || !digitsOnly(groups[0]) || groups[0] == "" || groups[0][0] == '0' {
		return false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 || !digitsOnly(g) {
			return false
		}
	}
	return true
}

func digitsOnly(text string) bool {
	return strings.Trim(text, "0123456789") == ""
}

func cutExponent(text string) (mantissa, exponent string) {
	if k := strings.IndexAny(text, "eE"); k >= 0 {
		return text[:k], text[k:]
	}
	return text, ""
}

func cutAny(text, separators string) (before, after, separator string) {
	if k := strings.IndexAny(text, separators); k >= 0 {
		return text[:k], text[k+1:], text[k : k+1]
	}
	return text, "", ""
}
