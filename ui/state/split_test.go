package state

import (
	"math"
	"testing"
)

func TestTheBestSplitDoesNotDependOnUnits(t *testing.T) {
	s := NewSplit()
	for unit := range SplitUnits {
		s.CountIn(unit)
		best, most := 0, 0.0
		for share := range SplitSteps + 1 {
			if s.Cut(share); s.Welfare() > most {
				best, most = share, s.Welfare()
			}
		}
		if best != SplitSteps/2 || math.Abs(most-s.Most()) > 1e-12 {
			t.Errorf("B counts in units of %g: the product is largest, %g, at %d", SplitUnits[unit], most, best)
		}
		equal := s.Equal()
		if a, b := equal, (1-equal)*SplitUnits[unit]; math.Abs(a-b) > 1e-12 {
			t.Errorf("B counts in units of %g: utilities %g and %g are not the same", SplitUnits[unit], a, b)
		}
	}
	if s.Cut(0); s.Welfare() != 0 {
		t.Error("with nothing for A there is no welfare")
	}
}
