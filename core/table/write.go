package table

import (
	"bytes"
	"strconv"
	"strings"

	"fallow/core"
)

// WriteCSV writes problems as one table, which ReadCSV reads back the same. They must have the same resources; one that
// has no name, alone, is written without the column "instance". The error is a *core.InputError.
func WriteCSV(problems []Problem) ([]byte, error) {
	return write(problems, ",")
}

// WriteTSV writes the same with tabs, for the clipboard: spreadsheets paste it into cells.
func WriteTSV(problems []Problem) ([]byte, error) {
	return write(problems, "\t")
}

func write(problems []Problem, separator string) ([]byte, error) {
	if err := writable(problems); err != nil {
		return nil, err
	}
	several := len(problems) > 1 || Name(problems[0].Name) != ""
	var out bytes.Buffer
	line := func(instance string, cells []string) {
		if several {
			cells = append([]string{instance}, cells...)
		}
		for k, cell := range cells {
			cells[k] = quoted(cell)
		}
		out.WriteString(strings.Join(cells, separator) + "\n")
	}
	line("instance", headingsOf(problems[0]))
	for k, p := range problems {
		name := instanceName(problems, k)
		for i, agent := range named(p.Agents, AgentName) {
			line(name, agentCells(p.Instance, i, agent))
		}
		line(name, budgetCells(p.Instance))
	}
	return out.Bytes(), nil
}

// quoted puts a cell in quotation marks if it has anything that could be taken for a separator: of whichever kind, which
// is why encoding/csv does not write here.
func quoted(cell string) string {
	if !strings.ContainsAny(cell, ",;\t\"") {
		return cell
	}
	return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
}

// writable checks that problems fit into one table.
func writable(problems []Problem) error {
	if len(problems) == 0 {
		return &core.InputError{Path: "instances", Reason: "is empty: there must be at least one"}
	}
	taken := map[string]bool{}
	for k, p := range problems {
		path := "instances[" + strconv.Itoa(k) + "]"
		name := instanceName(problems, k)
		if taken[name] {
			return &core.InputError{Path: path, Reason: "has the name of another: " + shown(name)}
		}
		taken[name] = true
		if err := p.Instance.Validate(); err != nil {
			return within(path, err)
		}
		if len(p.Agents) != p.Instance.N || len(p.Resources) != p.Instance.M {
			return &core.InputError{Path: path, Reason: "has other numbers of names than of agents and resources"}
		}
		for m, name := range p.Resources {
			if len(p.Resources) != len(problems[0].Resources) || Name(name) != Name(problems[0].Resources[m]) {
				return &core.InputError{Path: path, Reason: "has other resources than the first, so they do not fit into one table"}
			}
		}
	}
	return nil
}

// instanceName is problem k's name, or its number where it has none.
func instanceName(problems []Problem, k int) string {
	if name := Name(problems[k].Name); name != "" {
		return name
	}
	return strconv.Itoa(k + 1)
}

func headingsOf(p Problem) []string {
	cells := []string{"agent", "weight"}
	for _, name := range named(p.Resources, ResourceName) {
		cells = append(cells, "value of "+name)
	}
	for _, name := range named(p.Resources, ResourceName) {
		cells = append(cells, "demand for "+name)
	}
	return cells
}

func agentCells(in *core.Instance, i int, name string) []string {
	cells := []string{name, FormatNumber(in.Weights[i])}
	for _, v := range in.Row(in.Values, i) {
		cells = append(cells, FormatNumber(v))
	}
	for _, x := range in.Row(in.Demands, i) {
		cells = append(cells, FormatNumber(x))
	}
	return cells
}

func budgetCells(in *core.Instance) []string {
	cells := make([]string, 2+in.M, 2+2*in.M)
	cells[0] = "budget"
	for _, b := range in.Budgets {
		cells = append(cells, FormatNumber(b))
	}
	return cells
}

// FormatNumber writes x so that it reads back the same.
func FormatNumber(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
