package net

import (
	"slices"
	"testing"
)

// A variation differs from the best report in one place.
func TestVariationsChangeOneThing(t *testing.T) {
	o := quick(Exchangeable)
	o.Search = Search{Candidates: 1, Variations: 1, Rounds: 4, Slots: 1}
	trainer := mustTrainer(t, setups([2]int{5, 3}), o)
	for range 3 {
		mustStep(t, trainer)
	}
	for _, l := range trainer.lanes {
		r := l.lies
		if len(r.problems) == 0 {
			t.Fatal("nothing was searched for")
		}
		r.table.graph.SetBatch(len(r.problems))
		for k := range r.problems {
			r.propose.variation(r, k)
			worth, want := r.report(k)
			m, changed := r.table.resources, 0
			for j := range m {
				if worth[j] != r.bestWorth[k*m+j] {
					changed++
				}
				if want[j] != r.bestWant[k*m+j] {
					changed++
				}
			}
			if changed > 1 || slices.Min(worth) <= 0 || slices.Min(want) < 0 {
				t.Fatalf("problem %d: worth %v and want %v vary %v and %v", k, worth, want, r.bestWorth[k*m:][:m], r.bestWant[k*m:][:m])
			}
		}
	}
}
