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

// The measures of a table that is drawn in part, in rem; bench.css has the same.
const (
	gridRow    = 2.5
	gridColumn = 14.5 // of a resource
	// gridHeads is how high headings and budgets are together, gridNames how wide the names are: rows and columns slide
	// under them.
	gridHeads = 7.5
	gridNames = 9
)

func (c *BenchTable) class() string {
	if c.tall() {
		return "scroll tall"
	}
	return "scroll"
}

// tall is whether only the rows near the screen are drawn.
func (c *BenchTable) tall() bool { return len(c.table().Agents) > state.WholeRows }

// rows are the teams near the screen, columns the resources.
func (c *BenchTable) rows() []int {
	return span(c.state().View.Rows.Of(len(c.table().Agents), state.WholeRows))
}

func (c *BenchTable) columns() []int {
	return span(c.state().View.Columns.Of(len(c.table().Resources), state.WholeColumns))
}

func span(from, to int) []int {
	list := make([]int, 0, to-from)
	for k := from; k < to; k++ {
		list = append(list, k)
	}
	return list
}

// above, below, left and right are the room that the rows and columns take that are not drawn.
func (c *BenchTable) above() string {
	from, _ := c.state().View.Rows.Of(len(c.table().Agents), state.WholeRows)
	return rem(gridRow * float64(from))
}

func (c *BenchTable) below() string {
	n := len(c.table().Agents)
	_, to := c.state().View.Rows.Of(n, state.WholeRows)
	return rem(gridRow * float64(n-to))
}

func (c *BenchTable) left() string {
	from, _ := c.state().View.Columns.Of(len(c.table().Resources), state.WholeColumns)
	return rem(gridColumn * float64(from))
}

func (c *BenchTable) right() string {
	m := len(c.table().Resources)
	_, to := c.state().View.Columns.Of(m, state.WholeColumns)
	return rem(gridColumn * float64(m-to))
}

// rowCount is how many rows there are, those that are not drawn included: two of headings, one of budgets.
func (c *BenchTable) rowCount() string { return strconv.Itoa(len(c.table().Agents) + 3) }

// cells of row i, in the order of the columns.
func (c *BenchTable) cells(i int) []state.Cell {
	var cells []state.Cell
	for _, m := range c.columns() {
		cells = append(cells, state.Cell{Field: "values", Agent: i, Resource: m}, state.Cell{Field: "demands", Agent: i, Resource: m})
	}
	return cells
}

func (c *BenchTable) weight(i int) []state.Cell {
	return []state.Cell{{Field: "weights", Agent: i, Resource: -1}}
}

func budgetCell(m int) state.Cell { return state.Cell{Field: "budgets", Agent: -1, Resource: m} }

// cellID is the name of the cell's field: "bench-demands-2-1".
func cellID(cell state.Cell) string {
	id := "bench-" + cell.Field
	if cell.Agent >= 0 {
		id += "-" + index(cell.Agent)
	}
	if cell.Resource >= 0 {
		id += "-" + index(cell.Resource)
	}
	return id
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

// invalid and described are attributes of a cell that cannot be read; others do without, for each is sent at every render.
func (c *BenchTable) invalid(cell state.Cell) any {
	if c.problem(cell) == "" {
		return nil
	}
	return "true"
}

func (c *BenchTable) described(cell state.Cell) any {
	if c.problem(cell) == "" {
		return nil
	}
	return cellID(cell) + "-problem"
}

// small is an attribute that a table does without which is drawn in part: every one is sent again at every scroll.
func (c *BenchTable) small(value string) any {
	if c.tall() {
		return nil
	}
	return value
}

// onInput hears of what is typed anywhere in the table: a listener for each field would take long to attach.
func (c *BenchTable) onInput(event vugu.DOMEvent) {
	c.fill(event.PropString("target", "id"), event.PropString("target", "value"))
}

// fill puts text into the field with an id: "bench-agent-3", "bench-resource-0" or a cell's.
func (c *BenchTable) fill(id, text string) {
	parts := strings.Split(id, "-")
	numbers := []int{-1, -1}
	for k, part := range parts[min(2, len(parts)):] {
		n, err := strconv.Atoi(part)
		if err != nil || k == len(numbers) {
			return
		}
		numbers[k] = n
	}
	if len(parts) < 3 {
		return
	}
	first, second := numbers[0], numbers[1]
	c.Control.Do(func(b *state.Bench) {
		switch parts[1] {
		case "agent":
			b.RenameAgent(first, text)
		case "resource":
			b.RenameResource(first, text)
		case "budgets":
			b.Edit(budgetCell(first), text)
		default:
			b.Edit(state.Cell{Field: parts[1], Agent: first, Resource: second}, text)
		}
	})
}

// remover is the name of the button that removes a team or a resource.
func (c *BenchTable) remover(what string, k int) string { return "remove-" + what + "-" + index(k) }

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
	for range c.columns() {
		words = append(words, "a unit is worth", "can use")
	}
	return words
}

func ordinal(k int) string { return strconv.Itoa(k + 1) }

func index(k int) string { return strconv.Itoa(k) }
