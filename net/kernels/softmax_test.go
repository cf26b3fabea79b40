package kernels

import (
	"fmt"
	"math"
	"testing"
)

// columnShapes are batch, rows, cols: nothing, ones, agents + 1 by resources, rows of a matrix (cols = 1).
var columnShapes = [][3]int{
	{0, 3, 2}, {2, 0, 2}, {2, 3, 0}, {1, 1, 1}, {1, 3, 2}, {2, 3, 2}, {3, 3, 3}, {4, 3, 2}, {5, 4, 5}, {9, 11, 3},
	{7, 61, 2}, {6, 41, 3}, {13, 17, 1}, {256, 3, 2},
}

func TestSoftmaxColumns(t *testing.T) {
	for _, s := range columnShapes {
		batch, rows, cols := s[0], s[1], s[2]
		what := fmt.Sprint("softmax", s)
		x := unaligned(random(newRand(what), batch*rows*cols))
		Best().Scale(x, x, 5)
		got, want, exact := clone(x), make([]float32, len(x)), make([]float64, len(x))
		Best().SoftmaxColumns(got, got, batch, rows, cols)
		plain32.SoftmaxColumns(want, x, batch, rows, cols)
		plain64.SoftmaxColumns(exact, widen(x), batch, rows, cols)
		mustBeSame(t, what, got, want)
		mustBeNear(t, what, got, exact, 0)
		for b := range batch {
			for c := range cols {
				sum := 0.0
				for r := range rows {
					sum += exact[(b*rows+r)*cols+c]
				}
				if rows > 0 && math.Abs(sum-1) > 1e-14 {
					t.Fatalf("%s: column %d of matrix %d sums to %v", what, c, b, sum)
				}
			}
		}
	}
}

func TestSoftmaxOfExtremes(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	for _, c := range []struct{ x, want []float32 }{
		{[]float32{1e30, -1e30, 1e30, 0}, []float32{.5, 0, .5, 0}},
		{[]float32{-inf, 0, -inf, 0}, []float32{0, .5, 0, .5}},
		{[]float32{0, nan, 0, 0}, []float32{nan, nan, nan, nan}},
		{[]float32{inf, 0, 0, 0}, []float32{nan, nan, nan, nan}},
	} {
		for _, k := range []Backend[float32]{Best(), plain32} {
			y := make([]float32, 4)
			k.SoftmaxColumns(y, c.x, 1, 4, 1)
			mustBeSame(t, fmt.Sprint(k.Name(), " softmax of ", c.x), y, c.want)
		}
	}
}

func TestSoftmaxColumnsBack(t *testing.T) {
	for _, s := range columnShapes {
		batch, rows, cols := s[0], s[1], s[2]
		what := fmt.Sprint("softmaxBack", s)
		rng := newRand(what)
		size := batch * rows * cols
		x, dy, start := random(rng, size), unaligned(random(rng, size)), random(rng, size)
		y := make([]float32, size)
		plain32.SoftmaxColumns(y, x, batch, rows, cols)
		for _, accumulate := range []bool{false, true} {
			got, want, exact := unaligned(start), clone(start), widen(start)
			Best().SoftmaxColumnsBack(got, y, dy, batch, rows, cols, accumulate)
			plain32.SoftmaxColumnsBack(want, y, dy, batch, rows, cols, accumulate)
			plain64.SoftmaxColumnsBack(exact, widen(y), widen(dy), batch, rows, cols, accumulate)
			mustBeSame(t, what, got, want)
			mustBeNear(t, what, got, exact, 1)
		}
		inPlace, want := clone(dy), make([]float32, size)
		Best().SoftmaxColumnsBack(inPlace, y, inPlace, batch, rows, cols, false)
		plain32.SoftmaxColumnsBack(want, y, dy, batch, rows, cols, false)
		mustBeSame(t, what+" in place", inPlace, want)
	}
}

// The gradient of Σ c·softmax(x) by central differences.
func TestSoftmaxColumnsBackIsTheGradient(t *testing.T) {
	const batch, rows, cols, h = 2, 4, 3, 1e-6
	rng := newRand("gradient")
	x, c := widen(random(rng, batch*rows*cols)), widen(random(rng, batch*rows*cols))
	y, dx := make([]float64, len(x)), make([]float64, len(x))
	plain64.SoftmaxColumns(y, x, batch, rows, cols)
	plain64.SoftmaxColumnsBack(dx, y, c, batch, rows, cols, false)
	value := func(i int, d float64) float64 {
		moved := append([]float64(nil), x...)
		moved[i] += d
		plain64.SoftmaxColumns(y, moved, batch, rows, cols)
		return plain64.Dot(c, y)
	}
	for i := range x {
		if want := (value(i, h) - value(i, -h)) / (2 * h); math.Abs(dx[i]-want) > 1e-8 {
			t.Errorf("dx[%d] = %v, differences say %v", i, dx[i], want)
		}
	}
}

func TestExpIsAccurate(t *testing.T) {
	const n = 1 << 16
	x, y := make([]float32, n), make([]float32, n)
	for i := range x {
		x[i] = -104 + 193*float32(i)/n
	}
	Best().Exp(y, x)
	worst := 0.0
	for i, v := range x {
		want := math.Exp(float64(v))
		// Below the smallest normal number only the last bit of a denormal can be asked for.
		if want < 0x1p-126 {
			if d := math.Abs(float64(y[i]) - want); d > 0x1p-149 {
				t.Fatalf("exp(%v) = %v, want %v", v, y[i], want)
			}
			continue
		}
		if want > math.MaxFloat32 {
			if !math.IsInf(float64(y[i]), 1) {
				t.Fatalf("exp(%v) = %v, want +Inf", v, y[i])
			}
			continue
		}
		worst = max(worst, math.Abs(float64(y[i])-want)/want)
	}
	if worst > 1e-7 {
		t.Errorf("relative error of exp up to %.3g", worst)
	}
	t.Logf("relative error of exp up to %.3g", worst)
}

func TestExpOfSpecialValues(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	x := []float32{0, float32(math.Copysign(0, -1)), inf, -inf, nan, 1e30, -1e30, 88.72, 88.73, -103.97, -103.98, 1e-40}
	want := []float32{1, 1, inf, 0, nan, inf, 0, float32(math.Exp(float64(float32(88.72)))), inf, 0x1p-149, 0, 1}
	for _, k := range []Backend[float32]{Best(), plain32} {
		y := make([]float32, len(x))
		k.Exp(y, x)
		for i := range x {
			if d := math.Abs(float64(y[i]-want[i])) / float64(want[i]); d > 1e-7 || math.IsNaN(float64(y[i])) != math.IsNaN(float64(want[i])) ||
				math.IsInf(float64(y[i]), 0) != math.IsInf(float64(want[i]), 0) {
				t.Errorf("%s: exp(%v) = %v, want %v", k.Name(), x[i], y[i], want[i])
			}
		}
	}
}
