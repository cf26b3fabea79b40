package solvers

import (
	"slices"

	"fallow/core"
)

// Uniform is the uniform rule of Sprumont (1991), resource by resource: a_im = min(x_im, w_i·L_m), with the level L_m
// such that the column sums to min(b_m, Σ_i x_im). It ignores values. With equal weights it is the classical rule;
// with others the level is per unit of weight, which keeps it truthful in values and demands.
type Uniform struct{ order []int }

// NewUniform returns the uniform rule.
func NewUniform() *Uniform { return &Uniform{} }

func (un *Uniform) Name() string { return "uniform" }

// Allocate fills every resource up. It cannot fail.
func (un *Uniform) Allocate(in *core.Instance, out *core.Outcome) error {
	out.Reset(1, in.N, in.M)
	for m := range in.M {
		un.fill(in, m, out.Branches[0].Allocation)
	}
	return nil
}

// fill allocates resource m by serving agents in the order of their demand per weight: whoever asks for less than an
// equal share, per weight, of what is left gets all it asks for.
func (un *Uniform) fill(in *core.Instance, m int, allocation []float64) {
	un.order = un.order[:0]
	weight := 0.0
	for i := range in.N {
		if in.Demands[i*in.M+m] > 0 {
			un.order = append(un.order, i)
			weight += in.Weights[i]
		}
	}
	height := func(i int) float64 { return in.Demands[i*in.M+m] / in.Weights[i] }
	slices.SortFunc(un.order, func(i, j int) int {
		switch {
		case height(i) < height(j):
			return -1
		case height(i) > height(j):
			return 1
		}
		return i - j
	})
	left := in.Budgets[m]
	for _, i := range un.order {
		k, w := i*in.M+m, in.Weights[i]
		share := left
		if weight > w {
			share = left * (w / weight)
		}
		allocation[k] = min(in.Demands[k], share)
		left -= allocation[k]
		weight -= w
	}
}
