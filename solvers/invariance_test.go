package solvers

import (
	"math"
	"math/rand/v2"
	"testing"

	"fallow/core"
)

// TestInvariances changes units and names, which must change nothing but them.
func TestInvariances(t *testing.T) {
	// sameTolerance is that of solutions that end in the middle of a face; the others agree to rounding.
	const sameTolerance = 1e-8
	pf, pa := NewPF(Options{}), NewPA(Options{})
	forEachFamily(40, func(name string, seed uint64, in *core.Instance) {
		r := rand.New(rand.NewPCG(seed, 6))
		agents, resources := r.Perm(in.N), r.Perm(in.M)
		factor := func() float64 { return math.Exp(20 * (r.Float64() - .5)) }
		valueScale, unit, weightScale := make([]float64, in.N), make([]float64, in.M), factor()
		for i := range valueScale {
			valueScale[i] = factor()
		}
		for m := range unit {
			unit[m] = factor()
		}
		other := in.Clone()
		for i, from := range agents {
			other.Weights[i] = in.Weights[from] * weightScale
			for m, col := range resources {
				other.Values[i*in.M+m] = in.Values[from*in.M+col] * valueScale[from] / unit[col]
				other.Demands[i*in.M+m] = in.Demands[from*in.M+col] * unit[col]
				other.Budgets[m] = in.Budgets[col] * unit[col]
			}
		}
		a, b := new(core.Outcome), new(core.Outcome)
		for _, mech := range []core.Mechanism{pf, pa, NewUniform()} {
			for _, run := range []struct {
				in  *core.Instance
				out *core.Outcome
			}{{in, a}, {other, b}} {
				if err := mech.Allocate(run.in, run.out); err != nil {
					t.Fatalf("%s %d: %v", name, seed, err)
				}
			}
			before, after := utilities(in, a), utilities(other, b)
			total := 0.0
			for _, w := range in.Weights {
				total += w
			}
			for i, from := range agents {
				tolerance := sameTolerance
				if mech == core.Mechanism(pa) {
					tolerance *= 1 + total/in.Weights[from] // the condition of its ratio
				}
				if want := before[from] * valueScale[from]; math.Abs(after[i]-want) > tolerance*want {
					t.Errorf("%s %d: %s gives %.12g, want %.12g", name, seed, mech.Name(), after[i], want)
				}
			}
		}
	})
}
