package ui

import (
	"context"
	"sync/atomic"

	"fallow/ui/fallow"
	"fallow/ui/state"
)

// LabControl does what the visitor asks of the training lab.
type LabControl struct {
	State *state.Lab
	// OnTrained is told of every network that comes out.
	OnTrained func(state.Rule)

	world      *World
	interrupt  context.CancelFunc
	checkpoint atomic.Pointer[[]byte]
	soFar      fallow.Model // what a paused run has given
}

// How the marks on the map are measured: enough to place a mark, few enough to take seconds.
var markOptions = fallow.EvaluateOptions{Samples: 600, Seed: 2024, Deviate: "values-and-demands", Evaluations: 80}

// Present shows the run of the network that comes with the page, and places it and the classics on the map.
func (l *LabControl) Present(run state.Choice, history []state.Moment) {
	l.State.Present(run, history)
	l.measure(append(state.Classics(), state.Shipped)...)
}

// Train starts a run of the present choice.
func (l *LabControl) Train() {
	if l.State.Busy() {
		return
	}
	l.State.Begin()
	l.checkpoint.Store(nil)
	l.run()
	l.measureClassics()
}

// Pause ends the run at its next step, with a checkpoint; Resume goes on from there.
func (l *LabControl) Pause() {
	if l.State.Pause() {
		l.interrupt()
	}
}

func (l *LabControl) Resume() {
	if l.State.Resume() {
		l.run()
	}
}

// Stop ends the run with the network so far.
func (l *LabControl) Stop() {
	waiting := l.State.Phase == state.Paused
	switch {
	case !l.State.Stop():
	case waiting:
		l.finish(l.soFar)
	default:
		l.interrupt()
	}
}

// run trains from the last checkpoint, or from the beginning where there is none.
func (l *LabControl) run() {
	run := l.State.Run
	options := run.Options()
	if checkpoint := l.checkpoint.Load(); checkpoint != nil {
		options.Resume = *checkpoint
	}
	ctx, interrupt := context.WithCancel(context.Background())
	l.interrupt = interrupt
	l.world.Ask(func(context.Context) func() {
		defer interrupt()
		model, err := l.world.Engine.Train(ctx, run.Setup(), options, fallow.TrainHooks{
			Progress: func(p fallow.Progress) {
				l.world.Show(func() { l.State.Progress(p) })
				l.world.tell("progress", map[string]any{"figure": "lab", "done": float64(p.Iteration) / float64(p.Iterations)})
			},
			Checkpoint: func(checkpoint []byte) { l.checkpoint.Store(&checkpoint) },
		})
		return func() { l.ended(model, err) }
	})
}

// ended takes in what a run gave, whoever ended it.
func (l *LabControl) ended(model fallow.Model, err error) {
	switch {
	case err != nil:
		l.State.Fail(err)
	case l.State.Phase == state.Pausing && l.checkpoint.Load() != nil:
		l.soFar = model
		l.State.Wait()
	default:
		l.finish(model)
	}
}

// Save offers the network as a file.
func (l *LabControl) Save() {
	if l.State.Model == nil {
		return
	}
	bytes, err := l.State.Model.Save()
	if err == nil {
		err = l.world.Download("exs-net-2x2.safetensors", bytes)
	}
	if err != nil {
		l.State.Problem = state.Sentence(err)
		l.State.Touch()
	}
}

func (l *LabControl) finish(model fallow.Model) {
	l.State.Finish(model)
	l.world.tell("result", map[string]any{"figure": "lab", "steps": l.State.Last.Iteration, "seconds": l.State.Last.Elapsed})
	rule, _ := l.State.NetworkRule()
	if l.OnTrained != nil {
		l.OnTrained(rule)
	}
	l.measure(rule)
}

// measureClassics places the rules that need no training on the map, once for each setting.
func (l *LabControl) measureClassics() {
	var missing []state.Rule
	for _, rule := range state.Classics() {
		if l.State.MarkOf(rule.Slug) == nil {
			missing = append(missing, rule)
		}
	}
	l.measure(missing...)
}

// measure asks what rules are worth on fresh instances of the run's setting, one after the other.
func (l *LabControl) measure(rules ...state.Rule) {
	if len(rules) == 0 {
		return
	}
	l.State.SetMeasuring(true)
	setup := l.State.Run.Setup()
	l.world.Ask(func(ctx context.Context) func() {
		for _, rule := range rules {
			worth, err := l.world.Engine.Evaluate(ctx, setup, rule.Mechanism, markOptions)
			l.world.Show(func() { l.showMark(setup, rule, worth, err) })
		}
		return func() { l.State.SetMeasuring(false) }
	})
}

func (l *LabControl) showMark(setup fallow.Setup, rule state.Rule, worth *fallow.Evaluation, err error) {
	stale := l.State.Run.Setup() != setup || (rule.Mechanism.Model != nil && rule.Mechanism.Model != l.State.Model)
	switch {
	case stale: // the reader has gone on to something else
	case err != nil:
		l.State.Problem = state.Sentence(err)
		l.State.Touch()
	default:
		l.State.SetMark(rule, worth)
	}
}
