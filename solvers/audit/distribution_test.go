package audit

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

func TestBetaTableIsTheBetaDistribution(t *testing.T) {
	for _, c := range []struct{ a, b, tolerance float64 }{
		{1, 1, 1e-6}, {2, 1, 1e-6}, {1, 2, 1e-6}, {2.3, 4.1, 1e-6}, {5, 5, 1e-6}, {5, 1, 1e-6},
		{0.5, 0.5, 4e-5}, {0.5, 5, 4e-5}, {5, 0.7, 4e-5}, {20, 3, 4e-5}, {0.5, 50, 4e-5}, {50, 50, 4e-5}, {50, 0.5, 4e-5},
	} {
		want := distuv.Beta{Alpha: c.a, Beta: c.b}
		table := betaTable(c.a, c.b)
		worst := 0.0
		for k := range 20_001 {
			x := float64(k) / 20_000
			worst = max(worst, math.Abs(table.cdf(x)-want.CDF(x)))
		}
		if worst > c.tolerance {
			t.Errorf("Beta(%g,%g): distribution function off by %g, want at most %g", c.a, c.b, worst, c.tolerance)
		}
	}
}

func TestDrawingInvertsTheDistributionFunction(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, u := range someUtilities {
		d := newDistribution(u)
		for range 5000 {
			x := rng.Float64()
			v := d.at(x)
			if v < 0 || v > 1 {
				t.Fatalf("%+v draws %g", u, v)
			}
			if less, atMost := d.cdf(v); x < less-1e-12 || x > atMost+1e-12 {
				t.Fatalf("%+v: at %g draws %g, where F goes from %g to %g", u, x, v, less, atMost)
			}
		}
	}
}

func TestDrawsEnds(t *testing.T) {
	for _, u := range someUtilities {
		d := newDistribution(u)
		low, high := d.at(0), d.at(1-0x1p-53)
		if !(low <= high && low >= 0 && high <= 1) {
			t.Errorf("%+v draws from %g to %g", u, low, high)
		}
	}
}

func TestExp(t *testing.T) {
	for x := -707.9; x <= 700; x += 0.137 {
		if got, want := exp(x), math.Exp(x); math.Abs(got-want) > 2e-15*want {
			t.Errorf("exp(%g) = %g, want %g", x, got, want)
		}
	}
	if exp(0) != 1 || exp(-1000) != 0 || exp(math.Inf(-1)) != 0 {
		t.Errorf("exp at 0, -1000, -Inf: %g %g %g", exp(0), exp(-1000), exp(math.Inf(-1)))
	}
}

// someUtilities has one of each kind and the extremes of their parameters.
var someUtilities = []Utility{
	{Kind: Uniform, Low: 0.2, High: 1},
	{Kind: Uniform, High: 1},
	{Kind: Uniform, Low: 0.6, High: 0.61},
	{Kind: Beta, A: 2, B: 1},
	{Kind: Beta, A: 0.5, B: 0.5},
	{Kind: Beta, A: 3.5, B: 7},
	{Kind: Beta, A: 50, B: 0.5},
	{Kind: Beta, A: 50, B: 50},
	{Kind: Values, Values: []float64{0.7, 0.2, 0.7, 1, 0}},
	{Kind: Values, Values: []float64{0.5}},
}
