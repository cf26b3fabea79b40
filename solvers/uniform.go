package solvers

import (
	"cmp"
	"slices"

	"fallow/core"
)

// Uniform is the uniform rule of Sprumont (1991), resource by resource: a_im = min(x_im, w_i·L_m), with the level L_m
// such that the column sums to min(b_m, Σ_i x_im). It ignores values. With equal weights it is the classical rule;
// otherwise the level is per unit of weight. It is truthful in values and demands.
type Uniform struct {
	takers []taker
	behind []float64
}

type taker struct {
	agent          int
	height, weight float64
}

// NewUniform returns the uniform rule.
func NewUniform() *Uniform { return &Uniform{} }

// Name returns "uniform".
func (un *Uniform) Name() string { return "uniform" }

// Allocate fills every resource up. It cannot fail.
func (un *Uniform) Allocate(in *core.Instance, out *core.Outcome) error {
	out.Reset(1, in.N, in.M)
	for m := range in.M {
		un.fill(in, m, out.Branches[0].Allocation)
	}
	return nil
}

// fill serves the takers of resource m in the order of their demand per weight: who asks for less than its share, by
// weight, of what is left gets all it asks for, and leaves more to the others.
func (un *Uniform) fill(in *core.Instance, m int, allocation []float64) {
	un.takers = un.takers[:0]
	heaviest := slices.Max(in.Weights)
	for i := range in.N {
		if x := in.Demands[i*in.M+m]; x > 0 {
			w := max(in.Weights[i]/heaviest, negligibleWeight)
			un.takers = append(un.takers, taker{i, x / w, w})
		}
	}
	slices.SortFunc(un.takers, func(a, b taker) int {
		return cmp.Or(cmp.Compare(a.height, b.height), cmp.Compare(a.agent, b.agent))
	})
	// The weight from each taker on is added up from behind: differences would lose the light ones' digits.
	un.behind = core.Sized(un.behind, len(un.takers))
	total := 0.0
	for k := len(un.takers) - 1; k >= 0; k-- {
		total += un.takers[k].weight
		un.behind[k] = total
	}
	left := in.Budgets[m]
	for k, t := range un.takers {
		a := &allocation[t.agent*in.M+m]
		*a = min(in.Demands[t.agent*in.M+m], left*(t.weight/un.behind[k]))
		left = max(0, left-*a)
	}
}
