package table

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"fallow/core"
)

// Read reads a file or a pasted text of either kind: JSON if it begins with a brace or a bracket, otherwise a table.
// There is at least one problem in what it returns. The error is a *core.InputError.
func Read(data []byte) ([]Problem, error) {
	text := decode(data)
	if begin := strings.TrimSpace(text); strings.HasPrefix(begin, "{") || strings.HasPrefix(begin, "[") {
		return readJSON([]byte(text))
	}
	return ReadCSV(text)
}

// decode makes UTF-8 of what spreadsheets save: UTF-8 or UTF-16 with a mark in front, or Latin-1.
func decode(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return fromUTF16(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return fromUTF16(data[2:], binary.BigEndian)
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if utf8.Valid(data) {
		return string(data)
	}
	var text strings.Builder
	for _, b := range data {
		text.WriteRune(rune(b))
	}
	return text.String()
}

func fromUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for k := range units {
		units[k] = order.Uint16(data[2*k:])
	}
	return string(utf16.Decode(units))
}

var errEmpty = &core.InputError{Path: "the table", Reason: "is empty"}
