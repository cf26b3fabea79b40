package state

import (
	"math"
	"testing"

	"fallow/ui/fallow"
)

func TestTruthIsOnTheGrid(t *testing.T) {
	for name, s := range map[string]*Sweep{"twist": NewTwist(), "burn": NewBurn()} {
		truth := s.Truth.Values
		if s.Demand {
			truth = s.Truth.Demands
		}
		if s.Grid[s.Honest] != truth[s.Resource] || s.Lying() {
			t.Errorf("%s begins with a lie: %g instead of %g", name, s.Report(), truth[s.Resource])
		}
		for k, in := range s.Reports() {
			if err := in.Validate(); err != nil {
				t.Errorf("%s, report %d: %v", name, k, err)
			}
		}
		if s.Go(-1); s.At != 0 {
			t.Errorf("%s: the grid begins at 0", name)
		}
		if s.Go(1000); s.At != len(s.Grid)-1 {
			t.Errorf("%s: the grid ends", name)
		}
	}
}

// What exceeds the true demand is worth nothing, so a coin for the whole bundle and a part of it differ for a liar.
func TestALotteryIsNotItsMean(t *testing.T) {
	s := NewTwist()
	same := func(out *fallow.Outcome) []*fallow.Outcome {
		outs := make([]*fallow.Outcome, len(s.Grid))
		for k := range outs {
			outs[k] = out
		}
		return outs
	}
	out := &fallow.Outcome{Allocation: []float64{.25, .25}, Ratios: []float64{.5, .5}}
	s.Show([][]*fallow.Outcome{same(out), same(out)})
	if pa, lottery := s.Now(0), s.Now(1); pa != .25 || math.Abs(lottery-.15) > 1e-9 {
		t.Errorf("half of half a unit is worth %g, a coin for half a unit %g; want .25 and .15", pa, lottery)
	}
	if got := s.Held(0, 0); got != .5 {
		t.Errorf("%g is held back, want .5", got)
	}
}
