package state

import (
	"math"
	"slices"

	"fallow/core"
	"fallow/ui/fallow"
)

// Figures are what a result is worth, at everybody's true values and demands, with the liar's report.
type Figures struct {
	core.Metrics
	// Envy is the largest; nil where the problem is too large to compare everybody with everybody.
	Envy *Envy
}

// Envy is of team Of for team For: what Of's own share is worth to it, and what For's would be. Shares count by weight: a
// team of twice the weight is expected to have twice as much.
type Envy struct {
	Of, For     int
	Own, Others float64
}

// maxComparisons is how many numbers a comparison of everybody's share with everybody's may take.
const maxComparisons = 4_000_000

// Figures of the k-th result.
func (a *Answer) Figures(k int) *Figures {
	if len(a.figures) != len(a.Results) {
		a.figures = make([]Figures, len(a.Results))
		for k := range a.Results {
			f, r := &a.figures[k], &a.Results[k]
			out := a.lottery(r.Rule, r.Lied)
			core.Measure(a.Truth, out, &f.Metrics)
			if a.Truth.N*a.Truth.N*a.Truth.M <= maxComparisons {
				f.Envy = a.envy(&out.Branches[0], f.Utilities)
			}
		}
	}
	return &a.figures[k]
}

// envy is the largest in one branch, by how many times the own share's worth the other's is.
func (a *Answer) envy(b *core.Branch, own []float64) *Envy {
	t := a.Truth
	most := &Envy{Of: -1, For: -1}
	share, ratio := make([]float64, t.M), 1.0
	for i := range t.N {
		for j := range t.N {
			if i == j {
				continue
			}
			scale := t.Weights[i] / t.Weights[j]
			for m, units := range t.Row(b.Allocation, j) {
				share[m] = scale * units
			}
			worth := t.Utility(i, share)
			if len(b.Chance) > 0 {
				worth *= b.Chance[j]
			}
			if worth > own[i]*ratio*(1+NoGain) {
				*most, ratio = Envy{i, j, own[i], worth}, worth/own[i]
			}
		}
	}
	return most
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
	mech := rule.Mechanism
	if len(out.Ratios) != a.Truth.N {
		return certain(out.Allocation)
	}
	switch mech.Name {
	case "pa-lottery":
		chances := slices.Clone(out.Ratios)
		if mech.Power != 0 {
			for i, r := range chances {
				chances[i] = math.Pow(r, mech.Power)
			}
		}
		full := core.Branch{Probability: 1, Chance: chances, Allocation: a.rows(out.Allocation, func(i int) float64 { return 1 / chances[i] })}
		return &core.Outcome{Branches: []core.Branch{full}}
	case "mixture":
		full := a.rows(out.Allocation, func(i int) float64 { return 1 / (mech.Rho + (1-mech.Rho)*out.Ratios[i]) })
		return &core.Outcome{Branches: []core.Branch{
			{Probability: mech.Rho, Allocation: full},
			{Probability: 1 - mech.Rho, Allocation: a.rows(full, func(i int) float64 { return out.Ratios[i] })},
		}}
	}
	return certain(out.Allocation)
}

// rows is an allocation with every team's bundle times a factor; one that is infinite leaves nothing as it is.
func (a *Answer) rows(allocation []float64, factor func(i int) float64) []float64 {
	scaled := make([]float64, len(allocation))
	for k, units := range allocation {
		if units > 0 {
			scaled[k] = units * factor(k/a.Truth.M)
		}
	}
	return scaled
}

func certain(allocation []float64) *core.Outcome {
	return &core.Outcome{Branches: []core.Branch{{Probability: 1, Allocation: allocation}}}
}
