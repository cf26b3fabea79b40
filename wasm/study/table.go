package study

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

// Row is one number with what it is a number of. All results are tables of rows: one format serves every chart, every
// download and every accessible table.
type Row struct {
	// Series is the mechanism, or what else a line of a chart stands for.
	Series string
	// System is "NxM", Setting how its instances are drawn. Empty where that means nothing.
	System  string
	Setting string
	// X is where the row is on the horizontal axis of the study, if it has one; else NaN.
	X float64
	// Metric says what was measured.
	Metric string
	// Mean is the estimate, StdErr its standard error, N the number of instances behind it. An exact figure has a
	// StdErr of NaN and an N of 0.
	Mean, StdErr float64
	N            int
	// Agents is the number of agents of each instance that were searched for, and Evaluations the number of allocations
	// that each search was allowed. 0 where nothing was searched for.
	Agents, Evaluations int
	// Paper is the paper's number and PaperSpread its ±, NaN where it gives none.
	Paper, PaperSpread float64
}

// newRow returns a row without numbers.
func newRow(series, metric string) Row {
	return Row{Series: series, Metric: metric, X: none, Mean: none, StdErr: none, Paper: none, PaperSpread: none}
}

// Table is a list of rows. In JSON it is {"columns": [names], "rows": [[cells]]}, with null for what there is not; nulls
// at the end of a row are left out.
type Table []Row

// columns are the cells of a row, in the order in which JSON and CSV have them: those that rows seldom have come last,
// where JSON leaves them out.
var columns = []struct {
	name string
	get  func(*Row) any
	set  func(*Row, cell) error
}{
	{"series", func(r *Row) any { return r.Series }, func(r *Row, c cell) error { return c.text(&r.Series) }},
	{"metric", func(r *Row) any { return r.Metric }, func(r *Row, c cell) error { return c.text(&r.Metric) }},
	{"x", func(r *Row) any { return r.X }, func(r *Row, c cell) error { return c.number(&r.X) }},
	{"mean", func(r *Row) any { return r.Mean }, func(r *Row, c cell) error { return c.number(&r.Mean) }},
	{"stderr", func(r *Row) any { return r.StdErr }, func(r *Row, c cell) error { return c.number(&r.StdErr) }},
	{"n", func(r *Row) any { return r.N }, func(r *Row, c cell) error { return c.count(&r.N) }},
	{"system", func(r *Row) any { return r.System }, func(r *Row, c cell) error { return c.text(&r.System) }},
	{"setting", func(r *Row) any { return r.Setting }, func(r *Row, c cell) error { return c.text(&r.Setting) }},
	{"agents", func(r *Row) any { return r.Agents }, func(r *Row, c cell) error { return c.count(&r.Agents) }},
	{"evaluations", func(r *Row) any { return r.Evaluations }, func(r *Row, c cell) error { return c.count(&r.Evaluations) }},
	{"paper", func(r *Row) any { return r.Paper }, func(r *Row, c cell) error { return c.number(&r.Paper) }},
	{"paperSpread", func(r *Row) any { return r.PaperSpread }, func(r *Row, c cell) error { return c.number(&r.PaperSpread) }},
}

// How many significant digits results are given with: the first is more than any standard error can tell apart.
const (
	digits       = 7
	stderrDigits = 3
)

// round gives the numbers of all rows the precision in which they are written, so that a table that was written and
// read is the same table.
func (t Table) round() {
	for k := range t {
		r := &t[k]
		for _, x := range []*float64{&r.X, &r.Mean, &r.Paper, &r.PaperSpread} {
			*x = rounded(*x, digits)
		}
		r.StdErr = rounded(r.StdErr, stderrDigits)
	}
}

func rounded(x float64, digits int) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64)
	if err != nil {
		return x
	}
	return y
}

// cell is one cell in its text form; empty is nothing.
type cell string

// format returns the text form of a cell: empty for nothing.
func format(value any) cell {
	switch v := value.(type) {
	case string:
		return cell(v)
	case int:
		if v != 0 {
			return cell(strconv.Itoa(v))
		}
	case float64:
		if !math.IsNaN(v) {
			return cell(strconv.FormatFloat(v, 'g', -1, 64))
		}
	}
	return ""
}

func (c cell) text(to *string) error {
	*to = string(c)
	return nil
}

func (c cell) number(to *float64) (err error) {
	*to = math.NaN()
	if c != "" {
		*to, err = strconv.ParseFloat(string(c), 64)
	}
	return err
}

func (c cell) count(to *int) (err error) {
	*to = 0
	if c != "" {
		*to, err = strconv.Atoi(string(c))
	}
	return err
}

// MarshalJSON writes columns and rows.
func (t Table) MarshalJSON() ([]byte, error) {
	wire := struct {
		Columns []string `json:"columns"`
		Rows    [][]any  `json:"rows"`
	}{Rows: make([][]any, len(t))}
	for _, c := range columns {
		wire.Columns = append(wire.Columns, c.name)
	}
	for k := range t {
		cells, used := make([]any, len(columns)), 0
		for j, c := range columns {
			if value := c.get(&t[k]); format(value) != "" {
				cells[j] = value
				used = j + 1
			}
		}
		wire.Rows[k] = cells[:used]
	}
	return json.Marshal(wire)
}

// UnmarshalJSON reads what MarshalJSON writes; columns may be missing or in another order.
func (t *Table) UnmarshalJSON(data []byte) error {
	var wire struct {
		Columns []string            `json:"columns"`
		Rows    [][]json.RawMessage `json:"rows"`
	}
	if err := json.Unmarshal(data, &wire); err != nil {
		return err
	}
	cells := make([][]string, len(wire.Rows))
	for k, row := range wire.Rows {
		for _, raw := range row {
			text, err := plainText(raw)
			if err != nil {
				return fmt.Errorf("row %d: %w", k, err)
			}
			cells[k] = append(cells[k], text)
		}
	}
	parsed, err := parseRows(wire.Columns, cells)
	if err == nil {
		*t = parsed
	}
	return err
}

// plainText is the text form of a JSON string, number or null.
func plainText(raw json.RawMessage) (string, error) {
	var text string
	switch {
	case string(raw) == "null":
		return "", nil
	case len(raw) > 0 && raw[0] == '"':
		err := json.Unmarshal(raw, &text)
		return text, err
	}
	return string(raw), nil
}

// parseRows makes a table of cells in text form, under the names of their columns; rows may end early.
func parseRows(names []string, cells [][]string) (Table, error) {
	at := map[string]int{}
	for k, name := range names {
		at[name] = k
	}
	table := make(Table, len(cells))
	for k, row := range cells {
		if len(row) > len(names) {
			return nil, fmt.Errorf("row %d has %d cells for %d columns", k, len(row), len(names))
		}
		for _, c := range columns {
			text := ""
			if j, ok := at[c.name]; ok && j < len(row) {
				text = row[j]
			}
			if err := c.set(&table[k], cell(text)); err != nil {
				return nil, fmt.Errorf("row %d, %s: %w", k, c.name, err)
			}
		}
	}
	return table, nil
}
