package study

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat"
)

// Moments that are merged block by block are those of the whole sample, and agree with a library's.
func TestMomentsMerge(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var xs, ys []float64
	whole := make([]float64, pairSize)
	var blocks [][]float64
	for range 7 {
		block := make([]float64, pairSize)
		for range rng.IntN(40) {
			x := 1e3 + rng.NormFloat64()
			y := .5*x + rng.NormFloat64()
			xs, ys = append(xs, x), append(ys, y)
			observe(whole, x, y)
			observe(block, x, y)
		}
		observe(block, math.NaN(), 1)
		observe(block, 1, math.Inf(-1))
		blocks = append(blocks, block)
	}
	merged := mergeAll(blocks, 0)
	for k := range merged {
		if math.Abs(merged[k]-whole[k]) > 1e-9*math.Abs(whole[k]) {
			t.Errorf("moment %d is %v after merging, want %v", k, merged[k], whole[k])
		}
	}
	mean, stderr, n := estimate(merged)
	wantMean, deviation := stat.MeanStdDev(ys, nil)
	if n != len(ys) || math.Abs(mean-wantMean) > 1e-9 || math.Abs(stderr-stat.StdErr(deviation, float64(n))) > 1e-9 {
		t.Errorf("estimate is %v ± %v of %d, want %v ± %v of %d", mean, stderr, n, wantMean, stat.StdErr(deviation, float64(len(ys))), len(ys))
	}
}

// The standard error of a ratio is the spread of ratios over independent samples.
func TestRatioHasAnHonestStandardError(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var ratios, errors []float64
	for range 2000 {
		p := make([]float64, pairSize)
		for range 100 {
			x := 1 + rng.ExpFloat64()
			observe(p, x, x*(.8+.1*rng.NormFloat64())+.2*rng.NormFloat64())
		}
		r, stderr, _ := ratio(p)
		ratios, errors = append(ratios, r), append(errors, stderr)
	}
	mean, spread := stat.MeanStdDev(ratios, nil)
	if math.Abs(mean-.8) > .005 {
		t.Errorf("the mean ratio is %v, want .8", mean)
	}
	if said := stat.Mean(errors, nil); math.Abs(said/spread-1) > .05 {
		t.Errorf("the standard error is said to be %v, but ratios spread by %v", said, spread)
	}
}
