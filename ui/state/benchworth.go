package state

import (
	"fallow/core"
	"fallow/ui/fallow"
)

// Worth is what r gives with the liar's report, at everybody's true values and demands.
func (a *Answer) Worth(r *Result) *core.Metrics {
	var m core.Metrics
	core.Measure(a.Truth, a.lottery(r.Rule, r.Lied), &m)
	return &m
}

// WorthWhole is the same where every resource goes as a whole to one team; nil where that was not asked.
func (a *Answer) WorthWhole(r *Result) *core.Metrics {
	if len(r.Lied.Rounded) != a.Truth.N*a.Truth.M {
		return nil
	}
	items := make([]float64, len(r.Lied.Rounded))
	for k, whole := range r.Lied.Rounded {
		items[k] = whole * a.Truth.Budgets[k%a.Truth.M]
	}
	var m core.Metrics
	core.Measure(a.Truth, certain(items), &m)
	return &m
}

// Holder is the team that gets the whole of resource m under r; -1 where nobody does.
func (a *Answer) Holder(r *Result, m int) int {
	for i := range a.Truth.N {
		if k := i*a.Truth.M + m; k < len(r.Lied.Rounded) && r.Lied.Rounded[k] == 1 {
			return i
		}
	}
	return -1
}

func (a *Answer) utility(rule Rule, out *fallow.Outcome) float64 {
	i, t := a.Liar, a.Truth
	return a.lottery(rule, out).AgentUtility(i, t.Row(t.Values, i), t.Row(t.Demands, i))
}

// lottery is out with the coins that its expected allocation leaves out. They matter: what exceeds a true demand is
// worth nothing, so half a chance of a bundle is not worth what half the bundle is.
func (a *Answer) lottery(rule Rule, out *fallow.Outcome) *core.Outcome {
	if rule.Mechanism.Name != "pa-lottery" || len(out.Ratios) != a.Truth.N {
		return certain(out.Allocation)
	}
	bundles := make([]float64, len(out.Allocation))
	for k, expected := range out.Allocation {
		if chance := out.Ratios[k/a.Truth.M]; chance > 0 {
			bundles[k] = expected / chance
		}
	}
	return &core.Outcome{Branches: []core.Branch{{Probability: 1, Chance: out.Ratios, Allocation: bundles}}}
}

func certain(allocation []float64) *core.Outcome {
	return &core.Outcome{Branches: []core.Branch{{Probability: 1, Allocation: allocation}}}
}
