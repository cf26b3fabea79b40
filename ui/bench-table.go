package ui

import (
	"strconv"
	"strings"

	"github.com/vugu/vugu"

	"fallow/ui/state"
)

// BenchTable is where the reader fills in the problem.
type BenchTable struct {
	Control *BenchControl
}

func (c *BenchTable) state() *state.Bench { return c.Control.State }

func (c *BenchTable) table() *state.Table { return &c.Control.State.Table }

// cells of row i, in the order of the columns.
func (c *BenchTable) cells(i int) []state.Cell {
	var cells []state.Cell
	for m := range c.table().Resources {
		cells = append(cells, state.Cell{Field: "values", Agent: i, Resource: m}, state.Cell{Field: "demands", Agent: i, Resource: m})
	}
	return append(cells, state.Cell{Field: "weights", Agent: i, Resource: -1})
}

func budgetCell(m int) state.Cell { return state.Cell{Field: "budgets", Agent: -1, Resource: m} }

func cellID(cell state.Cell) string {
	return "bench-" + strings.NewReplacer("[", "-", "]", "").Replace(cell.Path())
}

// label is the cell's name for those who do not see its row and column.
func (c *BenchTable) label(cell state.Cell) string {
	t := c.table()
	switch cell.Field {
	case "values":
		return "What one unit of " + t.Resources[cell.Resource] + " is worth to " + t.Agents[cell.Agent]
	case "demands":
		return "How many units of " + t.Resources[cell.Resource] + " " + t.Agents[cell.Agent] + " can use"
	case "weights":
		return "Weight of " + t.Agents[cell.Agent]
	}
	return "How much " + t.Resources[cell.Resource] + " there is"
}

func (c *BenchTable) problem(cell state.Cell) string { return c.state().Problems[cell.Path()] }

func (c *BenchTable) invalid(cell state.Cell) string {
	return strconv.FormatBool(c.problem(cell) != "")
}

func (c *BenchTable) onEdit(event vugu.DOMEvent, cell state.Cell) {
	text := event.PropString("target", "value")
	c.Control.Do(func(b *state.Bench) { b.Edit(cell, text) })
}

func (c *BenchTable) onAgent(event vugu.DOMEvent, i int) {
	name := event.PropString("target", "value")
	c.Control.Do(func(b *state.Bench) { b.RenameAgent(i, name) })
}

func (c *BenchTable) onResource(event vugu.DOMEvent, m int) {
	name := event.PropString("target", "value")
	c.Control.Do(func(b *state.Bench) { b.RenameResource(m, name) })
}

func (c *BenchTable) removeAgent(i int) {
	c.Control.Do(func(b *state.Bench) { b.RemoveAgent(i) })
}

func (c *BenchTable) removeResource(m int) {
	c.Control.Do(func(b *state.Bench) { b.RemoveResource(m) })
}

// say lists what is wrong, for those who do not see the cells.
func (c *BenchTable) say() string {
	problems := c.state().Problems
	if len(problems) == 0 {
		return ""
	}
	if len(problems) == 1 {
		return "One cell cannot be read."
	}
	return strconv.Itoa(len(problems)) + " cells cannot be read."
}

// subheads are the headings of the columns within the resources.
func (c *BenchTable) subheads() []string {
	var words []string
	for range c.table().Resources {
		words = append(words, "a unit is worth", "can use")
	}
	return words
}

func ordinal(k int) string { return strconv.Itoa(k + 1) }
