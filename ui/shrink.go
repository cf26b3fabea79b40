package ui

import (
	"fallow/ui/state"
	"fallow/ui/words"
)

// Shrink shows how partial allocation shrinks what proportional fairness gives.
type Shrink struct {
	Control *ShrinkControl
}

func (c *Shrink) state() *state.Shrink { return c.Control.State }

// value is where the reader stands, in words.
func (c *Shrink) value() string {
	switch s := c.state().Step; s {
	case 0:
		return "nothing"
	case state.ShrinkSteps:
		return "all that honesty needs"
	default:
		return words.Percent(float64(s)/state.ShrinkSteps, 0) + " of the way"
	}
}

// slices cuts pool m's bar: after what each team keeps, what is held back from it.
func (c *Shrink) slices(m int) []slice {
	s := c.state()
	var pieces []piece
	for i, name := range state.Teams {
		full, kept := s.Full[i*s.Truth.M+m], s.Kept(i)
		pieces = append(pieces,
			piece{teamClass(i, state.You), ordinal(i), name, kept * full},
			piece{"slice withheld", ordinal(i), "held back", (1 - kept) * full})
	}
	return cut(s.Truth.Budgets[m], pieces)
}

func (c *Shrink) said(m int) string {
	var some []slice
	for _, s := range c.slices(m) {
		if s.Units != "0" {
			some = append(some, s)
		}
	}
	return upper(state.Pools[m]) + ": " + told(some)
}

// kept says how much each team keeps.
func (c *Shrink) kept() string {
	var parts []string
	for i, name := range state.Teams {
		text := name + " "
		if i == 0 {
			text += "keeps "
		}
		parts = append(parts, text+words.Percent(c.state().Kept(i), 0))
	}
	return words.Join(parts...) + " of what proportional fairness would give it."
}

// worth says what the rule at the reader's step is worth.
func (c *Shrink) worth() string {
	now := c.state().Now()
	text := "Welfare is " + words.Percent(now.Welfare, 0) + " of what it would be with nothing held back. "
	if now.Gain <= state.NoGain {
		return text + "No lie that we tried pays."
	}
	return text + "The best lie found gains " + state.Teams[now.Liar] + " at least " + words.Percent(now.Gain, 1) + "."
}

func (c *Shrink) spoken() string { return c.value() + ". " + c.kept() + " " + c.worth() }

func (c *Shrink) chartLabel() string {
	return "What the best lie gains, upwards, against welfare, across: from proportional fairness at the top right down to partial allocation at the bottom left, with the uniform rule at the bottom. " + c.worth()
}

// rows are the way as a table, every fourth step.
func (c *Shrink) rows() [][]string {
	var rows [][]string
	row := func(name string, p state.ShrinkPoint) {
		rows = append(rows, []string{name, words.Percent(p.Welfare, 1), words.Percent(p.Gain, 2)})
	}
	row("proportional fairness", c.state().Points[0])
	for k := 4; k < state.ShrinkSteps; k += 4 {
		row("power "+words.Number(float64(k)/state.ShrinkSteps, 2), c.state().Points[k])
	}
	row("partial allocation (power 1)", c.state().Points[state.ShrinkSteps])
	row("uniform rule", c.state().Uniform)
	return rows
}

// charts is the way as a curve.
func (c *ShrinkControl) charts() []Chart {
	s := c.State
	if !s.Complete() {
		return nil
	}
	return []Chart{{ID: "shrink-way", Kind: "frontier", Width: 1040, Spec: c.spec, Marker: standing{s.Now().Welfare, s.Now().Gain}}}
}

func (c *ShrinkControl) spec() any {
	s := c.State
	line := Line{Slug: "lottery"}
	top := 0.0
	for _, p := range s.Points {
		line.Points = append(line.Points, [2]float64{p.Welfare, p.Gain})
		top = max(top, p.Gain)
	}
	first, last := s.Points[0], s.Points[state.ShrinkSteps]
	return frontierSpec{
		X: "welfare, relative to PF’s", Y: "the best lie found gains", Percent: true, Top: 1.15 * top,
		Lines: []Line{line},
		Marks: []frontierMark{
			{Slug: "pf", Name: "PF", X: first.Welfare, Y: first.Gain},
			{Slug: "pa", Name: "PA", X: last.Welfare, Y: last.Gain},
			{Slug: "uniform", Name: "uniform rule", X: s.Uniform.Welfare, Y: s.Uniform.Gain},
		},
	}
}

// frontierSpec is a map of rules: welfare across, what lying gains upwards.
type frontierSpec struct {
	X string `json:"x"`
	Y string `json:"y"`
	// Percent is whether heights are parts of a whole; otherwise they are utility, on a logarithmic axis.
	Percent bool           `json:"percent"`
	Top     float64        `json:"top"`
	Lines   []Line         `json:"lines"`
	Marks   []frontierMark `json:"marks"`
}

// frontierMark is a rule. XErr and YErr are standard errors.
type frontierMark struct {
	Slug string  `json:"slug"`
	Name string  `json:"name"`
	X    float64 `json:"x"`
	XErr float64 `json:"xErr"`
	Y    float64 `json:"y"`
	YErr float64 `json:"yErr"`
	// Tip is what the mark says when it is pointed at.
	Tip string `json:"tip"`
}

// standing is where the reader is on a map.
type standing struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}
