package sample_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"fallow/core/sample"
)

var _ rand.Source = (*sample.Stream)(nil)

func TestStreamsAreDistinct(t *testing.T) {
	seen := map[uint64]string{}
	for seed := range uint64(20) {
		for _, name := range []string{"instances", "choice", ""} {
			s := sample.NewStream(seed, name)
			for index := range uint64(20) {
				s.Seek(index)
				x := s.Uint64()
				if other, ok := seen[x]; ok {
					t.Fatalf("seed %d, name %q, index %d begins like %s", seed, name, index, other)
				}
				seen[x] = name
			}
		}
	}
	if sample.Derive(1, 2) == sample.Derive(2, 1) {
		t.Error("derived seeds collide")
	}
}

func TestSeekReturns(t *testing.T) {
	s := sample.NewStream(1, "x")
	first := s.Uint64()
	s.Seek(5)
	s.Uint64()
	s.Seek(0)
	if s.Uint64() != first {
		t.Error("the sequence of index 0 changed")
	}
}

func TestUniformAndBelow(t *testing.T) {
	s := sample.NewStream(1, "x")
	const n = 20000
	sum, counts := 0.0, [7]float64{}
	for range n {
		u := s.Uniform()
		if u < 0 || u >= 1 {
			t.Fatalf("uniform %v", u)
		}
		sum += u
		counts[s.Below(7)]++
		if x := s.Between(-3, 5); x < -3 || x >= 5 {
			t.Fatalf("between: %v", x)
		}
	}
	within(t, "mean", sum/n, .5, 4*math.Sqrt(1./12/n))
	for k, c := range counts {
		within(t, string(rune('0'+k)), c/n, 1./7, 4*math.Sqrt(1./7*6/7/n))
	}
	if s.Below(1) != 0 {
		t.Error("below 1")
	}
}

// Half of a Cauchy variable's mass lies within its scale, and it has heavy tails: 1/π·2·atan(1/10) beyond ten scales.
func TestCauchy(t *testing.T) {
	s := sample.NewStream(1, "x")
	const n, scale = 20000, .01
	inside, far, positive := 0.0, 0.0, 0.0
	for range n {
		x := s.Cauchy(scale)
		if math.Abs(x) <= scale {
			inside++
		}
		if math.Abs(x) > 10*scale {
			far++
		}
		if x > 0 {
			positive++
		}
	}
	tail := 2 / math.Pi * math.Atan(.1)
	within(t, "inside", inside/n, .5, 4*math.Sqrt(.25/n))
	within(t, "positive", positive/n, .5, 4*math.Sqrt(.25/n))
	within(t, "far", far/n, tail, 4*math.Sqrt(tail/n))
}

func within(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %v, want %v ± %v", what, got, want, tolerance)
	}
}
