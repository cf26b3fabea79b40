package state

import (
	"math"
	"testing"

	"fallow/ui/fallow"
)

func shownShrink() *Shrink {
	s := NewShrink()
	pf := &fallow.Outcome{Allocation: []float64{.25, 1, 0, .75, 0, 0, 0, 0, 1}, LogNSW: 3 * math.Log(3)}
	pa := &fallow.Outcome{Ratios: []float64{.5625, .5, .5625}}
	s.Show(pf, pa, make([]ShrinkPoint, ShrinkSteps+1), ShrinkPoint{})
	return s
}

func TestTheWayLeadsFromAllToTheRatios(t *testing.T) {
	s := shownShrink()
	for i, r := range s.Ratios {
		if s.Go(0); s.Kept(i) != 1 {
			t.Errorf("at the beginning team %d keeps %g", i, s.Kept(i))
		}
		if s.Go(ShrinkSteps); s.Kept(i) != r {
			t.Errorf("at the end team %d keeps %g, want %g", i, s.Kept(i), r)
		}
	}
	if s.Go(ShrinkSteps + 5); s.Step != ShrinkSteps {
		t.Error("the way has an end")
	}
	if ShrinkRule(0).Name != "pf" || ShrinkRule(5).Power != .25 || ShrinkRule(ShrinkSteps).Power != 1 {
		t.Error("the rules of the way are not those that it is described by")
	}
}

func TestAPointHasTheWorstLieAndTheMeanOfUtilities(t *testing.T) {
	s := NewShrink()
	pf := &fallow.Outcome{LogNSW: math.Log(27)}
	out := &fallow.Outcome{LogNSW: math.Log(27. / 8)}
	p := s.Point(pf, out, []*fallow.BestResponse{{Truthful: 3, Gain: .3}, {Truthful: 3, Gain: .6}, {Truthful: 3}})
	if math.Abs(p.Welfare-.5) > 1e-12 || math.Abs(p.Gain-.2) > 1e-12 || p.Liar != 1 {
		t.Errorf("%+v, want half the welfare and a fifth gained by team 1", p)
	}
}
