package kernels

import (
	"fmt"
	"math"
	"testing"
)

const normEpsilon = 1e-5

// normShapes are rows, cols.
var normShapes = [][2]int{{0, 4}, {3, 0}, {1, 1}, {2, 2}, {3, 3}, {2, 4}, {5, 7}, {4, 64}, {9, 33}, {3, 130}}

func TestLayerNorm(t *testing.T) {
	for _, s := range normShapes {
		rows, cols := s[0], s[1]
		what := fmt.Sprint("LayerNorm", s)
		rng := newRand(what)
		x, gain, bias := unaligned(random(rng, rows*cols)), random(rng, cols), random(rng, cols)
		y, unit, inverse := make([]float32, rows*cols), make([]float32, rows*cols), make([]float32, rows)
		y2, unit2, inverse2 := clone(y), clone(unit), clone(inverse)
		y64, unit64, inverse64 := widen(y), widen(unit), widen(inverse)
		Best().LayerNorm(y, unit, inverse, x, gain, bias, rows, cols, normEpsilon)
		plain32.LayerNorm(y2, unit2, inverse2, x, gain, bias, rows, cols, normEpsilon)
		plain64.LayerNorm(y64, unit64, inverse64, widen(x), widen(gain), widen(bias), rows, cols, normEpsilon)
		mustBeSame(t, what+" y", y, y2)
		mustBeSame(t, what+" unit", unit, unit2)
		if cols > 0 {
			mustBeSame(t, what+" inverse", inverse, inverse2)
			mustBeNear(t, what+" inverse", inverse, inverse64, 0)
		}
		mustBeNear(t, what+" y", y, y64, 1)
		mustBeNear(t, what+" unit", unit, unit64, 1)
		for r := range rows {
			mustBeNormal(t, what, x[r*cols:][:cols], unit64[r*cols:][:cols])
		}

		inPlace := clone(x)
		Best().LayerNorm(inPlace, unit, inverse, inPlace, gain, bias, rows, cols, normEpsilon)
		mustBeSame(t, what+" in place", inPlace, y)
	}
}

// mustBeNormal fails unless unit is x shifted to mean 0 and scaled to variance 1, but for epsilon.
func mustBeNormal(t *testing.T, what string, x []float32, unit []float64) {
	t.Helper()
	n := float64(len(x))
	mean, variance, sum, square := 0.0, 0.0, 0.0, 0.0
	for k, v := range x {
		mean += float64(v) / n
		sum += unit[k]
		square += unit[k] * unit[k] / n
	}
	for _, v := range x {
		variance += (float64(v) - mean) * (float64(v) - mean) / n
	}
	if want := variance / (variance + normEpsilon); math.Abs(sum) > 1e-9*n || math.Abs(square-want) > 1e-9 {
		t.Fatalf("%s: a row of sum %v and mean square %v, want 0 and %v", what, sum, square, want)
	}
}

func TestLayerNormBack(t *testing.T) {
	for _, s := range normShapes {
		rows, cols := s[0], s[1]
		if cols == 0 {
			continue
		}
		what := fmt.Sprint("LayerNormBack", s)
		rng := newRand(what)
		x, gain, bias := random(rng, rows*cols), random(rng, cols), random(rng, cols)
		dy, start := unaligned(random(rng, rows*cols)), random(rng, rows*cols)
		y, unit, inverse := make([]float32, rows*cols), make([]float32, rows*cols), make([]float32, rows)
		Best().LayerNorm(y, unit, inverse, x, gain, bias, rows, cols, normEpsilon)
		for _, accumulate := range []bool{false, true} {
			got, want, exact := unaligned(start), clone(start), widen(start)
			Best().LayerNormBack(got, dy, unit, inverse, gain, rows, cols, accumulate)
			plain32.LayerNormBack(want, dy, unit, inverse, gain, rows, cols, accumulate)
			plain64.LayerNormBack(exact, widen(dy), widen(unit), widen(inverse), widen(gain), rows, cols, accumulate)
			mustBeSame(t, what, got, want)
			largest := 1.0
			for _, v := range inverse {
				largest = max(largest, float64(v))
			}
			mustBeNear(t, what, got, exact, 4*largest)
		}
		inPlace, want := clone(dy), make([]float32, len(dy))
		Best().LayerNormBack(inPlace, inPlace, unit, inverse, gain, rows, cols, false)
		Best().LayerNormBack(want, dy, unit, inverse, gain, rows, cols, false)
		mustBeSame(t, what+" in place", inPlace, want)
	}
}

// The gradient of Σ c·y by central differences.
func TestLayerNormBackIsTheGradient(t *testing.T) {
	const rows, cols, h = 2, 7, 1e-6
	rng := newRand("norm gradient")
	x, c := widen(random(rng, rows*cols)), widen(random(rng, rows*cols))
	gain, bias := widen(random(rng, cols)), widen(random(rng, cols))
	y, unit, inverse, dx := make([]float64, len(x)), make([]float64, len(x)), make([]float64, rows), make([]float64, len(x))
	value := func(i int, d float64) float64 {
		moved := append([]float64(nil), x...)
		moved[i] += d
		plain64.LayerNorm(y, unit, inverse, moved, gain, bias, rows, cols, normEpsilon)
		return plain64.Dot(c, y)
	}
	value(0, 0)
	plain64.LayerNormBack(dx, c, unit, inverse, gain, rows, cols, false)
	for i := range x {
		if want := (value(i, h) - value(i, -h)) / (2 * h); math.Abs(dx[i]-want) > 1e-7*(1+math.Abs(want)) {
			t.Errorf("dx[%d] = %v, differences say %v", i, dx[i], want)
		}
	}
}
