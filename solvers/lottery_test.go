package solvers

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"fallow/core"
)

func TestExpectationsOfRandomised(t *testing.T) {
	const power, rho = .4, .3
	lottery, err := NewLottery(power, Options{})
	if err != nil {
		t.Fatal(err)
	}
	mixture, err := NewMixture(rho, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 4))
		in := randomInstance(r, 2+r.IntN(6), 1+r.IntN(4))
		pf, pa, drawn, mixed := new(core.Outcome), new(core.Outcome), new(core.Outcome), new(core.Outcome)
		for _, run := range []struct {
			mech core.Mechanism
			out  *core.Outcome
		}{{NewPF(Options{}), pf}, {NewPA(Options{}), pa}, {lottery, drawn}, {mixture, mixed}} {
			if err := run.mech.Allocate(in, run.out); err != nil {
				t.Fatal(err)
			}
			if !run.out.Certificate.Valid || len(run.out.Prices) != in.M {
				t.Errorf("%s comes without its certificate or prices", run.mech.Name())
			}
		}
		byPF, byPA := utilities(in, pf), utilities(in, pa)
		byLottery, byMixture := utilities(in, drawn), utilities(in, mixed)
		for i := range in.N {
			if want := byPF[i] * math.Pow(pa.Ratios[i], power); math.Abs(byLottery[i]-want) > 1e-12 {
				t.Errorf("lottery gives %g, want %g", byLottery[i], want)
			}
			if want := rho*byPF[i] + (1-rho)*byPA[i]; math.Abs(byMixture[i]-want) > 1e-12 {
				t.Errorf("mixture gives %g, want %g", byMixture[i], want)
			}
		}
	}
}

func TestPowerAndRhoAreProbabilities(t *testing.T) {
	for _, x := range []float64{-1, 1.1, math.NaN(), math.Inf(1)} {
		_, power := NewLottery(x, Options{})
		_, rho := NewMixture(x, Options{})
		for path, err := range map[string]error{"power": power, "rho": rho} {
			var input *core.InputError
			if !errors.As(err, &input) || input.Path != path {
				t.Errorf("%s of %g gives %v", path, x, err)
			}
		}
	}
}
