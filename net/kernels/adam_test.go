package kernels

import (
	"fmt"
	"math"
	"testing"
)

func TestAdamBits(t *testing.T) {
	for _, n := range lengths {
		rng := newRand(fmt.Sprint("adam", n))
		w, m1, m2 := random(rng, n), make([]float32, n), make([]float32, n)
		w2, m12, m22 := clone(w), clone(m1), clone(m2)
		for step := 1; step <= 20; step++ {
			g := random(rng, n)
			s := NewAdamStep(1e-2, step)
			s.GradientScale = .5
			Best().Adam(w, g, m1, m2, s)
			plain32.Adam(w2, g, m12, m22, s)
		}
		mustBeSame(t, "w", w, w2)
		mustBeSame(t, "m1", m1, m12)
		mustBeSame(t, "m2", m2, m22)
	}
}

// The first step of Adam moves each weight by the rate against the sign of its gradient, whatever its size.
func TestAdamFirstStep(t *testing.T) {
	w := []float64{1, 1, 1}
	plain64.Adam(w, []float64{1e-3, -10, 0}, make([]float64, 3), make([]float64, 3), NewAdamStep(.1, 1))
	for i, want := range []float64{.9, 1.1, 1} {
		if math.Abs(w[i]-want) > 1e-5 {
			t.Errorf("w[%d] = %v, want %v", i, w[i], want)
		}
	}
}

func TestAdamMinimises(t *testing.T) {
	w, m1, m2, g := []float32{5, -3, 2, .1, 7}, make([]float32, 5), make([]float32, 5), make([]float32, 5)
	for step := 1; step <= 2000; step++ {
		for i, v := range w {
			g[i] = 2 * (v - 1)
		}
		Best().Adam(w, g, m1, m2, NewAdamStep(.05, step))
	}
	for i, v := range w {
		if math.Abs(float64(v)-1) > 1e-2 {
			t.Errorf("w[%d] = %v, want 1", i, v)
		}
	}
}

func TestPowerIsExactEnough(t *testing.T) {
	for _, n := range []int{0, 1, 2, 7, 100, 12345} {
		if got, want := powInt(.999, n), math.Pow(.999, float64(n)); math.Abs(got-want) > 1e-12*want {
			t.Errorf("powInt(.999, %d) = %v, want %v", n, got, want)
		}
	}
}
