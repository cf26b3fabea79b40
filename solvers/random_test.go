package solvers

import (
	"math/rand/v2"

	"fallow/core"
)

// randomInstance is moderately scarce: each agent asks for each resource with probability 3/4.
func randomInstance(r *rand.Rand, n, m int) *core.Instance {
	in := &core.Instance{N: n, M: m}
	for range n {
		for range m {
			in.Values = append(in.Values, .1+.9*r.Float64())
			x := 0.0
			if r.Float64() < .75 {
				x = .1 + .9*r.Float64()
			}
			in.Demands = append(in.Demands, x)
		}
		in.Weights = append(in.Weights, .5+r.Float64())
	}
	for range m {
		in.Budgets = append(in.Budgets, float64(n)*(.1+.4*r.Float64()))
	}
	return in
}
