package table

import "strings"

// role is what a column holds.
type role int

const (
	unknown role = iota
	agentColumn
	instanceColumn
	resourceColumn
	weightColumn
	budgetColumn
	valueColumn
	demandColumn
)

// column is a heading understood.
type column struct {
	role role
	// resource is the one that a value or demand belongs to; empty where the heading names none.
	resource string
}

var headings = map[role][]string{
	agentColumn:    {"agent", "agents", "name", "team", "teams", "who", "participant", "person", "user", "player"},
	instanceColumn: {"instance", "problem"},
	resourceColumn: {"resource", "resources", "item", "good"},
	weightColumn:   {"weight", "weights", "priority"},
	budgetColumn:   {"budget", "budgets", "there is", "there are", "available", "supply"},
	valueColumn:    {"value", "values", "worth"},
	demandColumn:   {"demand", "demands", "can use"},
}

// headingOf understands a heading as far as it can.
func headingOf(cell string) column {
	for role, words := range headings {
		for _, word := range words {
			if strings.EqualFold(cell, word) {
				return column{role: role}
			}
		}
	}
	for _, role := range []role{valueColumn, demandColumn} {
		for _, word := range headings[role] {
			if resource, ok := prefixed(cell, word); ok {
				return column{role, resource}
			}
		}
	}
	for _, role := range []role{valueColumn, demandColumn} {
		for _, word := range headings[role] {
			if resource, ok := suffixed(cell, word); ok {
				return column{role, resource}
			}
		}
	}
	return column{}
}

// prefixed reads "value of GPUs", "Value: GPUs", "value_gpus"; the resource is what follows.
func prefixed(cell, word string) (string, bool) {
	if len(cell) <= len(word) || !strings.EqualFold(cell[:len(word)], word) {
		return "", false
	}
	rest := cell[len(word):]
	for _, link := range []string{" of ", " for ", ": ", ":", "_", " "} {
		if resource, ok := strings.CutPrefix(rest, link); ok && resource != "" {
			return resource, true
		}
	}
	return "", false
}

// suffixed reads "GPUs value", "GPUs: value", "GPUs (value)", "gpus_value"; the resource is what comes before.
func suffixed(cell, word string) (string, bool) {
	cell = strings.TrimSuffix(cell, ")")
	before := len(cell) - len(word)
	if before <= 0 || !strings.EqualFold(cell[before:], word) {
		return "", false
	}
	for _, link := range []string{" (", ": ", ":", "_", " "} {
		if resource, ok := strings.CutSuffix(cell[:before], link); ok && resource != "" {
			return resource, true
		}
	}
	return "", false
}

// isBudgets reports whether a cell at the beginning of a row says that budgets follow.
func isBudgets(cell string) bool { return headingOf(cell).role == budgetColumn }

// isHeader reports whether a table's first row is a header: a heading is known beyond its first cell, or nothing beyond
// it is a number.
func isHeader(r row, k *marks) bool {
	numbers := false
	for c, cell := range r.cells[1:] {
		if headingOf(cell).role != unknown && !(c == 0 && headingOf(cell).role == budgetColumn) {
			return true
		}
		_, fault := k.number(cell)
		numbers = numbers || fault == ""
	}
	return !numbers && len(r.cells) > 1
}

// layout is where a table has what. Columns are counted from 0; -1 stands for one that is not there.
type layout struct {
	instance, agent, weight int
	// values[m] and demands[m] are the columns of resource m.
	values, demands []int
	resources       []string
	// width is one more than the last column.
	width int
}

// layoutOf finds the columns: by the header's words if it says which hold values and which demands, otherwise by their
// order. header may be empty; width is that of the widest row of an agent.
func layoutOf(header row, width int) (layout, error) {
	l := layout{instance: -1, agent: -1, weight: -1, width: width}
	columns := make([]column, len(header.cells))
	told := false
	for k, cell := range header.cells {
		columns[k] = headingOf(cell)
		told = told || columns[k].role == valueColumn || columns[k].role == demandColumn
	}
	if told {
		return l.byHeadings(header, columns)
	}
	return l.byOrder(header, columns)
}

func (l layout) byHeadings(header row, columns []column) (layout, error) {
	l.width = len(columns)
	for k, c := range columns {
		switch {
		case c.role == valueColumn:
			l.values = append(l.values, k)
			l.resources = append(l.resources, c.resource)
			l.demands = append(l.demands, -1)
		case c.role == demandColumn:
		case c.role == instanceColumn && l.instance < 0:
			l.instance = k
		case c.role == weightColumn && l.weight < 0:
			l.weight = k
		case l.agent < 0 && (c.role == agentColumn || c.role == unknown):
			l.agent = k
		case header.cells[k] != "":
			return l, at(header.line, k+1, "is neither a value nor a demand, nor anything else that is known: "+shown(header.cells[k]))
		default:
			return l, at(header.line, k+1, "is empty: the column has no heading")
		}
	}
	for k, c := range columns {
		if c.role == demandColumn && !l.place(k, c.resource) {
			return l, at(header.line, k+1, "has demands, but there is no column with the values to them: "+shown(header.cells[k]))
		}
	}
	for m, k := range l.demands {
		if k < 0 {
			return l, at(header.line, l.values[m]+1, "has values, but there is no column with the demands to them: "+shown(header.cells[l.values[m]]))
		}
	}
	return l, nil
}

// place gives demands to the first resource of that name that has none.
func (l *layout) place(column int, resource string) bool {
	for m, name := range l.resources {
		if l.demands[m] < 0 && strings.EqualFold(name, resource) {
			l.demands[m] = column
			return true
		}
	}
	return false
}

func (l layout) byOrder(header row, columns []column) (layout, error) {
	next := 0
	if len(columns) > 0 && columns[0].role == instanceColumn {
		l.instance, next = 0, 1
	}
	l.agent = next
	next++
	l.width = max(l.width, len(columns))
	weighed := (l.width-next)%2 == 1
	if next < len(columns) && columns[next].role == weightColumn {
		weighed = true
	}
	if weighed {
		l.weight = next
		next++
	}
	m := (l.width - next) / 2
	if m == 0 || (l.width-next)%2 != 0 {
		return l, atLine(header.line, "and those below it do not have a value and a demand for every resource: a row is a name, a weight if there is one, all values, then all demands")
	}
	for k := range m {
		l.values = append(l.values, next+k)
		l.demands = append(l.demands, next+m+k)
		l.resources = append(l.resources, header.cell(next+k))
	}
	return l, nil
}
