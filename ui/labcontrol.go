package ui

import (
	"context"

	"fallow/ui/fallow"
	"fallow/ui/state"
)

// LabControl does what the visitor asks of the training lab.
type LabControl struct {
	State *state.Lab
	// OnTrained is told of every network that comes out.
	OnTrained func(state.Rule)

	world *World
	gate  gate
	stop  context.CancelFunc
}

// How the marks on the map are measured: enough to place a mark, few enough to take seconds.
var markOptions = fallow.EvaluateOptions{Samples: 1000, Seed: 2024, Deviate: "values-and-demands", Evaluations: 100}

// Train starts a run of the present choice.
func (l *LabControl) Train() {
	if l.State.Busy() {
		return
	}
	l.State.Begin()
	l.gate.open()
	run := l.State.Run
	ctx, stop := context.WithCancel(context.Background())
	l.stop = stop
	l.world.Ask(func(context.Context) func() {
		defer stop()
		model, err := l.world.Engine.Train(ctx, run.Setup(), run.Options(), func(p fallow.Progress) {
			l.world.Show(func() { l.State.Progress(p) })
			l.gate.wait(ctx)
		})
		if err != nil {
			return func() { l.State.Fail(err) }
		}
		return func() { l.finish(model) }
	})
	l.measureClassics()
}

// Pause, Resume and Stop are the buttons under the run.
func (l *LabControl) Pause() {
	l.State.Pause()
	l.gate.close()
}

func (l *LabControl) Resume() {
	l.State.Resume()
	l.gate.open()
}

func (l *LabControl) Stop() {
	if !l.State.Busy() {
		return
	}
	l.State.Stop()
	l.stop()
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
