package study

import (
	"fmt"
	"math"
	"slices"

	"fallow/core"
)

var figure1 = &Study{
	Name:   "figure1",
	Source: "Figure 1",
	Title:  "Under proportional fairness, playing down what you want gains you a sixth",
	Try:    "Follow one mechanism's line from the true ratio, 0.5, to the left.",
	Quick:  Config{Seed: 1, Instances: 1, Evaluations: 300, Repeats: 1},
	Full:   Config{Seed: 1, Instances: 1, Evaluations: 3000, Repeats: 1},
	plan:   planFigure1,
}

// besideKink is how near to another agent's ratio, where PF's utility jumps, the curve is drawn on either side. At the
// ratio itself PF's allocation is not unique.
const besideKink = 1e-6

// figure1Instance is that of appendix A.3.
func figure1Instance() *core.Instance {
	return &core.Instance{
		N: 2, M: 2,
		Values:  []float64{1, .5, 1, .25},
		Demands: []float64{1, 1, 1, 1},
		Budgets: []float64{1, 1},
		Weights: []float64{1, 1},
	}
}

func planFigure1(s *Study, config Config) *Plan {
	const kink = .25
	ratios := slices.DeleteFunc(steps(.1, 3, 116), func(x float64) bool { return math.Abs(x-kink) < besideKink })
	ratios = append(ratios, kink*(1-besideKink), kink*(1+besideKink))
	slices.Sort(ratios)
	p := &Plan{Study: s, Config: config, judge: judgeFigure1}
	p.parts = []part{&curve{
		config: config, instance: figure1Instance(), xs: ratios, truth: .5,
		lie:     func(in *core.Instance, ratio float64) { in.Values[1] = in.Values[0] * ratio },
		entries: p.withNetwork(system2x2, Unmasked),
	}}
	return p
}

func judgeFigure1(r *Result) []Verdict {
	row, _ := r.Rows.find(seriesPF, "", "", metricGain, none)
	v := Verdict{
		Claim:  "Under PF, agent 1 gains up to 17 % by under-reporting how much it wants resource 2.",
		Found:  fmt.Sprintf("%.1f %%, exactly 1/6 in the limit: utility 0.75 when honest, 0.875 just above the other agent's ratio of 1/4.", 100*row.Mean),
		Agrees: row.Mean > .165 && row.Mean < .17,
	}
	return []Verdict{v}
}
