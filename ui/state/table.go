package state

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"fallow/core"
)

// Table is a problem as a visitor types it: names and numbers, all of them text.
type Table struct {
	Agents, Resources []string
	// Values and Demands hold one row an agent, one column a resource.
	Values, Demands [][]string
	Budgets         []string
	Weights         []string
}

// Cell is one number of a Table: row Agent, column Resource, each -1 where the field has none.
type Cell struct {
	// Field is "values", "demands", "budgets" or "weights".
	Field           string
	Agent, Resource int
}

// Path is the cell as an InputError names it, e.g. "demands[2][1]".
func (c Cell) Path() string {
	path := c.Field
	for _, index := range []int{c.Agent, c.Resource} {
		if index >= 0 {
			path += "[" + strconv.Itoa(index) + "]"
		}
	}
	return path
}

// text is where the cell's text is kept; nil where there is no such cell.
func (t *Table) text(c Cell) *string {
	at := func(row []string, index int) *string {
		if index < 0 || index >= len(row) {
			return nil
		}
		return &row[index]
	}
	row := func(rows [][]string) []string {
		if c.Agent < 0 || c.Agent >= len(rows) {
			return nil
		}
		return rows[c.Agent]
	}
	switch c.Field {
	case "values":
		return at(row(t.Values), c.Resource)
	case "demands":
		return at(row(t.Demands), c.Resource)
	case "budgets":
		return at(t.Budgets, c.Resource)
	case "weights":
		return at(t.Weights, c.Agent)
	}
	return nil
}

// Text is what is typed in the cell.
func (t *Table) Text(c Cell) string {
	if text := t.text(c); text != nil {
		return *text
	}
	return ""
}

// Parse reads the table. Where it cannot, problems says why, cell by cell (the key is Cell.Path), and the instance is
// nil.
func (t *Table) Parse() (in *core.Instance, problems map[string]string) {
	p := parser{problems: map[string]string{}}
	values := p.matrix("values", t.Values)
	demands := p.matrix("demands", t.Demands)
	var budgets, weights []float64
	for m, text := range t.Budgets {
		budgets = append(budgets, p.number(Cell{"budgets", -1, m}, text))
	}
	for i, text := range t.Weights {
		weights = append(weights, p.number(Cell{"weights", i, -1}, text))
	}
	if len(p.problems) > 0 {
		return nil, p.problems
	}
	in, err := core.NewInstance(values, demands, budgets, weights)
	var fault *core.InputError
	if errors.As(err, &fault) {
		return nil, map[string]string{fault.Path: fault.Reason}
	}
	return in, nil
}

// parser collects what is wrong with the cells.
type parser struct{ problems map[string]string }

func (p *parser) matrix(field string, rows [][]string) [][]float64 {
	matrix := make([][]float64, len(rows))
	for i, row := range rows {
		for m, text := range row {
			matrix[i] = append(matrix[i], p.number(Cell{field, i, m}, text))
		}
	}
	return matrix
}

func (p *parser) number(c Cell, text string) float64 {
	text = strings.TrimSpace(text)
	x, err := strconv.ParseFloat(strings.ReplaceAll(text, "\u2212", "-"), 64)
	positive := c.Field == "values" || c.Field == "weights"
	reason := ""
	switch {
	case text == "":
		reason = "is empty"
	case errors.Is(err, strconv.ErrRange):
		reason = "is too large"
	case err != nil || math.IsNaN(x):
		reason = fmt.Sprintf("is not a number: %q", shortened(text))
	case math.IsInf(x, 0):
		reason = "is infinite"
	case x < 0:
		reason = "is negative"
	case x == 0 && positive:
		reason = "is zero, but must be positive"
	default:
		return x
	}
	p.problems[c.Path()] = reason
	return 0
}

func shortened(text string) string {
	if runes := []rune(text); len(runes) > 12 {
		return string(runes[:12]) + "…"
	}
	return text
}

// fits is nil if there is room for so many agents and resources more; otherwise it says how many there may be.
func (t *Table) fits(agents, resources int) error {
	n, m := len(t.Agents)+agents, len(t.Resources)+resources
	switch {
	case n > MaxBenchAgents:
		return &core.InputError{Path: "the problem", Reason: fmt.Sprintf("has %d agents, more than the %d that the bench takes", n, MaxBenchAgents)}
	case m > MaxBenchResources:
		return &core.InputError{Path: "the problem", Reason: fmt.Sprintf("has %d resources, more than the %d that the bench takes", m, MaxBenchResources)}
	case n*m > MaxBenchCells:
		return &core.InputError{Path: "the problem", Reason: fmt.Sprintf("has %d agents by %d resources, and the bench takes no more than %d pairs", n, m, MaxBenchCells)}
	}
	return nil
}

// Check is nil if the table has as many rows and columns as it has names, and no more than the bench takes.
func (t *Table) Check() error {
	n, m := len(t.Agents), len(t.Resources)
	whole := n > 0 && m > 0 && len(t.Values) == n && len(t.Demands) == n && len(t.Weights) == n && len(t.Budgets) == m
	for i := 0; whole && i < n; i++ {
		whole = len(t.Values[i]) == m && len(t.Demands[i]) == m
	}
	if !whole {
		return &core.InputError{Path: "the problem", Reason: "is not whole"}
	}
	return t.fits(0, 0)
}

// clone is a copy that shares nothing.
func (t *Table) clone() Table {
	rows := func(rows [][]string) [][]string {
		out := make([][]string, len(rows))
		for i := range rows {
			out[i] = slices.Clone(rows[i])
		}
		return out
	}
	return Table{
		Agents: slices.Clone(t.Agents), Resources: slices.Clone(t.Resources), Values: rows(t.Values), Demands: rows(t.Demands),
		Budgets: slices.Clone(t.Budgets), Weights: slices.Clone(t.Weights),
	}
}

// addAgent appends a row that looks like the last one.
func (t *Table) addAgent() {
	last := len(t.Agents) - 1
	t.Agents = append(t.Agents, "Team "+letter(len(t.Agents)))
	t.Values = append(t.Values, append([]string(nil), t.Values[last]...))
	t.Demands = append(t.Demands, append([]string(nil), t.Demands[last]...))
	t.Weights = append(t.Weights, "1")
}

func (t *Table) removeAgent(i int) {
	t.Agents = without(t.Agents, i)
	t.Values = without(t.Values, i)
	t.Demands = without(t.Demands, i)
	t.Weights = without(t.Weights, i)
}

// addResource appends a column that looks like the last one.
func (t *Table) addResource() {
	last := len(t.Resources) - 1
	t.Resources = append(t.Resources, "Resource "+strconv.Itoa(len(t.Resources)+1))
	t.Budgets = append(t.Budgets, t.Budgets[last])
	for i := range t.Agents {
		t.Values[i] = append(t.Values[i], t.Values[i][last])
		t.Demands[i] = append(t.Demands[i], t.Demands[i][last])
	}
}

func (t *Table) removeResource(m int) {
	t.Resources = without(t.Resources, m)
	t.Budgets = without(t.Budgets, m)
	for i := range t.Agents {
		t.Values[i] = without(t.Values[i], m)
		t.Demands[i] = without(t.Demands[i], m)
	}
}

func without[T any](list []T, k int) []T {
	return append(append([]T(nil), list[:k]...), list[k+1:]...)
}

// letter names the k-th team: A to Z, then numbers.
func letter(k int) string {
	if k < 26 {
		return string(rune('A' + k))
	}
	return strconv.Itoa(k + 1)
}
