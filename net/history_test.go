package net

import (
	"math"
	"testing"
)

// However long training goes on, its history is short, in order, and has the right mean.
func TestHistoryIsThinned(t *testing.T) {
	var h history
	total := 0.0
	const steps = 10_007
	for k := range steps {
		x := math.Sqrt(float64(k))
		total += x
		h.add(Progress{Iteration: k + 1, LogNSW: x, Exploitability: []float64{1, 3}, Multipliers: []float64{2, 4}})
	}
	points := h.points()
	if len(points) > historyLength+1 || len(points) < historyLength/2 {
		t.Errorf("%d points", len(points))
	}
	sum, last := 0.0, 0
	for _, p := range points {
		if p.Iteration <= last || p.Exploitability != 2 || p.Multiplier != 3 {
			t.Fatalf("point %+v after iteration %d", p, last)
		}
		sum += p.LogNSW * float64(p.Iteration-last)
		last = p.Iteration
	}
	if last != steps || math.Abs(sum-total) > 1e-6*total {
		t.Errorf("the points end at %d and sum to %v, want %d and %v", last, sum, steps, total)
	}
}

func TestTrainingStopsWhenNothingImproves(t *testing.T) {
	var w window
	at := 0
	for step := 0; !w.Stalled && step < 10_000; step++ {
		w.add(1-math.Exp(-float64(step)/300), 100)
		at = step
	}
	// A stretch of 100 steps gains less than 1e-4 once exp(−step/300) is about 3e-4.
	if at < 1500 || at > 3500 {
		t.Errorf("stopped at step %d", at)
	}
	var patient window
	for range 1000 {
		patient.add(0, 0)
	}
	if patient.Stalled {
		t.Error("stopped though no patience was set")
	}
	o := quick(MLP)
	o.Iterations, o.Patience, o.LearningRate = 1000, 5, 1e-12
	trainer := mustTrainer(t, setups([2]int{2, 2}), o)
	for !trainer.Done() {
		mustStep(t, trainer)
	}
	if trainer.Iteration() == 1000 {
		t.Error("a trainer that stands still was not stopped")
	}
}
