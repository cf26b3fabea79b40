package solvers

import (
	"math"
	"testing"

	"fallow/core"
)

// TestPAHardInstances checks certificates, and the bound of Cole, Gkatzelis and Goel on the ratios,
// r_i >= ((W-w_i)/W)^((W-w_i)/w_i).
func TestPAHardInstances(t *testing.T) {
	pa, out := NewPA(Options{}), new(core.Outcome)
	forEachFamily(100, func(name string, seed uint64, in *core.Instance) {
		if err := pa.Allocate(in, out); err != nil {
			t.Errorf("%s %d: %v", name, seed, err)
			return
		}
		checkFeasible(t, name, in, out.Branches[0].Allocation)
		if c := out.Certificate; !c.Valid || !(c.Gap <= Tolerance) || !(c.Residual <= Tolerance) {
			t.Errorf("%s %d: certificate %+v", name, seed, c)
		}
		total := 0.0
		for _, w := range in.Weights {
			total += w
		}
		for i, r := range out.Ratios {
			rest := total - in.Weights[i]
			bound := math.Exp(rest / in.Weights[i] * math.Log1p(-in.Weights[i]/total))
			if in.N == 1 {
				bound = 1
			}
			// A gap of g in the logarithm of welfare is one of g·W/w_i in that of a ratio.
			if slack := Tolerance * total / in.Weights[i]; !(r >= bound*(1-slack) && r <= 1) {
				t.Errorf("%s %d: ratio %d is %g, but must be between %g and 1", name, seed, i, r, bound)
			}
		}
	})
}

// TestPAVertexPathAgreesWithSolves compares ratios found by pivoting with those of a full solve without each agent.
func TestPAVertexPathAgreesWithSolves(t *testing.T) {
	pivoted, compared := newPartial(Options{}), 0
	solved := newPartial(Options{})
	forEachFamily(60, func(name string, seed uint64, in *core.Instance) {
		if err := pivoted.solve(in); err != nil {
			t.Fatal(err)
		}
		solved.fromScratch = true
		if err := solved.solve(in); err != nil {
			t.Fatal(err)
		}
		if !pivoted.vertex {
			return
		}
		total := 0.0
		for _, w := range in.Weights {
			total += w
		}
		for i, r := range pivoted.ratios {
			difference := math.Abs(math.Log(r/solved.ratios[i])) * in.Weights[i] / total
			if difference > 2*Tolerance {
				t.Errorf("%s %d: ratio %d is %.12g by pivoting, %.12g by solving", name, seed, i, r, solved.ratios[i])
			}
			compared++
		}
	})
	if compared < 2000 {
		t.Errorf("only %d ratios were compared", compared)
	}
}

// TestPAAgentThatChangesNothing has an agent without scarce resources, one that asks for nothing, and one that is
// outbid everywhere and lives on what is not scarce.
func TestPAAgentThatChangesNothing(t *testing.T) {
	in := instance(t,
		[][]float64{{1, 1}, {1, 1}, {1, 1}, {1e-3, 9}, {1, 1}},
		[][]float64{{1, 0}, {1, 0}, {0, 2}, {1, 5}, {0, 0}}, []float64{1, 20}, nil)
	pa, out := NewPA(Options{}), new(core.Outcome)
	if err := pa.Allocate(in, out); err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{.5, .5, 1, 1, 1} {
		if math.Abs(out.Ratios[i]-want) > 1e-11 {
			t.Errorf("ratio %d is %.15g, want %g", i, out.Ratios[i], want)
		}
	}
	if solves := pa.partial.spare.progress.Solve; solves != 0 {
		t.Errorf("the interior point method ran without agent %d", solves-1)
	}
}

// TestPACounterexample is trap 4 of capped utilities: with demands .3 and 1 of one unit, agent 1 gets .21 under PA, and
// .25 when it reports .5. The lottery makes that lie cost it.
func TestPACounterexample(t *testing.T) {
	lottery, err := NewLottery(1, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		mech          core.Mechanism
		truthful, lie float64
	}{{NewPA(Options{}), .21, .25}, {lottery, .21, .15}, {NewPF(Options{}), .3, .3}, {NewUniform(), .3, .3}} {
		for x, want := range map[float64]float64{.3: test.truthful, .5: test.lie} {
			in := instance(t, [][]float64{{1}, {1}}, [][]float64{{x}, {1}}, []float64{1}, nil)
			out := new(core.Outcome)
			if err := test.mech.Allocate(in, out); err != nil {
				t.Fatal(err)
			}
			if u := out.AgentUtility(0, []float64{1}, []float64{.3}); math.Abs(u-want) > 1e-12 {
				t.Errorf("%s: reporting %g gives %.15g, want %g", test.mech.Name(), x, u, want)
			}
		}
	}
}
