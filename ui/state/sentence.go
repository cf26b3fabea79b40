package state

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"fallow/core"
)

// Sentence makes an error fit to be read by a visitor.
func Sentence(err error) string {
	if err == nil {
		return ""
	}
	text := err.Error()
	var input *core.InputError
	if errors.As(err, &input) {
		text = input.Error()
	}
	first, size := utf8.DecodeRuneInString(text)
	text = string(unicode.ToUpper(first)) + text[size:]
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}
