package ui

import (
	"math"

	"fallow/ui/state"
)

// traceSpec is a curve over the steps of training, with levels to compare it with.
type traceSpec struct {
	Steps  int          `json:"steps"`
	Log    bool         `json:"log"`
	Share  bool         `json:"share"` // values are shares, to be written in percent
	Points [][2]float64 `json:"points"`
	Levels []level      `json:"levels"`
}

// level is a horizontal line with a name.
type level struct {
	Slug string  `json:"slug"`
	Name string  `json:"name"`
	At   float64 `json:"at"`
}

// mapSpec places rules by welfare (relative to PF) and exploitability, with the trail of the network in training.
type mapSpec struct {
	Marks     []place      `json:"marks"`
	Trail     [][2]float64 `json:"trail"`
	Tolerance float64      `json:"tolerance"` // 0: none
}

type place struct {
	Slug string  `json:"slug"`
	Name string  `json:"name"`
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
}

func (l *LabControl) charts() []Chart {
	if len(l.State.History) == 0 {
		return nil
	}
	version := l.State.Traces.Count()
	trace := func(id string, spec func() any) Chart {
		return Chart{ID: id, Kind: "trace", Width: 250, Version: version, Spec: spec}
	}
	return []Chart{
		{ID: "lab-map", Kind: "map", Width: 790, Version: version, Spec: l.mapSpec},
		trace("lab-welfare", l.welfareSpec),
		trace("lab-exploitability", l.exploitabilitySpec),
		trace("lab-multipliers", l.multiplierSpec),
	}
}

func (l *LabControl) trace(of func(state.Moment) float64) traceSpec {
	spec := traceSpec{Steps: l.State.Run.Steps, Points: [][2]float64{}, Levels: []level{}}
	for _, m := range l.State.History {
		if y := of(m); known(y) {
			spec.Points = append(spec.Points, [2]float64{float64(m.Step), y})
		}
	}
	return spec
}

// known reports whether x is a number that can be drawn.
func known(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

func (l *LabControl) welfareSpec() any {
	spec := l.trace(func(m state.Moment) float64 { return l.State.Welfare(m.OverUniform) })
	spec.Share = true
	for _, m := range l.State.Marks { // others are so far below that nothing could be told apart
		if w := l.State.WelfareOf(m); (m.Slug == "pf" || m.Slug == "uniform") && known(w) {
			spec.Levels = append(spec.Levels, level{m.Slug, m.Short, w})
		}
	}
	return spec
}

func (l *LabControl) exploitabilitySpec() any {
	spec := l.trace(func(m state.Moment) float64 { return m.Exploitability })
	spec.Log = true
	if !l.State.Run.Penalty {
		spec.Levels = append(spec.Levels, level{"soft", "allowed", l.State.Run.Tolerance})
	}
	if pf := l.State.MarkOf("pf"); pf != nil {
		spec.Levels = append(spec.Levels, level{"pf", "PF", exploitability(pf.Worth).Mean})
	}
	return spec
}

func (l *LabControl) multiplierSpec() any {
	return l.trace(func(m state.Moment) float64 { return m.Multiplier })
}

func (l *LabControl) mapSpec() any {
	spec := mapSpec{Marks: []place{}, Trail: [][2]float64{}}
	if !l.State.Run.Penalty {
		spec.Tolerance = l.State.Run.Tolerance
	}
	for _, m := range l.State.Marks {
		if x := l.State.WelfareOf(m); known(x) && m.Worth.Exploitability != nil {
			slug := m.Slug
			if slug == state.Lottery.Slug { // in the colour of mixtures
				slug = state.Mixture.Slug
			}
			spec.Marks = append(spec.Marks, place{slug, m.Short, x, exploitability(m.Worth).Mean})
		}
	}
	for _, m := range smoothed(l.State.History) {
		if x := l.State.Welfare(m.OverUniform); known(x) {
			spec.Trail = append(spec.Trail, [2]float64{x, m.Exploitability})
		}
	}
	return spec
}

// smoothed averages each moment with those before it: a batch is a small sample, and its noise is larger than what
// there is to see.
func smoothed(history []state.Moment) []state.Moment {
	const memory = 0.92
	out := make([]state.Moment, len(history))
	for k, m := range history {
		if k > 0 {
			m.OverUniform = memory*out[k-1].OverUniform + (1-memory)*m.OverUniform
			m.Exploitability = memory*out[k-1].Exploitability + (1-memory)*m.Exploitability
		}
		out[k] = m
	}
	return out
}
