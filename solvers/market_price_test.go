package solvers

import (
	"math"
	"math/rand/v2"
	"testing"

	"fallow/core"
)

// Where demands bind nobody, prices are those of a market with play money: every purse (weight) is spent, and a unit
// costs what it is worth, per unit of utility, to whom it is worth most. Also where one agent takes all of a resource.
func TestPursesAreSpent(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	pf := NewPF(Options{})
	for range 200 {
		n, m := 1+rng.IntN(4), 1+rng.IntN(4)
		asks := .3 + .7*rng.Float64() // where few ask, some resources are wanted by one agent only
		in := &core.Instance{N: n, M: m}
		for range n {
			in.Weights = append(in.Weights, .5+rng.Float64())
			for r := range m {
				in.Values = append(in.Values, .1+rng.Float64())
				demand := 5.0
				if r > 0 && rng.Float64() > asks {
					demand = 0
				}
				in.Demands = append(in.Demands, demand)
			}
		}
		for range m {
			in.Budgets = append(in.Budgets, 1+3*rng.Float64())
		}
		var out core.Outcome
		if err := pf.Allocate(in, &out); err != nil {
			t.Fatal(err)
		}
		for i := range n {
			spent, u := 0.0, in.Utility(i, in.Row(out.Branches[0].Allocation, i))
			for r := range m {
				spent += out.Prices[r] * in.Row(out.Branches[0].Allocation, i)[r]
				if worth := in.Weights[i] * in.Row(in.Values, i)[r] / u; in.Row(in.Demands, i)[r] > 0 && worth > out.Prices[r]*(1+1e-7) {
					t.Errorf("resource %d costs %g, but is worth %g to agent %d", r, out.Prices[r], worth, i)
				}
			}
			if math.Abs(spent-in.Weights[i]) > 1e-7 {
				t.Errorf("agent %d spends %g of a purse of %g", i, spent, in.Weights[i])
			}
		}
	}
}
