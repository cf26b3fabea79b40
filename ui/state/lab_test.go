package state

import (
	"errors"
	"strings"
	"testing"

	"fallow/core"
	"fallow/ui/fallow"
)

func progress(step int) fallow.Progress {
	return fallow.Progress{Iteration: step, Iterations: 4000, LogNSW: -1, Exploitability: []float64{1e-3, 3e-3}, Multipliers: []float64{0, 2}}
}

func TestRun(t *testing.T) {
	l := NewLab()
	l.Begin(false)
	l.Progress(progress(1))
	if m := l.History[0]; m.Exploitability != 2e-3 || m.Multiplier != 1 || m.Step != 1 {
		t.Errorf("the moment is %+v", m)
	}
	wait := func() bool { l.Wait(1); return true }
	for k, step := range []struct {
		press func() bool
		means bool
		then  Phase
	}{
		{l.Resume, false, Training}, {l.Step, false, Training}, {l.Pause, true, Pausing}, {l.Pause, false, Pausing},
		{l.Resume, false, Pausing}, {wait, true, Paused}, {l.Pause, false, Paused}, {l.Step, true, Stepping},
		{l.Pause, false, Stepping}, {wait, true, Paused}, {l.Resume, true, Training}, {l.Stop, true, Stopping},
		{l.Stop, false, Stopping}, {l.Resume, false, Stopping},
	} {
		if means := step.press(); means != step.means || l.Phase != step.then {
			t.Fatalf("press %d means something: %v, phase %v; want %v, %v", k, means, l.Phase, step.means, step.then)
		}
	}
	l.Finish(fixedSize{})
	if rule, ok := l.NetworkRule(); !ok || rule.Slug != "exs" || l.Busy() {
		t.Errorf("rule %+v, busy %v", rule, l.Busy())
	}
}

func TestFailureKeepsTheCurves(t *testing.T) {
	l := NewLab()
	l.Begin(false)
	l.Progress(progress(1))
	l.Fail(errors.New("the worker died"))
	if l.Problem != "The worker died." || len(l.History) != 1 || l.Busy() {
		t.Errorf("problem %q, %d moments, busy %v", l.Problem, len(l.History), l.Busy())
	}
}

// A run that breaks after a checkpoint goes on from there, and what came after it is seen once.
func TestBrokenRunGoesOnFromItsCheckpoint(t *testing.T) {
	l := NewLab()
	l.Begin(false)
	for _, step := range []int{10, 20, 30} {
		l.Progress(progress(step))
	}
	l.Saved(20)
	l.Fail(errors.New("the worker died"))
	if l.Phase != Broken || l.Problem == "" || !l.Busy() || l.Running() {
		t.Fatalf("phase %v, problem %q", l.Phase, l.Problem)
	}
	if !l.Resume() || l.Phase != Training || l.Problem != "" || l.Last.Iteration != 20 || len(l.History) != 2 {
		t.Errorf("phase %v at step %d with %d moments, problem %q", l.Phase, l.Last.Iteration, len(l.History), l.Problem)
	}
	l.Fail(errors.New("and again"))
	if !l.Stop() || l.Phase != Stopping {
		t.Error("a broken run cannot be ended with the network that it has")
	}
}

func TestTimeAddsUpOverPauses(t *testing.T) {
	l := NewLab()
	l.Begin(false)
	p := progress(10)
	p.Elapsed = 4
	l.Progress(p)
	l.Pause()
	l.Wait(11)
	l.Resume()
	p.Elapsed = 3
	l.Progress(p)
	if l.Last.Elapsed != 7 {
		t.Errorf("%v seconds, want 7", l.Last.Elapsed)
	}
}

func TestHistoryIsThinned(t *testing.T) {
	l := NewLab()
	l.Begin(false)
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
	if lines := strings.Count(string(l.HistoryCSV()), "\n"); lines != n+1 {
		t.Errorf("a table of %d lines for %d moments", lines, n)
	}
}

func TestMarksBelongToASetting(t *testing.T) {
	l := NewLab()
	l.Begin(false)
	l.SetMark(ProportionalFairness, &fallow.Evaluation{})
	l.Finish(fixedSize{})
	rule, _ := l.NetworkRule()
	l.SetMark(rule, &fallow.Evaluation{})
	l.Choose(func(c *Choice) { c.Seed = 2 })
	l.Begin(false)
	if l.MarkOf("pf") == nil || l.MarkOf("exs") != nil {
		t.Error("with the same setting the classics stay and the old network goes")
	}
	l.Fail(errors.New("stop"))
	l.Choose(func(c *Choice) { c.Setting = Masked })
	l.Begin(false)
	if len(l.Marks) != 0 {
		t.Error("marks of another setting stay")
	}
}

func TestContinuingNeedsTheSameNetwork(t *testing.T) {
	l := NewLab()
	if l.CanContinue() {
		t.Error("there is nothing to continue")
	}
	l.Begin(false)
	l.Finish(fixedSize{})
	l.Choose(func(c *Choice) { c.Tolerance, c.Setting, c.Steps = 1e-3, Masked, 77 })
	if !l.CanContinue() {
		t.Error("another tolerance, setting and length of the same network")
	}
	l.Choose(func(c *Choice) { c.Width = 32 })
	if l.CanContinue() {
		t.Error("a network of another width has other weights")
	}
}

// What the engine finds wrong with an option is said at its field.
func TestRefusedOptions(t *testing.T) {
	l := NewLab()
	l.Begin(false)
	l.Fail(&core.InputError{Path: "options.batch", Reason: "is 65536, too large for 2 agents and 2 resources"})
	if l.Phase != Idle || !l.Expert || !strings.Contains(l.Form.Problem(FieldBatch), "too large") || l.CanBegin() {
		t.Errorf("phase %v, said %q", l.Phase, l.Form.Problem(FieldBatch))
	}
	l.Type(FieldBatch, "128")
	if !l.CanBegin() || l.Form.Choice.Batch != 128 {
		t.Error("a better number does not help")
	}
}

func TestKept(t *testing.T) {
	in := &core.Instance{N: 2, M: 2, Demands: []float64{1, 0, 1, 0}, Budgets: []float64{1, 1}}
	var tally Tally
	tally.Add(in, &fallow.Outcome{Allocation: []float64{.4, 0, .4, 0}})
	each, all := tally.Shares()
	if d := each[0] - .2; d > 1e-12 || d < -1e-12 || each[1] != 0 || all != each[0] {
		t.Errorf("shares %v, %v: .8 of 1 was handed out, and nobody asked for the second", each, all)
	}
}

func TestTogether(t *testing.T) {
	part := func(mean float64) *fallow.Evaluation {
		return &fallow.Evaluation{Samples: 10, NSW: fallow.Estimate{Mean: mean, StdErr: .3}, Exploitability: &fallow.Estimate{Mean: mean}}
	}
	all := Together([]*fallow.Evaluation{part(1), part(3)})
	if all.Samples != 20 || all.NSW.Mean != 2 || all.NSW.StdErr < .21 || all.NSW.StdErr > .22 || all.Exploitability.Mean != 2 {
		t.Errorf("%+v", all)
	}
}
