package state

import (
	"errors"
	"math"
	"testing"

	"fallow/ui/fallow"
)

// course is a simulation that audits with a chance that depends on the round.
func course(rounds, runs int, chance func(round int) float64) *fallow.Simulation {
	s := &fallow.Simulation{Rounds: rounds, Replications: runs, Epochs: fallow.Estimate{Mean: 1}}
	points := map[int]bool{rounds: true}
	for t := 1; t < rounds; t *= 2 {
		points[t], points[rounds-t] = true, true
	}
	audits := 0.0
	for t := 1; t <= rounds; t++ {
		audits += chance(t)
		if points[t] {
			s.Checkpoints = append(s.Checkpoints, fallow.AuditCheckpoint{Round: t, Audits: fallow.Estimate{Mean: audits}})
		}
	}
	s.Audits.Mean = audits
	return s
}

// The shares of a picture add up to the audits that were made, and fall where they were made.
func TestRatesAddUp(t *testing.T) {
	const rounds = 1000
	s := course(rounds, 100, func(t int) float64 { return min(1, 50/float64(rounds-t+1)) })
	last, first := math.Inf(1), true
	for _, p := range rates(s) {
		left, share := p[0], p[1]
		if left >= last || share < 0 || share > 1 {
			t.Errorf("%g rounds left: share %g", left, share)
		}
		want := min(1, 50/left)
		if !first && math.Abs(share-want) > .35*want {
			t.Errorf("%g rounds left: share %g, want about %g", left, share, want)
		}
		last, first = left, false
	}
	if last > 20 {
		t.Errorf("the end of the game is not shown: the last point has %g rounds left", last)
	}
}

func TestMeasurementKeepsWhatWasShown(t *testing.T) {
	p := NewPlane()
	if !p.Begin() || p.Begin() {
		t.Fatal("one measurement at a time")
	}
	found := make([]*fallow.Simulation, len(PlaneRules))
	for k := range found {
		found[k] = course(p.Choice.Rounds, 8, func(int) float64 { return .1 })
	}
	p.Progress(.25, 1)
	if p.Remaining != 3 {
		t.Errorf("a quarter took 1 s, so %g s are left?", p.Remaining)
	}
	p.Progress(.2, 2)
	if p.Done != .25 {
		t.Error("progress went backwards")
	}
	p.Finish(p.Choice, found)
	if p.Busy || p.Shown != p.Choice || len(p.Results) != len(PlaneRules) {
		t.Fatalf("%+v", p)
	}
	p.Choose(func(c *PlaneChoice) { c.Rounds = 1000 })
	p.Begin()
	p.Cancelled()
	p.Begin()
	p.Fail(errors.New("a worker died"))
	if p.Busy || p.Problem != "A worker died." || p.Shown.Rounds == 1000 || len(p.Results) != len(PlaneRules) {
		t.Errorf("busy %v, problem %q, shown %+v", p.Busy, p.Problem, p.Shown)
	}
}

// A schedule is in ascending order, begins with the first round and ends with certainty.
func TestHandSetSchedule(t *testing.T) {
	for _, rounds := range []int{50, 1000, 100_000} {
		m := handSet(rounds)
		for k, s := range m.Steps {
			if k == 0 && s.From != 1 || k > 0 && s.From <= m.Steps[k-1].From || k == len(m.Steps)-1 && s.P != 1 {
				t.Errorf("%d rounds: %+v", rounds, m.Steps)
			}
		}
	}
}
