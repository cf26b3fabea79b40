package table

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// row is a line of a table with its cells, trimmed; those that are empty at its end are left out.
type row struct {
	line  int
	cells []string
}

func (r row) cell(k int) string {
	if k < 0 || k >= len(r.cells) {
		return ""
	}
	return r.cells[k]
}

// split cuts a text into rows that are not empty, and learns how its numbers are written.
func split(text string) ([]row, marks, error) {
	separator, skip := separatorOf(text)
	m := marks{semicolons: separator == ';'}
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma, reader.FieldsPerRecord = separator, -1
	var rows []row
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, m, nil
		}
		if err != nil {
			return nil, m, quoteError(err)
		}
		line, _ := reader.FieldPos(0)
		r := row{line, cells}
		for k := range cells {
			cells[k] = Name(cells[k])
			m.learn(cells[k])
		}
		for len(r.cells) > 0 && r.cells[len(r.cells)-1] == "" {
			r.cells = r.cells[:len(r.cells)-1]
		}
		if len(r.cells) > 0 && !(skip && len(rows) == 0) {
			rows = append(rows, r)
		}
		skip = skip && len(r.cells) == 0
	}
}

// separatorOf is what the first line that has any separates its cells with: tabs before semicolons before commas. A
// first line "sep=;" says so and nothing else; it is to be skipped.
func separatorOf(text string) (separator rune, skip bool) {
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if len(line) == 5 && strings.HasPrefix(strings.ToLower(line), "sep=") && strings.ContainsAny(line[4:], ",;\t") {
			return rune(line[4]), true
		}
		unquoted := withoutQuoted(line)
		for _, separator := range "\t;," {
			if strings.ContainsRune(unquoted, separator) {
				return separator, false
			}
		}
	}
	return ',', false
}

// withoutQuoted leaves out what stands in quotation marks.
func withoutQuoted(line string) string {
	var out strings.Builder
	for k, part := range strings.Split(line, `"`) {
		if k%2 == 0 {
			out.WriteString(part)
		}
	}
	return out.String()
}

func quoteError(err error) error {
	var fault *csv.ParseError
	if !errors.As(err, &fault) {
		return err
	}
	if errors.Is(fault, csv.ErrBareQuote) {
		return atLine(fault.Line, "has a quotation mark inside a cell: put the cell in quotation marks and double the ones inside")
	}
	return atLine(fault.StartLine, "begins a cell with a quotation mark that is not closed where the cell ends")
}
