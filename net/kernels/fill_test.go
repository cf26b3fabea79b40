package kernels

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// fillShapes are items, n, m.
var fillShapes = [][3]int{{0, 2, 2}, {3, 0, 2}, {2, 2, 0}, {1, 1, 1}, {2, 2, 2}, {5, 3, 1}, {4, 5, 3}, {7, 10, 3}, {3, 60, 2}, {50, 2, 2}}

// filling is a random problem: a third of the wants are zero, some columns are scarce and some are not.
type filling struct {
	items, n, m                        int
	wants, handicaps, weights, guesses []float32
}

func newFilling(rng *rand.Rand, s [3]int, handicapped bool) filling {
	f := filling{items: s[0], n: s[1], m: s[2]}
	for range f.items * f.n * f.m {
		want := float32(0)
		if rng.IntN(3) > 0 {
			want = 4 * rng.Float32() / float32(f.n)
		}
		f.wants = append(f.wants, want)
		if handicapped {
			f.handicaps = append(f.handicaps, 2*(rng.Float32()-.3)/float32(f.n))
		}
	}
	for range f.items * f.n {
		f.weights = append(f.weights, .5+rng.Float32())
	}
	for range f.items * f.m {
		guess := float32(0)
		if rng.IntN(2) > 0 {
			guess = rng.Float32() * 2
		}
		f.guesses = append(f.guesses, guess)
	}
	return f
}

func (f filling) fill32(k Backend[float32]) (shares, levels []float32) {
	shares, levels = unaligned(make([]float32, f.items*(f.n+1)*f.m)), clone(f.guesses)
	k.WaterFill(shares, levels, f.wants, f.handicaps, f.weights, f.items, f.n, f.m)
	return shares, levels
}

func (f filling) handicaps64() []float64 {
	if f.handicaps == nil {
		return nil
	}
	return widen(f.handicaps)
}

func TestWaterFill(t *testing.T) {
	for _, s := range fillShapes {
		for _, handicapped := range []bool{false, true} {
			what := fmt.Sprint("WaterFill", s, handicapped)
			f := newFilling(newRand(what), s, handicapped)
			shares, levels := f.fill32(Best())
			wantShares, wantLevels := f.fill32(plain32)
			mustBeSame(t, what+" shares", shares, wantShares)
			mustBeSame(t, what+" levels", levels, wantLevels)
			exact, exactLevels := make([]float64, len(shares)), widen(f.guesses)
			plain64.WaterFill(exact, exactLevels, widen(f.wants), f.handicaps64(), widen(f.weights), f.items, f.n, f.m)
			mustBeNear(t, what+" shares", shares, exact, 1)
			for column := range f.items * f.m {
				mustBeFilled(t, what, f, exact, exactLevels, column/f.m, column%f.m)
			}
		}
	}
}

// mustBeFilled checks one column against the definition.
func mustBeFilled(t *testing.T, what string, f filling, shares, levels []float64, item, j int) {
	t.Helper()
	level, sum, wanted := levels[item*f.m+j], 0.0, 0.0
	for i := range f.n {
		want := float64(f.wants[(item*f.n+i)*f.m+j])
		wanted += want
		s := shares[(item*(f.n+1)+i)*f.m+j]
		sum += s
		h := 0.0
		if f.handicaps != nil {
			h = float64(f.handicaps[(item*f.n+i)*f.m+j])
		}
		expected := want
		if level != FullyServed {
			expected = min(max(float64(f.weights[item*f.n+i])*level-h, 0), want)
		}
		if math.Abs(s-expected) > 1e-12 {
			t.Fatalf("%s: item %d, agent %d, column %d has %v at level %v, want %v", what, item, i, j, s, level, expected)
		}
	}
	if (level == FullyServed) != (wanted <= 1) {
		t.Fatalf("%s: level %v where %v is wanted", what, level, wanted)
	}
	if math.Abs(sum-min(wanted, 1)) > 1e-12 {
		t.Fatalf("%s: shares sum to %v where %v is wanted", what, sum, wanted)
	}
	if left := shares[(item*(f.n+1)+f.n)*f.m+j]; math.Abs(left-max(0, 1-wanted)) > 1e-12 {
		t.Fatalf("%s: %v is left where %v is wanted", what, left, wanted)
	}
}

func TestWaterFillOfHardColumns(t *testing.T) {
	for name, c := range map[string]struct{ wants, handicaps, shares []float32 }{
		"equals":                 {[]float32{1, 1, 1, 1}, nil, []float32{.25, .25, .25, .25, 0}},
		"exactly enough":         {[]float32{.5, .25, .25}, nil, []float32{.5, .25, .25, 0}},
		"nothing wanted":         {[]float32{0, 0}, nil, []float32{0, 0, 1}},
		"one wants all":          {[]float32{0, 3, 0}, nil, []float32{0, 1, 0, 0}},
		"one stands back":        {[]float32{1, 1}, []float32{5, 0}, []float32{0, 1, 0}},
		"all stand back far":     {[]float32{1, 1}, []float32{1000, 1000}, []float32{.5, .5, 0}},
		"one is far ahead":       {[]float32{.5, 1, 1}, []float32{-1000, 0, 0}, []float32{.5, .25, .25, 0}},
		"levels below zero":      {[]float32{1, 1}, []float32{-3, -2}, []float32{1, 0, 0}},
		"tiny wants":             {[]float32{1e-30, 2, 1e-38}, nil, []float32{0, 1, 0, 0}},
		"a step between handles": {[]float32{.5, 2}, []float32{0, .5}, []float32{.5, .5, 0}},
	} {
		for _, k := range []Backend[float32]{Best(), plain32} {
			n := len(c.wants)
			weights, shares := make([]float32, n), make([]float32, n+1)
			for i := range weights {
				weights[i] = 1
			}
			k.WaterFill(shares, make([]float32, 1), c.wants, c.handicaps, weights, 1, n, 1)
			mustBeNear(t, k.Name()+": "+name, shares, widen(c.shares), 10)
		}
	}
}

func TestWaterFillBack(t *testing.T) {
	for _, s := range fillShapes {
		for mask := range 4 {
			what := fmt.Sprint("WaterFillBack", s, mask)
			rng := newRand(what)
			f := newFilling(rng, s, true)
			shares, levels := f.fill32(Best())
			dshares, dwants, dhandicaps := random(rng, len(shares)), random(rng, len(f.wants)), random(rng, len(f.wants))
			back := func(k Backend[float32]) (dd, dh []float32) {
				if mask&1 != 0 {
					dd = unaligned(dwants)
				}
				if mask&2 != 0 {
					dh = unaligned(dhandicaps)
				}
				k.WaterFillBack(dd, dh, dshares, shares, levels, f.wants, f.weights, f.items, f.n, f.m)
				return dd, dh
			}
			dd, dh := back(Best())
			dd2, dh2 := back(plain32)
			mustBeSame(t, what+" dwants", dd, dd2)
			mustBeSame(t, what+" dhandicaps", dh, dh2)
		}
	}
}

// The gradient of Σ c·shares by central differences, with wants and handicaps at which no share is near a kink.
func TestWaterFillBackIsTheGradient(t *testing.T) {
	const items, n, m, h = 2, 3, 2, 1e-6
	// The first item is scarce: somebody is fully served, somebody gets nothing, others are between. The second is not.
	wants := []float64{.1, .9, .8, .7, .9, .6, .1, .2, .3, .1, .2, .3}
	handicaps := []float64{.1, .2, .05, 2, .2, .3, .1, .1, .1, .1, .1, .1}
	weights := []float64{1, 1.5, .7, 1, 1, 1}
	c := widen(random(newRand("fill gradient"), items*(n+1)*m))
	shares := make([]float64, items*(n+1)*m)
	levels := make([]float64, items*m)
	value := func() float64 {
		clear(levels)
		plain64.WaterFill(shares, levels, wants, handicaps, weights, items, n, m)
		return plain64.Dot(c, shares)
	}
	value()
	dwants, dhandicaps := make([]float64, len(wants)), make([]float64, len(wants))
	plain64.WaterFillBack(dwants, dhandicaps, c, shares, levels, wants, weights, items, n, m)
	for name, x := range map[string]struct{ at, gradient []float64 }{"wants": {wants, dwants}, "handicaps": {handicaps, dhandicaps}} {
		for i, v := range x.at {
			x.at[i] = v + h
			up := value()
			x.at[i] = v - h
			down := value()
			x.at[i] = v
			if want := (up - down) / (2 * h); math.Abs(x.gradient[i]-want) > 1e-8 {
				t.Errorf("the gradient of %s[%d] is %v, differences say %v", name, i, x.gradient[i], want)
			}
		}
	}
}
