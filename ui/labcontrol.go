package ui

import (
	"context"
	"errors"
	"sync/atomic"

	"fallow/core"
	"fallow/ui/fallow"
	"fallow/ui/state"
)

// LabControl does what the visitor asks of the training lab.
type LabControl struct {
	State *state.Lab
	// OnTrained is told of every network that comes out.
	OnTrained func(state.Rule)
	// Here is the problem on the first screen, for what the network holds back of it.
	Here *core.Instance

	formats   fold // what files of past reports look like
	world     *World
	interrupt context.CancelFunc
	// latest is what the run can be gone on with, and saver what keeps it.
	latest atomic.Pointer[checkpoint]
	saver  *saver
	soFar  fallow.Model // what a paused run has given
	start  fallow.Model // what a run that is continued begins with
	given  *reports     // the reader's own, chosen for the next run
	on     *reports     // those of the run
	drawn  drawn
	// measuring is what is being measured, or will be, by the rule's slug.
	measuring map[string]*measurement
}

// Start looks for runs that were cut off.
func (l *LabControl) Start() {
	shelf := l.world.Shelf
	if shelf == nil {
		return
	}
	l.world.Ask(func(context.Context) func() {
		offers, err := shelf.Orphans()
		return func() {
			if err == nil { // whoever has no storage is told when there is something to store
				l.State.SetOffers(offers)
			}
		}
	})
}

// Present shows the run of the network that comes with the page, and places it and the classics on the map.
func (l *LabControl) Present(run state.Choice, history []state.Moment) {
	l.State.Present(run, history)
	l.measure(append(append(state.Classics(), state.Coins()...), state.Shipped)...)
}

// Train starts a run of the present choice.
func (l *LabControl) Train() { l.begin(nil) }

// Continue starts a run of the present choice at the weights of the network that there is.
func (l *LabControl) Continue() {
	if l.State.CanContinue() {
		l.begin(l.State.Model)
	}
}

func (l *LabControl) begin(start fallow.Model) {
	if !l.State.CanBegin() || l.State.Form.Choice.Setting == state.Reports && l.given == nil {
		return
	}
	l.State.Begin(start != nil)
	l.dropStale()
	l.start, l.on = start, nil
	if l.State.Run.Setting == state.Reports {
		l.on = l.given
	}
	l.latest.Store(nil)
	l.saver = l.newSaver("")
	l.run(nil)
	l.measureMissing(state.Yardsticks())
}

// newSaver keeps the checkpoints of the run at hand, under a name if it has one.
func (l *LabControl) newSaver(id string) *saver {
	s := &saver{shelf: l.world.Shelf, id: id}
	if l.on != nil {
		s.data = l.on.file
	}
	s.about = func(step int) (about *state.About) {
		l.world.Show(func() {
			l.State.Saved(step)
			about = l.State.About()
		})
		return about
	}
	s.failed = func(err error) {
		l.world.Show(func() {
			l.State.Note("If this tab is closed, this training is lost: " + err.Error() + ".")
		})
	}
	return s
}

// Pause ends the run at its next step, with a checkpoint; Resume goes on from there, Step takes one step.
func (l *LabControl) Pause() {
	if l.State.Pause() {
		l.interrupt()
	}
}

func (l *LabControl) Resume() {
	if l.State.Resume() {
		l.run(nil)
	}
}

func (l *LabControl) Step() {
	if l.State.Step() {
		next := l.latest.Load().step + 1
		l.run(&next)
	}
}

// Stop ends the run with the network so far.
func (l *LabControl) Stop() {
	from := l.State.Phase
	switch {
	case !l.State.Stop():
	case from == state.Paused:
		l.finish(l.soFar)
	case from == state.Broken:
		l.run(new(int)) // no further: what the checkpoint has
	default:
		l.interrupt()
	}
}

// run trains from the last checkpoint, or from the beginning where there is none, to the end or until a step.
func (l *LabControl) run(until *int) {
	run, source := l.State.Run, l.source()
	options := run.Options()
	options.Until = until
	if c := l.latest.Load(); c != nil {
		options.Resume = c.bytes
	} else {
		options.Start = l.start
	}
	saver := l.saver
	ctx, interrupt := context.WithCancel(context.Background())
	l.interrupt = interrupt
	l.world.Ask(func(context.Context) func() {
		defer interrupt()
		model, err := l.world.Engine.Train(ctx, source, options, fallow.TrainHooks{
			Progress: func(p fallow.Progress) {
				l.world.Show(func() { l.State.Progress(p) })
				l.world.tell("progress", map[string]any{"figure": "lab", "done": float64(p.Iteration) / float64(p.Iterations)})
			},
			Checkpoint: func(bytes []byte, step int) {
				c := &checkpoint{bytes, step}
				l.latest.Store(c)
				saver.save(c)
			},
		})
		return func() { l.ended(model, err) }
	})
}

// source is what the run is trained on.
func (l *LabControl) source() fallow.Source {
	if l.on != nil {
		return fallow.Source{Instances: l.on.instances}
	}
	return fallow.Source{Setups: l.State.Run.Setups()}
}

// ended takes in what a run gave, whoever ended it.
func (l *LabControl) ended(model fallow.Model, err error) {
	c := l.latest.Load()
	if c != nil {
		l.State.Saved(c.step)
	}
	switch {
	case err != nil:
		l.fail(err)
	case c != nil && c.step < l.State.Run.Steps && (l.State.Phase == state.Pausing || l.State.Phase == state.Stepping):
		l.soFar = model
		l.State.Wait(c.step)
		l.measureKept(model, nil)
	default:
		l.finish(model)
	}
}

// fail takes in that a run ended without a network.
func (l *LabControl) fail(err error) {
	if reason, damaged := state.DamagedCheckpoint(err); damaged {
		err = errors.New(reason)
		l.latest.Store(nil)
		l.State.Saved(0)
	}
	l.State.Fail(err)
	if l.State.Phase == state.Idle {
		l.saver.discard()
	}
}

func (l *LabControl) finish(model fallow.Model) {
	l.saver.discard()
	l.State.Finish(model)
	l.world.tell("result", map[string]any{"figure": "lab", "steps": l.State.Last.Iteration, "seconds": l.State.Last.Elapsed})
	l.hand(model)
}

// hand measures a network and lets it play wherever it fits: not at once, so that the page first says that it is there.
func (l *LabControl) hand(model fallow.Model) {
	rule, _ := l.State.NetworkRule()
	l.measureKept(model, func() {
		if l.OnTrained != nil {
			l.OnTrained(rule)
		}
	})
	l.measureMissing(append(state.Yardsticks(), rule))
	l.measureMissing(append(state.Classics(), state.Coins()...))
}
