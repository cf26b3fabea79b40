package solvers

import (
	"errors"
	"math"
	"slices"
	"testing"

	"fallow/core"
)

// decode makes an instance of any bytes: two for its size, then two for each number. The first of these is a binary
// exponent, with a few values set aside for what is special; the second a mantissa.
func decode(data []byte) *core.Instance {
	next := func() int {
		if len(data) == 0 {
			return 1
		}
		b := data[0]
		data = data[1:]
		return int(b)
	}
	in := &core.Instance{N: 1 + next()%6, M: 1 + next()%5}
	number := func() float64 {
		exponent, mantissa := next(), 1+float64(next())/256
		switch exponent {
		case 255:
			return 0
		case 254:
			return math.NaN()
		case 253:
			return math.Inf(1)
		case 252:
			return -mantissa
		case 251:
			return math.Ldexp(mantissa, 1000)
		case 250:
			return math.Ldexp(mantissa, -1000)
		}
		return math.Ldexp(mantissa, (exponent-125)/3) // ±1e12
	}
	for range in.N * in.M {
		in.Values, in.Demands = append(in.Values, number()), append(in.Demands, number())
	}
	for range in.M {
		in.Budgets = append(in.Budgets, number())
	}
	for range in.N {
		in.Weights = append(in.Weights, number())
	}
	return in
}

// promised reports whether in is one of those that must be solved: demands and budgets over 12 orders of magnitude,
// values over 9, weights over 6, none of them so far from 1 that prices or utilities leave the range of numbers.
func promised(in *core.Instance) bool {
	const far = 1e100
	orders := func(lists ...[]float64) float64 {
		least, most := math.Inf(1), 0.0
		for _, list := range lists {
			for _, x := range list {
				if x > 0 {
					least, most = min(least, x), max(most, x)
				}
			}
		}
		if most > far || least < 1/far {
			return math.Inf(1)
		}
		return math.Log10(most / least)
	}
	return !(orders(in.Demands, in.Budgets) > 12) && !(orders(in.Values) > 9) && !(orders(in.Weights) > 6)
}

// FuzzMechanisms validates and solves what decode makes: it must not panic, and a result has finite numbers within
// their bounds, and a certificate.
func FuzzMechanisms(f *testing.F) {
	f.Add([]byte{1, 0, 125, 0, 123, 9, 125, 0, 125, 0})
	f.Add(slices.Repeat([]byte{3, 2, 125, 7, 130, 120, 255, 99}, 12))
	f.Add(slices.Repeat([]byte{4, 4, 90, 60, 160, 1, 200, 40}, 20))
	f.Add(slices.Repeat([]byte{5, 1, 251, 3, 250, 77, 125}, 9))
	lottery, err := NewLottery(.5, Options{})
	if err != nil {
		f.Fatal(err)
	}
	mixture, err := NewMixture(.5, Options{})
	if err != nil {
		f.Fatal(err)
	}
	pf := NewPF(Options{})
	mechs := []core.Mechanism{NewUniform(), pf, NewPA(Options{}), lottery, mixture}
	out := new(core.Outcome)
	f.Fuzz(func(t *testing.T, data []byte) {
		in := decode(data)
		if err := in.Validate(); err != nil {
			var input *core.InputError
			if !errors.As(err, &input) {
				t.Fatalf("validation fails with %v", err)
			}
			return
		}
		for _, mech := range mechs {
			err := mech.Allocate(in, out)
			var unsolved *NotSolvedError
			switch {
			case err == nil:
				checkOutcome(t, mech.Name(), in, out)
			case !errors.As(err, &unsolved):
				t.Fatalf("%s fails with %v", mech.Name(), err)
			case promised(in):
				t.Fatalf("%s: %v", mech.Name(), err)
			case mech == core.Mechanism(pf):
				return // the others begin with the same solve, and fail as it does
			}
		}
		dv, dx := make([]float64, in.M), make([]float64, in.M)
		if err := pf.ReportGradient(in, 0, in.Row(in.Values, 0), in.Row(in.Demands, 0), dv, dx); err == nil {
			checkFinite(t, "gradient", append(dv, dx...))
		}
		fuzzCrowd(t, in)
	})
}

// fuzzCrowd looks for prices as if in had many agents: whatever is taken for the solution is one.
func fuzzCrowd(t *testing.T, in *core.Instance) {
	s, allocation := marketOf(t, in)
	prices := make([]float64, in.M)
	if s.mk.m() == 0 {
		return
	}
	found, err := s.solveCrowd()
	if err != nil {
		t.Fatal(err)
	}
	if !found || !promised(in) {
		return
	}
	if err := s.export(in, allocation, prices); err != nil {
		t.Fatal(err)
	}
	if _, err := s.certify(in, allocation, prices, ""); err != nil {
		t.Fatalf("prices of a crowd: %v", err)
	}
	checkFeasible(t, "crowd", in, allocation)
}

func checkOutcome(t *testing.T, name string, in *core.Instance, out *core.Outcome) {
	t.Helper()
	for _, b := range out.Branches {
		checkFeasible(t, name, in, b.Allocation)
		for _, chance := range append(b.Chance, out.Ratios...) {
			if !(chance >= 0 && chance <= 1) {
				t.Fatalf("%s: a probability or ratio of %g", name, chance)
			}
		}
	}
	checkFinite(t, name, out.Prices)
	if c := out.Certificate; name != "uniform" && !(c.Valid && c.Gap <= Tolerance && c.Residual <= Tolerance) {
		t.Fatalf("%s: certificate %+v", name, c)
	}
}

func checkFinite(t *testing.T, name string, list []float64) {
	t.Helper()
	for _, x := range list {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			t.Fatalf("%s: %v", name, list)
		}
	}
}
