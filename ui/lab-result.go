package ui

import (
	"fallow/ui/fallow"
	"fallow/ui/state"
	"fallow/ui/words"
)

// LabResult says what the rules are worth on fresh instances of the setting that was trained for.
type LabResult struct {
	State *state.Lab
}

func (c *LabResult) caption() string {
	if len(c.State.Marks) == 0 {
		return ""
	}
	text := "On " + words.Number(float64(c.State.Marks[0].Worth.Samples), 0) + " fresh problems"
	if c.State.Measuring {
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
	if theirs.Mean == 0 {
		return "–"
	}
	return words.Percent(mine.Mean/theirs.Mean, 1)
}

func nsw(e *fallow.Evaluation) fallow.Estimate        { return e.NSW }
func efficiency(e *fallow.Evaluation) fallow.Estimate { return e.Efficiency }

func exploitability(e *fallow.Evaluation) fallow.Estimate {
	if e.Exploitability == nil {
		return fallow.Estimate{}
	}
	return *e.Exploitability
}

// gain is the exploitability itself, with its standard error.
func (c *LabResult) gain(m state.Mark) string {
	e := exploitability(m.Worth)
	if e.Mean < 1e-9 {
		return "0"
	}
	return words.Scientific(e.Mean, 1) + " ± " + words.Scientific(e.StdErr, 0)
}
