package state

import (
	"errors"
	"testing"

	"fallow/ui/fallow"
)

func progress(step int) fallow.Progress {
	return fallow.Progress{Iteration: step, Iterations: 4000, LogNSW: -1, Exploitability: []float64{1e-3, 3e-3}, Multipliers: []float64{0, 2}}
}

func TestRun(t *testing.T) {
	l := NewLab()
	l.Begin()
	l.Progress(progress(1))
	if m := l.History[0]; m.Exploitability != 2e-3 || m.Multiplier != 1 || m.Step != 1 {
		t.Errorf("the moment is %+v", m)
	}
	for _, step := range []struct {
		press func() bool
		means bool
		then  Phase
	}{
		{l.Resume, false, Training}, {l.Pause, true, Pausing}, {l.Pause, false, Pausing}, {l.Resume, false, Pausing},
		{func() bool { l.Wait(); return true }, true, Paused}, {l.Pause, false, Paused}, {l.Resume, true, Training},
		{l.Stop, true, Stopping}, {l.Stop, false, Stopping}, {l.Resume, false, Stopping},
	} {
		if means := step.press(); means != step.means || l.Phase != step.then {
			t.Fatalf("pressing means something: %v, phase %v; want %v, %v", means, l.Phase, step.means, step.then)
		}
	}
	l.Finish(fixedSize{})
	if rule, ok := l.NetworkRule(); !ok || rule.Slug != "exs" || l.Busy() {
		t.Errorf("rule %+v, busy %v", rule, l.Busy())
	}
}

func TestFailureKeepsTheCurves(t *testing.T) {
	l := NewLab()
	l.Begin()
	l.Progress(progress(1))
	l.Fail(errors.New("the worker died"))
	if l.Problem != "The worker died." || len(l.History) != 1 || l.Busy() {
		t.Errorf("problem %q, %d moments, busy %v", l.Problem, len(l.History), l.Busy())
	}
}

func TestHistoryIsThinned(t *testing.T) {
	l := NewLab()
	l.Begin()
	for step := range 10 * maxMoments {
		l.Progress(progress(step))
	}
	n := len(l.History)
	if n > maxMoments || n < maxMoments/4 {
		t.Errorf("%d moments", n)
	}
	for k := 1; k < n; k++ {
		if gap := l.History[k].Step - l.History[k-1].Step; gap != l.History[1].Step-l.History[0].Step {
			t.Fatalf("moments are not evenly spaced: %d before step %d", gap, l.History[k].Step)
		}
	}
}

func TestMarksBelongToASetting(t *testing.T) {
	l := NewLab()
	l.Begin()
	l.SetMark(ProportionalFairness, &fallow.Evaluation{})
	l.Finish(fixedSize{})
	rule, _ := l.NetworkRule()
	l.SetMark(rule, &fallow.Evaluation{})
	l.Choose(func(c *Choice) { c.Seed = 2 })
	l.Begin()
	if l.MarkOf("pf") == nil || l.MarkOf("exs") != nil {
		t.Error("with the same setting the classics stay and the old network goes")
	}
	l.Fail(errors.New("stop"))
	l.Choose(func(c *Choice) { c.Scarce = true })
	l.Begin()
	if len(l.Marks) != 0 {
		t.Error("marks of another setting stay")
	}
}
