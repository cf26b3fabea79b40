package ui

import (
	"strconv"

	"fallow/ui/state"
	"fallow/ui/words"
)

// Frontier is the map of rules: welfare against what lying gains.
type Frontier struct {
	Control *FrontierControl
}

func (c *Frontier) state() *state.Frontier { return c.Control.State }

func (c *Frontier) title() string {
	if c.state().Setting == 0 {
		return "The network beats every coin; a cleverer rule by hand keeps up"
	}
	return "Where each rule stands when more is scarce"
}

func (c *Frontier) settings() []string {
	return texts(state.FrontierSettings, func(s state.FrontierSetting) string { return s.Name })
}

// status says what is shown and how it was measured.
func (c *Frontier) status() string {
	s := c.state()
	found := s.Shown()
	if found == nil {
		return ""
	}
	text := upper(state.FrontierSettings[s.Setting].About) + ": welfare over " + words.Thousands(found.Samples) +
		" instances, lies searched for in " + words.Thousands(found.Searched) + " of them with " + strconv.Itoa(found.Evaluations) +
		" reports an agent, seed " + strconv.Itoa(found.Seed) + ". "
	if s.Measuring {
		return text + "Measuring: " + strconv.Itoa(s.Done) + " of " + strconv.Itoa(s.Of) + " rules."
	}
	text += "Bars are two standard errors"
	if s.Setting != 0 {
		return text + " of what lying gains; all rules meet the same instances, and how far off their welfare is was not worked out."
	}
	return text + "."
}

func (c *Frontier) chartLabel() string {
	return "Rules placed by welfare, across, and by what the best lies gain an agent, upwards and logarithmic; the table below has the numbers"
}

// called is what a point is called.
func called(p state.FrontierPoint) string {
	f := state.FamilyOf(p.Family)
	if p.X == 0 || f.Of == "" {
		return f.Name
	}
	return f.Name + ", " + f.Of + " " + words.Number(p.X, 2)
}

// caption says what stands in the table: welfare has its error where it came with the page.
func (c *Frontier) caption() string {
	text := "Welfare as a part of that under proportional fairness, and what the best lies found gain an agent on average, at least, in units of utility; "
	if c.state().Setting == 0 {
		return text + "each ± one standard error"
	}
	return text + "the latter ± one standard error"
}

// rows are the points as a table.
func (c *Frontier) rows() [][]string {
	found := c.state().Shown()
	if found == nil {
		return nil
	}
	var rows [][]string
	for _, f := range state.Families {
		for _, p := range found.Points {
			if p.Family == f.Key {
				rows = append(rows, []string{called(p), welfareText(p), gainWritten(p)})
			}
		}
	}
	return rows
}

func welfareText(p state.FrontierPoint) string {
	if p.WelfErr == 0 {
		return words.Percent(p.Welfare, 2)
	}
	return words.Percent(p.Welfare, 2) + " ± " + words.Number(100*p.WelfErr, 2)
}

// gainFloor is what is left of a gain of nothing by rounding.
const gainFloor = 1e-12

func gainWritten(p state.FrontierPoint) string {
	if p.Gain < gainFloor {
		return "0"
	}
	return words.Scientific(p.Gain, 1) + " ± " + words.Scientific(p.GainErr, 0)
}

func (c *FrontierControl) charts() []Chart {
	if c.State.Shown() == nil {
		return nil
	}
	return []Chart{{ID: "frontier-map", Kind: "frontier", Width: 1040, Version: c.State.Map.Count(), Spec: c.spec}}
}

// frontierNames are what points are called on the map, and by which point of a family.
var frontierNames = map[string]struct {
	x    float64
	name string
}{
	"pf": {0, "PF"}, "pa": {0, "PA"}, "uniform": {0, "uniform rule"}, "mixture": {.5, "coin PF–PA"}, "pa-lottery": {.5, "lottery"},
	"coin": {.5, "coin PF–uniform"}, "handicap": {.4, "handicap"}, "exs": {2, "ExS-Net"},
}

func (c *FrontierControl) spec() any {
	found := c.State.Shown()
	spec := frontierSpec{X: "welfare (the product of utilities), relative to PF’s", Y: "the best lies gain an agent, units of utility", Top: .1, Lines: []Line{}, Marks: []frontierMark{}}
	lines := map[string]*Line{}
	counts := "\nn = " + words.Thousands(found.Samples) + ", of them searched " + words.Thousands(found.Searched) + "; seed " + strconv.Itoa(found.Seed)
	for _, p := range found.Points {
		f := state.FamilyOf(p.Family)
		mark := frontierMark{
			Slug: f.Slug, X: p.Welfare, XErr: p.WelfErr, Y: p.Gain, YErr: p.GainErr,
			Tip: called(p) + "\nwelfare " + welfareText(p) + "\nlying gains at least " + gainWritten(p) + counts,
		}
		if name := frontierNames[p.Family]; name.x == p.X || p.Family == "exs" && p.X == 0 {
			mark.Name = name.name
		}
		spec.Marks = append(spec.Marks, mark)
		if f.Of != "" && p.X != 0 {
			if lines[p.Family] == nil {
				lines[p.Family] = &Line{Slug: f.Slug, Name: f.Name}
			}
			lines[p.Family].Points = append(lines[p.Family].Points, [2]float64{p.Welfare, p.Gain})
		}
	}
	for _, f := range state.Families {
		if line := lines[f.Key]; line != nil && f.Key != "coin" {
			spec.Lines = append(spec.Lines, *line)
		}
	}
	if way := found.Coin(); way != nil {
		spec.Lines = append(spec.Lines, Line{Slug: "mixture", Name: "coin", Points: way})
	}
	return spec
}
