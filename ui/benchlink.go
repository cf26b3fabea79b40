package ui

import (
	"encoding/json"
	"errors"
	"strings"

	"fallow/ui/link"
	"fallow/ui/state"
)

// Link writes the problem: a preset's name, or all of a small problem; and who says what instead of the truth. What is
// too large for an address is kept by Keep.
func (b *BenchControl) Link(w *link.Writer) {
	s := b.State
	if s.Preset < 0 && 2*len(s.Table.Agents)*(2+2*len(s.Table.Resources)) > link.Most {
		return // a cell takes two bytes at least: not worth writing, after every render, to find that it is too long
	}
	if s.Preset >= 0 {
		p := state.Presets()[s.Preset]
		w.Text("preset", p.Key, state.Presets()[0].Key)
		w.Flag("items", s.Whole, p.Whole)
	} else {
		w.Text("problem", problemText(&s.Table), "")
		w.Flag("items", s.Whole, false)
	}
	w.Int("liar", s.Lie.Agent, 0)
	if s.Lying() {
		w.Numbers("values", s.Lie.Values, nil)
		w.Numbers("demands", s.Lie.Demands, nil)
	}
	w.Text("rule", s.View.Rule, "")
}

// Restore puts the problem of an address on the bench.
func (b *BenchControl) Restore(r *link.Reader) error {
	key, text := r.Text("preset", "", link.Most), r.Text("problem", "", 4*link.Most)
	preset := max(0, state.PresetAt(key))
	if key != "" && state.PresetAt(key) < 0 {
		r.Reject("preset", "is none that this page has")
	}
	written, err := readProblem(text)
	if err != nil {
		r.Reject("problem", "cannot be read: "+err.Error())
	}
	whole := r.Flag("items", text == "" && state.Presets()[preset].Whole)
	liar := r.Int("liar", 0, 0, state.MaxBenchAgents)
	values := r.Numbers("values", nil, state.MaxBenchResources, 1e-300, 1e300)
	demands := r.Numbers("demands", nil, state.MaxBenchResources, 0, 1e300)
	rule := r.Text("rule", "", link.Most)
	if err := r.Err(); err != nil {
		return err
	}
	b.Do(func(s *state.Bench) {
		if text == "" {
			s.ChoosePreset(preset)
		} else {
			s.PutTable(written)
		}
		if s.Whole != whole {
			s.SetWhole(whole)
		}
		s.ChooseLiar(liar)
		if len(values) > 0 || len(demands) > 0 {
			s.SetLies(values, demands)
		}
		s.ShowRule(rule)
	})
	return nil
}

// What parts cells and rows is written otherwise inside of them.
var (
	writeCell = strings.NewReplacer("~", "~~", ",", "~c", "!", "~e")
	readCell  = strings.NewReplacer("~~", "~", "~c", ",", "~e", "!")
)

// problemText is a table as it is typed, faults included: names of resources, budgets, then a row for each team. Rows are
// parted by "!", cells by ",".
func problemText(t *state.Table) string {
	var rows []string
	row := func(cells ...string) {
		for k, cell := range cells {
			cells[k] = writeCell.Replace(cell)
		}
		rows = append(rows, strings.Join(cells, ","))
	}
	row(append([]string(nil), t.Resources...)...)
	row(append([]string(nil), t.Budgets...)...)
	for i, name := range t.Agents {
		cells := append([]string{name, t.Weights[i]}, t.Values[i]...)
		row(append(cells, t.Demands[i]...)...)
	}
	return strings.Join(rows, "!")
}

// readProblem reads what problemText wrote.
func readProblem(text string) (*state.Table, error) {
	if text == "" {
		return nil, nil
	}
	rows := strings.Split(text, "!")
	cells := func(k int) []string {
		list := strings.Split(rows[k], ",")
		for c := range list {
			list[c] = readCell.Replace(list[c])
		}
		return list
	}
	if len(rows) < 3 {
		return nil, errors.New("it has no teams")
	}
	t := &state.Table{Resources: cells(0), Budgets: cells(1)}
	m := len(t.Resources)
	for k := 2; k < len(rows); k++ {
		row := cells(k)
		if len(row) != 2+2*m {
			return nil, errors.New("a team has too few or too many numbers")
		}
		t.Agents, t.Weights = append(t.Agents, row[0]), append(t.Weights, row[1])
		t.Values, t.Demands = append(t.Values, row[2:2+m]), append(t.Demands, row[2+m:])
	}
	if len(t.Budgets) != m {
		return nil, errors.New("it has another number of budgets than of resources")
	}
	return t, t.Check()
}

// keptBench is what Keep writes.
type keptBench struct {
	Table state.Table
	Items bool
}

// Keep is a problem that may be too large for an address.
func (b *BenchControl) Keep() string {
	if b.State.Preset >= 0 {
		return ""
	}
	kept, err := json.Marshal(keptBench{b.State.Table, b.State.Whole})
	if err != nil {
		return ""
	}
	return string(kept)
}

// Recall puts it on the bench again.
func (b *BenchControl) Recall(kept string) error {
	var k keptBench
	err := json.Unmarshal([]byte(kept), &k)
	if err == nil {
		err = k.Table.Check()
	}
	if err != nil {
		return errors.New("the problem that was here before the reload could not be brought back")
	}
	b.Do(func(s *state.Bench) {
		s.PutTable(&k.Table)
		if s.Whole != k.Items {
			s.SetWhole(k.Items)
		}
	})
	return nil
}

// Fail shows an error at the bench.
func (b *BenchControl) Fail(err error) { b.State.Fail(err) }
