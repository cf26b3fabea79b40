package ui

import (
	"math"

	"fallow/ui/fallow"
	"fallow/ui/state"
	"fallow/ui/words"
)

// studyTable is a panel as a table.
type studyTable struct {
	Caption string
	Head    []string
	Rows    [][]string
}

func (c *Study) tables() []studyTable {
	s := c.state()
	if s.Result() == nil {
		return nil
	}
	var all []studyTable
	for _, panel := range s.View().Panels {
		ours, own := s.Rows(&panel, s.Result()), s.Rows(&panel, s.Repeated())
		if panel.Kind == state.StudyLines {
			all = append(all, c.pivot(&panel, ours))
		} else {
			all = append(all, c.list(&panel, ours, own))
		}
	}
	return all
}

// list has a row for each number, with the paper's and the visitor's beside it.
func (c *Study) list(panel *state.StudyPanel, ours, own []fallow.StudyRow) studyTable {
	t := studyTable{Caption: panel.Title, Head: []string{"Mechanism", "paper", "ours", "± standard error", "instances", "computed here"}}
	several := len(panel.Metrics) > 1
	if several {
		t.Head[0] = "Mechanism, its setting, what"
	}
	for _, r := range ours {
		name := studyName(r.Series, c.state().Result())
		if !math.IsNaN(r.X) && several {
			name += " " + words.Significant(r.X, 3)
		}
		if several {
			name += ", " + panelWord(panel, r.Metric)
		}
		here := "–"
		for _, o := range own {
			if o.Series == r.Series && o.Metric == r.Metric && (o.X == r.X || math.IsNaN(o.X) && math.IsNaN(r.X)) {
				here = studyNumber(o.Mean)
			}
		}
		count := "–"
		if r.N > 0 {
			count = words.Thousands(r.N)
		}
		t.Rows = append(t.Rows, []string{name, studyNumber(r.Paper), studyNumber(r.Mean), studyNumber(r.StdErr), count, here})
	}
	return t
}

func panelWord(panel *state.StudyPanel, metric string) string {
	if metric == panel.Metrics[0] {
		return panel.Across
	}
	return panel.Up
}

// mostStudyRows keeps tables of curves readable; the file of results has every point.
const mostStudyRows = 24

// pivot has a row for each x and a column for each series.
func (c *Study) pivot(panel *state.StudyPanel, rows []fallow.StudyRow) studyTable {
	t := studyTable{Caption: panel.Title, Head: []string{upper(panel.Across)}}
	column, at := map[string]int{}, map[float64]int{}
	var xs []float64
	for _, r := range rows {
		name := studySeriesOf(panel, r)
		if _, ok := column[name]; !ok {
			column[name] = len(t.Head)
			t.Head = append(t.Head, studyName(name, c.state().Result()))
		}
		if _, ok := at[r.X]; !ok && !math.IsNaN(r.X) {
			at[r.X] = len(xs)
			xs = append(xs, r.X)
		}
	}
	cells := make([][]string, len(xs))
	for k, x := range xs {
		cells[k] = append([]string{words.Significant(x, 4)}, make([]string, len(t.Head)-1)...)
	}
	for _, r := range rows {
		if k, ok := at[r.X]; ok {
			text := studyNumber(r.Mean)
			if !math.IsNaN(r.StdErr) {
				text += " ± " + studyNumber(r.StdErr)
			}
			cells[k][column[studySeriesOf(panel, r)]] = text
		}
	}
	every := (len(cells) + mostStudyRows - 1) / mostStudyRows
	for k := 0; k < len(cells); k += max(1, every) {
		t.Rows = append(t.Rows, cells[k])
	}
	return t
}

// studyNumber writes a number of whatever size, or a dash for none.
func studyNumber(x float64) string {
	switch a := math.Abs(x); {
	case math.IsNaN(x):
		return "–"
	case a != 0 && a < 1e-3 || a >= 1e6:
		return words.Scientific(x, 2)
	}
	return words.Significant(x, 4)
}
