package solvers

import (
	"math"
	"math/rand/v2"
	"testing"

	"fallow/core"
)

// marketOf is a solver with the market of in, and what is decided without solving it.
func marketOf(t testing.TB, in *core.Instance) (*solver, []float64) {
	t.Helper()
	s, allocation := &solver{}, make([]float64, in.N*in.M)
	if err := s.presolve(in, allocation); err != nil {
		t.Fatal(err)
	}
	return s, allocation
}

// TestCrowdAgreesWithInterior has both methods solve the same instances, of every kind, with more agents than elsewhere but
// fewer than the search for prices is meant for. What it finds must be certified and give everybody the same utility; on
// the kinds without ties it must find something.
func TestCrowdAgreesWithInterior(t *testing.T) {
	generic := map[string]bool{"moderate": true, "values and weights spread": true, "barely scarce": true, "exact fit": true}
	for _, f := range families() {
		found, tried := 0, 0
		for seed := range uint64(6) {
			r := rand.New(rand.NewPCG(seed, 3))
			m := 1 + r.IntN(8)
			in := f.make(r, m*crowdAgents+r.IntN(500), m)
			s, allocation := marketOf(t, in)
			if s.mk.m() == 0 || s.mk.n() < crowdAgents*s.mk.m() {
				continue
			}
			tried++
			ok, err := s.solveCrowd()
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				continue
			}
			found++
			checkSame(t, f.name, in, s, allocation)
		}
		if generic[f.name] && found < (tried+1)/2 {
			t.Errorf("%s: found %d of %d", f.name, found, tried)
		}
	}
}

// checkSame certifies what s has found for in and compares it with what the interior point method finds.
func checkSame(t *testing.T, name string, in *core.Instance, s *solver, allocation []float64) {
	t.Helper()
	prices := make([]float64, in.M)
	if err := s.export(in, allocation, prices); err != nil {
		t.Fatal(err)
	}
	if _, err := s.certify(in, allocation, prices, ""); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	checkFeasible(t, name, in, allocation)
	other, want := marketOf(t, in)
	if err := other.start(); err != nil {
		t.Fatal(err)
	}
	if status, err := other.interior(); status != "" || err != nil {
		t.Fatal(status, err)
	}
	if err := other.export(in, want, prices); err != nil {
		t.Fatal(err)
	}
	for i := range in.N {
		u, v := in.Utility(i, in.Row(allocation, i)), in.Utility(i, in.Row(want, i))
		if !(math.Abs(u-v) <= 1e-7*v) {
			t.Fatalf("%s: agent %d gets %g, by the interior point method %g", name, i, u, v)
		}
	}
}

// TestLargeInstancesAreCrowds checks that large instances in general position end at the vertex that the prices show, and
// that what is left of others, here a crowd of agents that are alike, is solved all the same.
func TestLargeInstancesAreCrowds(t *testing.T) {
	pf, out := NewPF(Options{}), new(core.Outcome)
	for _, st := range []setting{masked, unmasked} {
		in := st.instances(20000, 10, 1)[0]
		if err := pf.Allocate(in, out); err != nil {
			t.Fatal(err)
		}
		if s := &pf.solver; !s.vertex || s.crowd.phase != last || len(s.nt.moves) > 0 {
			t.Errorf("%s: vertex %v, phase %d, %d moves of the interior point method", st.name, s.vertex, s.crowd.phase, len(s.nt.moves))
		}
		if count := testing.AllocsPerRun(1, func() { _ = pf.Allocate(in, out) }); count > 0 {
			t.Errorf("%s: %g allocations", st.name, count)
		}
	}
	alike := func(x float64) func() float64 { return func() float64 { return x } }
	in := fill(7000, 10, alike(1), alike(1), alike(3500), alike(1))
	if err := pf.Allocate(in, out); err != nil {
		t.Fatal(err)
	}
	for i := range in.N {
		if u := in.Utility(i, in.Row(out.Branches[0].Allocation, i)); math.Abs(u-5) > 1e-8 {
			t.Fatalf("one of many that are alike has utility %g", u)
		}
	}
}

// TestGradientOfACrowd checks that a gradient can be had where no interior point method has been at work.
func TestGradientOfACrowd(t *testing.T) {
	in := unmasked.instances(7000, 10, 1)[0]
	pf, dv, dx := NewPF(Options{}), make([]float64, 10), make([]float64, 10)
	if err := pf.ReportGradient(in, 3, in.Row(in.Values, 3), in.Row(in.Demands, 3), dv, dx); err != nil {
		t.Fatal(err)
	}
	got := [2]*solver{&pf.solver, {}}
	if got[0].crowd.phase != last {
		t.Fatal("the prices were not looked for")
	}
	want, wantX := make([]float64, 10), make([]float64, 10)
	s := got[1]
	allocation, prices := make([]float64, in.N*in.M), make([]float64, in.M)
	if err := s.presolve(in, allocation); err != nil {
		t.Fatal(err)
	}
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.interior(); err != nil {
		t.Fatal(err)
	}
	if err := s.export(in, allocation, prices); err != nil {
		t.Fatal(err)
	}
	if err := s.reportGradient(in, 3, pf.gain, want, wantX); err != nil {
		t.Fatal(err)
	}
	for m := range dv {
		if math.Abs(dv[m]-want[m])+math.Abs(dx[m]-wantX[m]) > 1e-6 {
			t.Errorf("resource %d: %g and %g, from the interior point method %g and %g", m, dv[m], dx[m], want[m], wantX[m])
		}
	}
}
