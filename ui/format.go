package ui

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"fallow/ui/words"
)

// share writes x (0 to 1) as an SVG length in percent.
func share(x float64) string {
	return strconv.FormatFloat(100*min(max(x, 0), 1), 'f', 3, 64) + "%"
}

// fixed3 writes a utility. A half of the last digit is rounded up even where the solver left it a little less, so that
// equal utilities read alike.
func fixed3(x float64) string {
	const short = 1e-7
	return words.Fixed(x+short, 3)
}

// upper begins text with a capital.
func upper(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// rem writes a length in units of the page's text, for an SVG.
func rem(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) + "rem" }
