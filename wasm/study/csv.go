package study

import (
	"encoding/csv"
	"errors"
	"io"
)

// WriteCSV writes a header and the rows, with empty cells for what there is not.
func (t Table) WriteCSV(to io.Writer) error {
	w := csv.NewWriter(to)
	line := make([]string, len(columns))
	for k, c := range columns {
		line[k] = c.name
	}
	if err := w.Write(line); err != nil {
		return err
	}
	for k := range t {
		for j, c := range columns {
			line[j] = string(format(c.get(&t[k])))
		}
		if err := w.Write(line); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// ReadCSV reads what WriteCSV writes; columns may be missing or in another order.
func ReadCSV(from io.Reader) (Table, error) {
	lines, err := csv.NewReader(from).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(lines) == 0 {
		return nil, errors.New("the table has no header")
	}
	return parseRows(lines[0], lines[1:])
}
