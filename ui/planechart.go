package ui

import (
	"math"

	"fallow/ui/state"
)

// planeSpec is regret against audits: what was measured, what is promised, what is impossible.
type planeSpec struct {
	Rounds int         `json:"rounds"`
	Marks  []planeMark `json:"marks"`
	// Unif is UnifAudit's promise for every p, Ada AdaAudit's, both as audits and regret.
	Unif [][2]float64 `json:"unif"`
	Ada  [2]float64   `json:"ada"`
	// Corner is the regret below which audits that do not grow with the number of rounds cannot go, and Bounded a number
	// of audits to stand for those.
	Corner  float64 `json:"corner"`
	Bounded float64 `json:"bounded"`
}

// planeMark is one rule. XErr and YErr are standard errors.
type planeMark struct {
	Slug string  `json:"slug"`
	Name string  `json:"name"`
	X    float64 `json:"x"`
	XErr float64 `json:"xErr"`
	Y    float64 `json:"y"`
	YErr float64 `json:"yErr"`
}

// looksSpec is the share of rounds with an audit against the rounds that are left.
type looksSpec struct {
	Rounds int    `json:"rounds"`
	Lines  []Line `json:"lines"`
}

// looksShown are the rules whose course is drawn.
var looksShown = map[string]bool{"AdaAudit": true, "UnifAudit 10 %": true, "by hand": true}

func (p *PlaneControl) charts() []Chart {
	if p.State.Results == nil {
		return nil
	}
	version := p.State.Drawn.Count()
	return []Chart{
		{ID: "plane", Kind: "plane", Version: version, Spec: p.planeSpec},
		{ID: "plane-looks", Kind: "looks", Version: version, Spec: p.looksSpec},
	}
}

func (p *PlaneControl) planeSpec() any {
	const agents = 3
	t := float64(p.State.Shown.Rounds)
	spec := planeSpec{
		Rounds: p.State.Shown.Rounds, Marks: []planeMark{},
		Unif:   [][2]float64{{agents * agents, t}, {t, agents * agents}},
		Ada:    [2]float64{math.Pow(agents, 3) * math.Log(t), agents * agents},
		Corner: math.Sqrt(t / math.Log(t)), Bounded: 100,
	}
	for k, m := range p.State.Results {
		rule := state.PlaneRules[k]
		spec.Marks = append(spec.Marks, planeMark{rule.Slug, rule.Name, m.Audits.Mean, m.Audits.StdErr, m.Regret.Mean, m.Regret.StdErr})
	}
	return spec
}

func (p *PlaneControl) looksSpec() any {
	spec := looksSpec{Rounds: p.State.Shown.Rounds, Lines: []Line{}}
	for k, m := range p.State.Results {
		if rule := state.PlaneRules[k]; looksShown[rule.Name] {
			spec.Lines = append(spec.Lines, Line{Slug: rule.Slug, Name: rule.Name, Points: m.Rates})
		}
	}
	return spec
}
