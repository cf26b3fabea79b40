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

// fixed3 writes a utility.
func fixed3(x float64) string { return words.Fixed(x, 3) }

// upper begins text with a capital.
func upper(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// rem writes a length in units of the page's text, for an SVG.
func rem(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) + "rem" }
