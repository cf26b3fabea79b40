package ui

import (
	"context"
	"errors"
	"testing"

	"fallow/core"
	"fallow/ui/fallow"
	"fallow/ui/state"
)

func TestGameShowsWhatTheEngineSays(t *testing.T) {
	p, d := newSettledPage(t, &fakeEngine{})
	if !p.Game.State.Complete() {
		t.Fatal("the game is not complete")
	}
	d.do(func() { p.Game.SetReport(1, 0.25) })
	d.settle()
	if got := p.Game.State.Players[0].Now; got != 0.75 {
		t.Errorf("half of everything is worth %g, want 0.75", got)
	}
	d.do(p.Game.TellTruth)
	d.settle()
	if p.Game.State.Lying() {
		t.Error("still lying after telling the truth")
	}
}

func TestFailuresAreSentencesAndKeepWhatWasThere(t *testing.T) {
	engine := &fakeEngine{}
	p, d := newSettledPage(t, engine)
	before := p.Game.State.Players[0]
	engine.fail = &core.InputError{Path: "values[0][1]", Reason: "is absurd"}
	d.do(func() { p.Game.SetReport(1, 0.25) })
	d.settle()
	if got := p.Game.State.Problem; got != "Values[0][1] is absurd." {
		t.Errorf("problem %q", got)
	}
	if p.Game.State.Players[0].Now != before.Now || p.Game.State.Players[0].Bundle == nil {
		t.Error("the last good answer is gone")
	}
	engine.fail = nil
	d.do(func() { p.Game.SetReport(1, 0.3) })
	d.settle()
	if p.Game.State.Problem != "" {
		t.Error("the problem stays after a good answer")
	}
}

func TestBenchAsksOnlyWhatItCanRead(t *testing.T) {
	engine := &fakeEngine{}
	p, d := newSettledPage(t, engine)
	asked := engine.allocations.Load()
	d.do(func() {
		p.Bench.Do(func(b *state.Bench) { b.Edit(state.Cell{Field: "demands", Agent: 1, Resource: 1}, "-5") })
	})
	d.settle()
	if engine.allocations.Load() != asked {
		t.Error("the engine was asked about a table that cannot be read")
	}
	if p.Bench.State.Answer == nil {
		t.Error("the last good answer is gone")
	}
}

func TestBestLiesOnTheBench(t *testing.T) {
	engine := &fakeEngine{bestResponse: func(mech fallow.Mechanism) *fallow.BestResponse {
		return &fallow.BestResponse{Agent: 0, Values: []float64{1, 1}, Demands: []float64{1, 1}, Truthful: 1, Best: 2, Gain: 1}
	}}
	p, d := newSettledPage(t, engine)
	d.do(p.Bench.FindLies)
	d.settle()
	for _, r := range p.Bench.State.Answer.Results {
		if r.Found == nil {
			t.Errorf("%s: nothing found", r.Name)
		}
	}
}

// trainer is an engine that trains a step whenever the test lets it, and is interrupted as the real one is.
type trainer struct {
	steps   chan int
	saves   bool // after every step
	until   bool // ends where it is told to
	start   fallow.Model
	given   int
	resumed []byte
	calls   int
}

func (tr *trainer) train(ctx context.Context, source fallow.Source, options fallow.TrainOptions, hooks fallow.TrainHooks) (fallow.Model, error) {
	tr.calls++
	tr.resumed, tr.start, tr.given = options.Resume, options.Start, len(source.Instances)
	last := byte(0)
	if options.Resume != nil {
		last = options.Resume[0]
	}
	if options.Until != nil && int(last) >= *options.Until {
		hooks.Checkpoint([]byte{last}, int(last))
		return fakeModel{}, nil
	}
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case k, more := <-tr.steps:
			if !more {
				return fakeModel{}, nil
			}
			last = byte(k)
			if k < 0 { // the worker dies
				return nil, errors.New("a worker died")
			}
			if tr.saves {
				hooks.Checkpoint([]byte{last}, k)
			}
			if tr.until && k >= *options.Until {
				return fakeModel{}, nil
			}
			hooks.Progress(fallow.Progress{Iteration: k, Iterations: 100, Exploitability: []float64{.1}, Multipliers: []float64{1}})
		}
	}
	hooks.Checkpoint([]byte{last}, int(last))
	return fakeModel{}, nil
}

func startTraining(t *testing.T) (*Page, *desk, *trainer) {
	tr := &trainer{steps: make(chan int)}
	p, d := newSettledPage(t, &fakeEngine{train: tr.train})
	d.do(p.Lab.Train)
	return p, d, tr
}

func TestPausedTrainingGoesOnWhereItWas(t *testing.T) {
	p, d, tr := startTraining(t)
	tr.steps <- 7
	d.do(p.Lab.Pause)
	d.settle()
	if p.Lab.State.Phase != state.Paused || p.Lab.State.Model != nil {
		t.Fatalf("phase %v, model %v", p.Lab.State.Phase, p.Lab.State.Model)
	}
	d.do(p.Lab.Resume)
	tr.steps <- 8
	close(tr.steps)
	d.settle()
	if string(tr.resumed) != "\x07" || tr.calls != 2 {
		t.Errorf("went on from checkpoint %v in call %d", tr.resumed, tr.calls)
	}
	if p.Lab.State.Phase != state.Done || len(p.Lab.State.History) != 2 {
		t.Errorf("phase %v with %d moments", p.Lab.State.Phase, len(p.Lab.State.History))
	}
}

func TestNetworkIsHandedOver(t *testing.T) {
	p, d, tr := startTraining(t)
	tr.steps <- 1
	close(tr.steps)
	d.settle()
	if len(p.Game.State.Players) != 4 || len(p.Bench.State.Answer.Results) != 6 {
		t.Error("the network does not play in the game and on the bench")
	}
	if p.Lab.State.MarkOf("exs") == nil || p.Lab.State.MarkOf("pf") == nil {
		t.Errorf("marks %v", p.Lab.State.Marks)
	}
	d.do(p.Lab.SaveModel)
	if len(d.files) != 1 {
		t.Error("the network was not offered as a file")
	}
}

func TestStopEndsWithTheNetworkSoFar(t *testing.T) {
	for _, pauseFirst := range []bool{false, true} {
		p, d, tr := startTraining(t)
		tr.steps <- 1
		if pauseFirst {
			d.do(p.Lab.Pause)
			d.settle()
		}
		d.do(p.Lab.Stop)
		d.settle()
		if p.Lab.State.Phase != state.Done || p.Lab.State.Model == nil {
			t.Errorf("paused first: %v; phase %v, model %v", pauseFirst, p.Lab.State.Phase, p.Lab.State.Model)
		}
	}
}

func TestTrainingThatFailsSaysSo(t *testing.T) {
	fail := func(context.Context, fallow.Source, fallow.TrainOptions, fallow.TrainHooks) (fallow.Model, error) {
		return nil, errors.New("a worker died")
	}
	p, d := newSettledPage(t, &fakeEngine{train: fail})
	d.do(p.Lab.Train)
	d.settle()
	if p.Lab.State.Problem != "A worker died." || p.Lab.State.Busy() {
		t.Errorf("problem %q, phase %v", p.Lab.State.Problem, p.Lab.State.Phase)
	}
}
