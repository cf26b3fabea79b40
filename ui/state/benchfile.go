package state

import (
	"fmt"
	"strconv"
	"strings"

	"fallow/core"
	"fallow/core/table"
)

// Take puts a file, or what was pasted, on the bench: a table or JSON, as package core/table reads it. Of several
// problems the first is shown and the others wait on the shelf. The error is a *core.InputError; it changes nothing.
func (b *Bench) Take(data []byte) error {
	problems, err := table.Read(data)
	if err != nil {
		return err
	}
	for _, p := range problems {
		t := tableOf(p)
		if err := t.fits(0, 0); err != nil {
			return err
		}
	}
	b.put(problems[0])
	b.Shelf, b.ShelfAt = nil, 0
	if len(problems) > 1 {
		b.Shelf = problems
	}
	b.News = fmt.Sprintf("Took over %d agents and %d resources.", len(problems[0].Agents), len(problems[0].Resources))
	return nil
}

// put makes a problem the one on the bench.
func (b *Bench) put(p table.Problem) {
	t := tableOf(p)
	b.PutTable(&t)
}

// PutTable makes t, which passes Check, the problem on the bench.
func (b *Bench) PutTable(t *Table) {
	b.step(func() {
		b.Table = t.clone()
		b.Lie.Agent = 0
		b.View = newBenchView()
	})
}

// FromShelf puts another problem of the file on the bench; what was edited in the one that is there can be undone.
func (b *Bench) FromShelf(k int) {
	if k >= 0 && k < len(b.Shelf) {
		b.put(b.Shelf[k])
		b.ShelfAt = k
	}
}

// tableOf writes a problem so that it reads back to the last bit.
func tableOf(p table.Problem) Table {
	in := p.Instance
	t := Table{Agents: append([]string(nil), p.Agents...), Resources: append([]string(nil), p.Resources...)}
	texts := func(xs []float64) []string {
		out := make([]string, len(xs))
		for k, x := range xs {
			out[k] = table.FormatNumber(x)
		}
		return out
	}
	for i := range in.N {
		t.Values = append(t.Values, texts(in.Row(in.Values, i)))
		t.Demands = append(t.Demands, texts(in.Row(in.Demands, i)))
	}
	t.Budgets, t.Weights = texts(in.Budgets), texts(in.Weights)
	return t
}

// Export is the problem on the bench with its names. The error, a *core.InputError, says that it cannot be read.
func (b *Bench) Export() (table.Problem, error) {
	if !b.Readable() {
		return table.Problem{}, &core.InputError{Path: "the table", Reason: "has cells that cannot be read: mend them first"}
	}
	return table.Problem{Agents: b.Table.Agents, Resources: b.Table.Resources, Instance: b.Truth}, nil
}

// ErrNotNumbers is what Fill returns for words that would come to stand among the numbers.
var ErrNotNumbers = &core.InputError{Path: "the paste", Reason: "has words where the table has numbers"}

// Fill writes a pasted block of cells into the table, to the right and down from a place ("values-0-1", "agent-2"), in
// the order in which the table shows its columns: for each resource value and demand, then the weight. Rows that are
// missing are added. The error is a *core.InputError; it changes nothing.
func (b *Bench) Fill(place, text string) error {
	block, err := table.Cells(text)
	if err != nil {
		return err
	}
	row, column, ok := b.Table.placeOf(place)
	if !ok {
		return &core.InputError{Path: "the paste", Reason: "has no place in the table"}
	}
	filled := b.Table.clone()
	for r, cells := range block {
		for row >= 0 && row+r >= len(filled.Agents) {
			if err := filled.fits(1, 0); err != nil {
				return err
			}
			filled.addAgent()
		}
		for c, cell := range cells {
			at := filled.at(row, r, column+c)
			if at == nil {
				return &core.InputError{
					Path:   fmt.Sprintf("row %d, column %d of the paste", r+1, c+1),
					Reason: "is beyond the end of the table: paste further to the left, or add a resource first",
				}
			}
			if _, err := strconv.ParseFloat(cell, 64); err != nil && cell != "" && (row == budgetsRow || column+c > 0) {
				return ErrNotNumbers
			}
			*at = cell
		}
	}
	b.step(func() { b.Table = filled })
	b.News = fmt.Sprintf("Filled in %d × %d cells.", len(block), len(block[0]))
	return nil
}

// budgetsRow stands for the row of budgets in placeOf and at.
const budgetsRow = -1

// placeOf reads a place: its row, and its column among those that the row shows; the first is the name.
func (t *Table) placeOf(place string) (row, column int, ok bool) {
	parts := strings.Split(place, "-")
	numbers := make([]int, 0, 2)
	for _, part := range parts[1:] {
		k, err := strconv.Atoi(part)
		if err != nil {
			return 0, 0, false
		}
		numbers = append(numbers, k)
	}
	one, two := len(numbers) == 1, len(numbers) == 2
	switch {
	case parts[0] == "agent" && one:
		row, column = numbers[0], 0
	case parts[0] == "values" && two:
		row, column = numbers[0], 1+2*numbers[1]
	case parts[0] == "demands" && two:
		row, column = numbers[0], 2+2*numbers[1]
	case parts[0] == "weights" && one:
		row, column = numbers[0], 1+2*len(t.Resources)
	case parts[0] == "budgets" && one:
		return budgetsRow, numbers[0], numbers[0] >= 0 && numbers[0] < len(t.Resources)
	default:
		return 0, 0, false
	}
	return row, column, row >= 0 && row < len(t.Agents) && column >= 0
}

// at is where the table keeps what stands r rows below row, in a column; nil where there is nothing.
func (t *Table) at(row, r, column int) *string {
	last := 1 + 2*len(t.Resources)
	switch {
	case row == budgetsRow && r == 0:
		return t.text(Cell{"budgets", -1, column})
	case row == budgetsRow:
		return nil
	case column == 0:
		return &t.Agents[row+r]
	case column == last:
		return t.text(Cell{"weights", row + r, -1})
	case column%2 == 1:
		return t.text(Cell{"values", row + r, column / 2})
	}
	return t.text(Cell{"demands", row + r, column/2 - 1})
}
