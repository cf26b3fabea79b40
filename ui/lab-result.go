package ui

import (
	"math"

	"fallow/ui/fallow"
	"fallow/ui/state"
	"fallow/ui/words"
)

// The table goes when another setting is trained for; a <span> before it stays, because vugu leaves alone what has no
// children.

// LabResult says what the rules are worth on fresh instances of the setting that was trained for.
type LabResult struct {
	State *state.Lab
}

func (c *LabResult) caption() string {
	if len(c.State.Marks) == 0 {
		return ""
	}
	text := "On " + words.Thousands(c.State.Marks[0].Worth.Samples) + " fresh problems"
	if c.State.Measuring > 0 {
		text += " (still measuring)"
	}
	return text
}

// relative is a figure as a share of proportional fairness's.
func (c *LabResult) relative(m state.Mark, of func(*fallow.Evaluation) fallow.Estimate) string {
	base := c.State.MarkOf("pf")
	if base == nil {
		return ""
	}
	mine, theirs := of(m.Worth), of(base.Worth)
	if theirs.Mean == 0 || math.IsNaN(mine.Mean) {
		return "–"
	}
	return words.Percent(mine.Mean/theirs.Mean, 1)
}

// welfare is what a rule is worth for each team that asks for something, as a share of proportional fairness's.
func (c *LabResult) welfare(m state.Mark) string {
	if w := c.State.WelfareOf(m); known(w) {
		return words.Percent(w, 1)
	}
	return ""
}

func nsw(e *fallow.Evaluation) fallow.Estimate        { return e.NSW }
func efficiency(e *fallow.Evaluation) fallow.Estimate { return e.Efficiency }

func exploitability(e *fallow.Evaluation) fallow.Estimate {
	if e.Exploitability == nil {
		return fallow.Estimate{Mean: math.NaN()}
	}
	return *e.Exploitability
}

// gain is the exploitability itself, with its standard error.
func (c *LabResult) gain(m state.Mark) string {
	if m.Worth.Exploitability == nil {
		return "not measured"
	}
	e := exploitability(m.Worth)
	if e.Mean < 1e-9 {
		return "0"
	}
	return words.Scientific(e.Mean, 1) + " ± " + words.Scientific(e.StdErr, 0)
}
