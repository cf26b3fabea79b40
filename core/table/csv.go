package table

import (
	"fallow/core"
)

// ReadCSV reads a table. There is at least one problem in what it returns. The error is a *core.InputError.
func ReadCSV(text string) ([]Problem, error) {
	rows, m, err := split(text)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, errEmpty
	}
	header := row{line: rows[0].line}
	if isHeader(rows[0], &m) {
		header, rows = rows[0], rows[1:]
	}
	if c, ok := longOf(header); ok {
		return readLong(c, rows, &m)
	}
	return readWide(header, rows, &m)
}

// wide reads a table with one row an agent.
type wide struct {
	layout
	marks *marks
	// drafts are the problems so far, in the order in which they begin; byName finds them.
	drafts []*draft
	byName map[string]*draft
	// common are budgets that belong to no instance.
	common *budgets
}

// draft is a problem in the making.
type draft struct {
	name            string
	line            int // where it begins
	agents          []string
	values, demands []float64
	weights         []float64
	budgets         *budgets
}

type budgets struct {
	line  int
	units []float64
}

func readWide(header row, rows []row, m *marks) ([]Problem, error) {
	w := wide{marks: m, byName: map[string]*draft{}}
	named := len(header.cells) > 0 && headingOf(header.cells[0]).role == instanceColumn
	first := 0
	if named {
		first = 1
	}
	width := 0
	for _, r := range rows {
		if !isBudgets(r.cell(first)) {
			width = max(width, len(r.cells))
		}
	}
	var err error
	if w.layout, err = layoutOf(header, width); err != nil {
		return nil, err
	}
	for _, r := range rows {
		if w.isBudgets(r) {
			err = w.readBudgets(r)
		} else {
			err = w.readAgent(r)
		}
		if err != nil {
			return nil, err
		}
	}
	return w.problems(header)
}

// isBudgets reports whether r is a row of budgets: it says so, and has fewer numbers than an agent's row.
func (w *wide) isBudgets(r row) bool {
	filled := 0
	for _, columns := range [][]int{w.values, w.demands} {
		for _, k := range columns {
			if r.cell(k) != "" {
				filled++
			}
		}
	}
	return isBudgets(r.cell(w.agent)) && filled < 2*len(w.values)
}

// draft is the problem that r belongs to.
func (w *wide) draft(r row) *draft {
	name := r.cell(w.instance)
	d := w.byName[name]
	if d == nil {
		d = &draft{name: name, line: r.line}
		w.byName[name] = d
		w.drafts = append(w.drafts, d)
	}
	return d
}

func (w *wide) readAgent(r row) error {
	if len(r.cells) > w.width {
		return at(r.line, w.width+1, "is one cell too many: "+shown(r.cells[w.width]))
	}
	d := w.draft(r)
	if len(d.agents) >= core.MaxEntries/len(w.values) {
		return atLine(r.line, "makes the problem larger than what is supported")
	}
	d.agents = append(d.agents, r.cell(w.agent))
	weight := 1.0
	var err error
	if w.weight >= 0 {
		if weight, err = w.number(r, w.weight, true, "a weight"); err != nil {
			return err
		}
	}
	d.weights = append(d.weights, weight)
	for _, k := range w.values {
		x, err := w.number(r, k, true, "a value")
		if err != nil {
			return err
		}
		d.values = append(d.values, x)
	}
	for _, k := range w.demands {
		x, err := w.number(r, k, false, "a demand")
		if err != nil {
			return err
		}
		d.demands = append(d.demands, x)
	}
	return nil
}

// number reads a cell that must not be negative, and must be positive if so asked.
func (w *wide) number(r row, k int, positive bool, what string) (float64, error) {
	return numberAt(w.marks, r, k, positive, what)
}

func numberAt(m *marks, r row, k int, positive bool, what string) (float64, error) {
	x, fault := m.number(r.cell(k))
	switch {
	case fault != "":
	case x < 0:
		fault = "is negative: " + shown(r.cell(k))
	case positive && x == 0:
		fault = "is zero, but " + what + " must be positive"
	}
	if fault != "" {
		return 0, at(r.line, k+1, fault)
	}
	return x, nil
}

// readBudgets reads a row of budgets. If each stands in a column of a resource of its own they are taken from there,
// otherwise in their order.
func (w *wide) readBudgets(r row) error {
	b := &budgets{line: r.line}
	if w.instance >= 0 && r.cell(w.instance) == "" {
		if w.common != nil {
			return atLine(r.line, "has budgets again")
		}
		w.common = b
	} else if d := w.draft(r); d.budgets == nil {
		d.budgets = b
	} else {
		return atLine(r.line, "has budgets again")
	}
	var columns []int
	for k, cell := range r.cells {
		if cell != "" && k != w.agent && k != w.instance {
			columns = append(columns, k)
		}
	}
	if len(columns) != len(w.values) {
		return atLine(r.line, "must have one budget for each resource: "+counted(len(columns), "budget", "budgets")+" for "+counted(len(w.values), "resource", "resources"))
	}
	b.units = make([]float64, len(columns))
	places := w.places(columns)
	for c, k := range columns {
		x, err := w.number(r, k, false, "a budget")
		if err != nil {
			return err
		}
		b.units[places[c]] = x
	}
	return nil
}

// places tells which resource each budget is of.
func (w *wide) places(columns []int) []int {
	resourceOf := map[int]int{}
	for m := range w.values {
		resourceOf[w.values[m]], resourceOf[w.demands[m]] = m, m
	}
	places, inOrder := make([]int, len(columns)), make([]int, len(columns))
	taken, apart := map[int]bool{}, true
	for c, k := range columns {
		m, ok := resourceOf[k]
		apart = apart && ok && !taken[m]
		taken[m] = true
		places[c], inOrder[c] = m, c
	}
	if apart {
		return places
	}
	return inOrder
}

func (w *wide) problems(header row) ([]Problem, error) {
	var out []Problem
	resources := named(w.resources, ResourceName)
	for _, d := range w.drafts {
		p, err := d.problem(resources, w.common, w.instance >= 0)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	if out == nil {
		return nil, atLine(header.line, "is followed by no agent: each takes a row")
	}
	return out, nil
}

func (d *draft) problem(resources []string, common *budgets, several bool) (Problem, error) {
	b := d.budgets
	if b == nil {
		b = common
	}
	switch {
	case len(d.agents) == 0:
		return Problem{}, atLine(d.line, "has budgets for no agents")
	case b == nil && several:
		return Problem{}, atLine(d.line, "begins instance "+shown(d.name)+", which has no row of budgets")
	case b == nil:
		return Problem{}, &core.InputError{Path: "the table", Reason: "has no row of budgets: add one that begins with “budget”"}
	}
	in := &core.Instance{
		N: len(d.agents), M: len(resources), Values: d.values, Demands: d.demands, Budgets: append([]float64(nil), b.units...), Weights: d.weights,
	}
	if err := in.Validate(); err != nil {
		return Problem{}, err
	}
	return Problem{Name: d.name, Agents: named(d.agents, AgentName), Resources: append([]string(nil), resources...), Instance: in}, nil
}
