package solvers

import (
	"math"
	"math/rand/v2"
	"testing"

	"fallow/core"
)

// TestReportGradient compares with central differences wherever the left and the right difference agree: elsewhere
// there is a kink.
func TestReportGradient(t *testing.T) {
	const h, kink, tolerance = 1e-5, 1e-3, 1e-6
	pf, out := NewPF(Options{}), new(core.Outcome)
	compared := 0
	for seed := range uint64(250) {
		r := rand.New(rand.NewPCG(seed, 1))
		in := randomInstance(r, 1+r.IntN(6), 1+r.IntN(4))
		agent := r.IntN(in.N)
		values := append([]float64(nil), in.Row(in.Values, agent)...)
		demands := append([]float64(nil), in.Row(in.Demands, agent)...)
		for m := range demands { // report something else than the truth: the truth is a kink of every met demand
			in.Row(in.Values, agent)[m] *= .5 + r.Float64()
			in.Row(in.Demands, agent)[m] *= .5 + r.Float64()
		}
		dv, dx := make([]float64, in.M), make([]float64, in.M)
		if err := pf.ReportGradient(in, agent, values, demands, dv, dx); err != nil {
			t.Fatal(err)
		}
		utility := func() float64 {
			if err := pf.Allocate(in, out); err != nil {
				t.Fatal(err)
			}
			return out.AgentUtility(agent, values, demands)
		}
		check := func(name string, m int, datum *float64, got float64) {
			if *datum == 0 {
				return
			}
			at, step := *datum, h**datum
			middle := utility()
			*datum = at - step
			left := utility()
			*datum = at + step
			right := utility()
			*datum = at
			if scale := (math.Abs(right-middle) + math.Abs(middle-left)); math.Abs(right-2*middle+left) > kink*scale+1e-10 {
				return
			}
			want := (right - left) / (2 * step)
			if want != 0 {
				compared++
			}
			if math.Abs(got-want) > tolerance*(1+math.Abs(want)) {
				t.Errorf("seed %d: derivative by %s of resource %d is %g, differences say %g", seed, name, m, got, want)
			}
		}
		for m := range in.M {
			check("value", m, &in.Row(in.Values, agent)[m], dv[m])
			check("demand", m, &in.Row(in.Demands, agent)[m], dx[m])
		}
	}
	if compared < 200 {
		t.Errorf("only %d derivatives other than 0 were compared", compared)
	}
}
