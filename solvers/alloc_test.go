package solvers

import (
	"testing"

	"fallow/core"
)

// TestNoAllocations solves instances of one size again and again, after a first round.
func TestNoAllocations(t *testing.T) {
	lottery, err := NewLottery(.5, Options{})
	if err != nil {
		t.Fatal(err)
	}
	mixture, err := NewMixture(.5, Options{})
	if err != nil {
		t.Fatal(err)
	}
	ins := append(masked.instances(10, 3, 5), unmasked.instances(10, 3, 5)...)
	for _, mech := range []core.Mechanism{NewPF(Options{}), NewPA(Options{}), lottery, mixture, NewUniform()} {
		out := new(core.Outcome)
		all := func() {
			for _, in := range ins {
				if err := mech.Allocate(in, out); err != nil {
					t.Fatal(err)
				}
			}
		}
		all()
		if count := testing.AllocsPerRun(10, all); count > 0 {
			t.Errorf("%s allocates %g times in %d solves", mech.Name(), count, len(ins))
		}
	}
}

func TestReportGradientDoesNotAllocate(t *testing.T) {
	in := unmasked.instances(10, 3, 1)[0]
	pf, dv, dx := NewPF(Options{}), make([]float64, 3), make([]float64, 3)
	run := func() {
		if err := pf.ReportGradient(in, 1, in.Row(in.Values, 1), in.Row(in.Demands, 1), dv, dx); err != nil {
			t.Fatal(err)
		}
	}
	run()
	if count := testing.AllocsPerRun(10, run); count > 0 {
		t.Errorf("%g allocations", count)
	}
}
