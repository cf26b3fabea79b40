package table

import "fallow/core"

// longColumns are the columns of the layout with a row for each agent and resource; -1 stands for one that is not there.
type longColumns struct {
	instance, agent, resource, value, demand, weight, budget int
}

// longOf reports whether a header is that of the longer layout: it has a column of resources.
func longOf(header row) (longColumns, bool) {
	c := longColumns{-1, -1, -1, -1, -1, -1, -1}
	for k, cell := range header.cells {
		heading := headingOf(cell)
		place := map[role]*int{
			instanceColumn: &c.instance, agentColumn: &c.agent, resourceColumn: &c.resource, valueColumn: &c.value,
			demandColumn: &c.demand, weightColumn: &c.weight, budgetColumn: &c.budget,
		}[heading.role]
		if place != nil && *place < 0 && heading.resource == "" {
			*place = k
		}
	}
	return c, c.resource >= 0 && c.agent >= 0 && c.value >= 0 && c.demand >= 0
}

// long reads a table with one row for each agent and resource.
type long struct {
	longColumns
	marks     *marks
	resources index
	drafts    map[string]*longDraft
	order     []*longDraft
}

// index numbers names in the order in which they come.
type index struct {
	names []string
	at    map[string]int
}

func (x *index) of(name string) int {
	k, ok := x.at[name]
	if !ok {
		if x.at == nil {
			x.at = map[string]int{}
		}
		k = len(x.names)
		x.at[name] = k
		x.names = append(x.names, name)
	}
	return k
}

type longDraft struct {
	name    string
	line    int
	agents  index
	cells   map[[2]int][2]float64 // value and demand, by agent and resource
	weights map[int]float64
	budgets map[int]float64
}

func readLong(c longColumns, rows []row, m *marks) ([]Problem, error) {
	l := long{longColumns: c, marks: m, drafts: map[string]*longDraft{}}
	for _, r := range rows {
		if err := l.read(r); err != nil {
			return nil, err
		}
	}
	var out []Problem
	for _, d := range l.order {
		p, err := l.problem(d)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	if out == nil {
		return nil, errEmpty
	}
	return out, nil
}

func (l *long) draft(r row) *longDraft {
	name := r.cell(l.instance)
	d := l.drafts[name]
	if d == nil {
		d = &longDraft{name: name, line: r.line, cells: map[[2]int][2]float64{}, weights: map[int]float64{}, budgets: map[int]float64{}}
		l.drafts[name] = d
		l.order = append(l.order, d)
	}
	return d
}

func (l *long) read(r row) error {
	if r.cell(l.resource) == "" {
		return at(r.line, l.resource+1, "is empty: it must name a resource")
	}
	d, m := l.draft(r), l.resources.of(r.cell(l.resource))
	if isBudgets(r.cell(l.agent)) && r.cell(l.value) == "" {
		return l.readBudget(r, d, m, l.demand)
	}
	if r.cell(l.agent) == "" {
		return at(r.line, l.agent+1, "is empty: it must name an agent")
	}
	i := d.agents.of(r.cell(l.agent))
	if _, twice := d.cells[[2]int{i, m}]; twice {
		return atLine(r.line, "repeats an agent and a resource: "+shown(r.cell(l.agent)+", "+r.cell(l.resource)))
	}
	value, err := numberAt(l.marks, r, l.value, true, "a value")
	if err != nil {
		return err
	}
	demand, err := numberAt(l.marks, r, l.demand, false, "a demand")
	if err != nil {
		return err
	}
	d.cells[[2]int{i, m}] = [2]float64{value, demand}
	if r.cell(l.budget) != "" {
		if err := l.readBudget(r, d, m, l.budget); err != nil {
			return err
		}
	}
	return l.readWeight(r, d, i)
}

func (l *long) readBudget(r row, d *longDraft, m, column int) error {
	b, err := numberAt(l.marks, r, column, false, "a budget")
	if err != nil {
		return err
	}
	if before, twice := d.budgets[m]; twice && before != b {
		return at(r.line, column+1, "is another budget than before for "+shown(r.cell(l.resource)))
	}
	d.budgets[m] = b
	return nil
}

func (l *long) readWeight(r row, d *longDraft, i int) error {
	if r.cell(l.weight) == "" {
		return nil
	}
	w, err := numberAt(l.marks, r, l.weight, true, "a weight")
	if err != nil {
		return err
	}
	if before, twice := d.weights[i]; twice && before != w {
		return at(r.line, l.weight+1, "is another weight than before for "+shown(r.cell(l.agent)))
	}
	d.weights[i] = w
	return nil
}

// problem fills in what is not listed: a demand of nothing, a weight of one.
func (l *long) problem(d *longDraft) (Problem, error) {
	n, m := len(d.agents.names), len(l.resources.names)
	switch {
	case n == 0:
		return Problem{}, atLine(d.line, "has budgets for no agents")
	case n > core.MaxEntries/m:
		return Problem{}, atLine(d.line, "begins a problem that is larger than what is supported")
	}
	in := &core.Instance{N: n, M: m, Budgets: make([]float64, m)}
	for k := range m {
		b, ok := d.budgets[k]
		if !ok {
			return Problem{}, &core.InputError{Path: "the table", Reason: "has no budget for " + shown(l.resources.names[k]) + ": add a row with the agent “budget”"}
		}
		in.Budgets[k] = b
	}
	for i := range n {
		weight, ok := d.weights[i]
		if !ok {
			weight = 1
		}
		in.Weights = append(in.Weights, weight)
		for k := range m {
			cell, ok := d.cells[[2]int{i, k}]
			if !ok {
				cell[0] = 1 // of something that is not asked for; any would do
			}
			in.Values, in.Demands = append(in.Values, cell[0]), append(in.Demands, cell[1])
		}
	}
	if err := in.Validate(); err != nil {
		return Problem{}, err
	}
	return Problem{Name: d.name, Agents: named(d.agents.names, AgentName), Resources: named(l.resources.names, ResourceName), Instance: in}, nil
}
