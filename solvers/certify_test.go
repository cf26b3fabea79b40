package solvers

import (
	"math/rand/v2"
	"slices"
	"testing"

	"fallow/core"
)

// TestCertifyRefuses checks that a certificate of something a little worse than the optimum is a little worse, and not
// valid.
func TestCertifyRefuses(t *testing.T) {
	const wrong = 1e-6
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 3))
		in := randomInstance(r, 6+r.IntN(4), 2+r.IntN(3))
		in.Budgets[0] = 1.1 // scarce, and nobody can use it all: its price is unique
		out := solvePF(t, in)
		m := 0
		if out.Prices[m] == 0 {
			continue
		}
		refuse := func(what string, change func(allocation, prices []float64)) {
			allocation, prices := slices.Clone(out.Branches[0].Allocation), slices.Clone(out.Prices)
			change(allocation, prices)
			if c := Certify(in, allocation, prices); c.Valid {
				t.Errorf("seed %d: %s passes with %+v", seed, what, c)
			}
		}
		largest := m
		for k := m; k < in.N*in.M; k += in.M {
			if out.Branches[0].Allocation[k] > out.Branches[0].Allocation[largest] {
				largest = k
			}
		}
		refuse("an allocation that wastes", func(a, _ []float64) { a[largest] *= 1 - wrong })
		refuse("an allocation beyond the budget", func(a, _ []float64) { a[largest] += wrong * in.Budgets[m] })
		refuse("a negative allocation", func(a, _ []float64) { a[largest] = -wrong })
		refuse("a negative price", func(_, p []float64) { p[m] = -wrong * p[m] })
		refuse("a price too high", func(_, p []float64) { p[m] *= 1 + 10*wrong })
		refuse("no price", func(_, p []float64) { p[m] = 0 })
	}
	in := instance(t, [][]float64{{1}}, [][]float64{{0}}, []float64{1}, nil)
	if c := Certify(in, []float64{.5}, []float64{0}); c.Valid {
		t.Error("an allocation to an agent that asks for nothing passes")
	}
	if c := Certify(in, []float64{0}, []float64{0}); c != (core.Certificate{Valid: true}) {
		t.Errorf("nothing for nobody has the certificate %+v", c)
	}
}
