package state

import (
	"math"

	"fallow/ui/fallow"
)

// Phase is where the training lab is.
type Phase int

const (
	Idle Phase = iota
	Training
	// Stepping takes a single step from a pause.
	Stepping
	Pausing
	Paused
	Stopping
	// Broken is a run that something ended, and that can be gone on with from its last checkpoint.
	Broken
	Done
)

// Lab is where the reader trains an ExS-Net.
type Lab struct {
	Changes `json:"-"`
	// Traces counts the changes of what the charts draw, Entries those of the form, Results those of what was measured.
	Traces  Changes `json:"-"`
	Entries Changes `json:"-"`
	Results Changes `json:"-"`
	Form    Form
	// Expert is whether the options that are folded away are shown.
	Expert bool  `json:"-"`
	Phase  Phase `json:"-"`
	// Run is the choice that is being, or was last, trained.
	Run Choice
	// Shipped is whether the run on display is that of the network that comes with the page; Loaded that it is that of a
	// file; Continued that it began with a network that had been trained before.
	Shipped           bool
	Loaded, Continued bool `json:"-"`
	// History is the run so far, thinned; Last its latest progress.
	History []Moment
	Last    fallow.Progress `json:"-"`
	// Safe is the step of the last checkpoint, 0 if there is none.
	Safe int `json:"-"`
	// Model is what the last run gave.
	Model fallow.Model `json:"-"`
	// Marks are what the classics, and then the network, are worth on fresh instances of the run's setting.
	Marks []Mark
	// Kept is what the network holds back; nil until it has been measured.
	Kept *Kept `json:"-"`
	// Measuring counts the questions about marks that are under way.
	Measuring int `json:"-"`
	// Offers are runs that were cut off, which the reader may go on with.
	Offers []Offer `json:"-"`
	// Problem is what went wrong and Notice what to know, sentences or empty.
	Problem string `json:"-"`
	Notice  string `json:"-"`

	every int     // one moment of the history stands for so many calls of Progress
	calls int     // of Progress
	spent float64 // seconds of training before the present stretch
	pace  float64 // seconds that this machine takes per second of the estimate; 0 if not known
}

// Moment is one point of the curves.
type Moment struct {
	Step int
	// OverUniform is the batch's mean logNSW over that of the uniform rule; Exploitability and Multiplier are means over
	// agents.
	OverUniform, Exploitability, Multiplier float64
}

// What the lab offers beside fields to type in.
var (
	Tolerances = []float64{1e-4, 2e-4, 5e-4, 1e-3, 2e-3}
	StepCounts = []int{500, 1000, 2000, 3000}
)

// maxMoments is what the charts can show; a longer history keeps every second moment.
const maxMoments = 400

// NewLab is the lab before anything was trained.
func NewLab() *Lab {
	return &Lab{Form: Form{Choice: firstChoice}, Run: firstChoice}
}

// Choose changes what will be trained next.
func (l *Lab) Choose(change func(*Choice)) { l.edit(func(f *Form) { f.Choose(change) }) }

// Type takes in what was typed into a field.
func (l *Lab) Type(field Field, text string) { l.edit(func(f *Form) { f.Type(field, text) }) }

// TakePreset begins with one of LabPresets. The reader's own reports stay at hand.
func (l *Lab) TakePreset(k int) { l.Take(LabPresets[k].Choice) }

// Take replaces the whole choice but for the reader's own reports.
func (l *Lab) Take(c Choice) {
	l.edit(func(f *Form) {
		c.Own = f.Choice.Own
		f.Take(c)
	})
}

func (l *Lab) edit(change func(*Form)) {
	change(&l.Form)
	l.Entries.Touch()
	l.Touch()
}

// ShowExpert folds the other options out, or away.
func (l *Lab) ShowExpert(on bool) {
	if on == l.Expert {
		return
	}
	l.edit(func(*Form) { l.Expert = on })
}

// Busy reports whether a run is under way, or could be gone on with.
func (l *Lab) Busy() bool { return l.Phase != Idle && l.Phase != Done }

// Running reports whether the engine trains.
func (l *Lab) Running() bool { return l.Busy() && l.Phase != Paused && l.Phase != Broken }

// CanBegin reports whether a new run can begin.
func (l *Lab) CanBegin() bool { return !l.Busy() && l.Form.Readable() }

// CanContinue reports whether a run with the present choice can begin at the weights of the network that there is.
func (l *Lab) CanContinue() bool {
	return l.CanBegin() && l.Model != nil && l.Run.SameNetwork(l.Form.Choice)
}

// Begin starts a run of the present choice, at the weights of the network that there is if it is continued. Marks stay if
// they are of the same setting.
func (l *Lab) Begin(continued bool) {
	if !l.Run.sameData(l.Form.Choice) {
		l.Marks = nil
	}
	l.begin(l.Form.Choice)
	l.Continued = continued
}

func (l *Lab) begin(run Choice) {
	l.dropNetworkMark()
	l.Run, l.Phase = run, Training
	l.Problem, l.Notice, l.Shipped, l.Loaded, l.Continued = "", "", false, false, false
	l.History, l.Last, l.Model, l.Kept = nil, fallow.Progress{Iterations: run.Steps}, nil, nil
	l.every, l.calls, l.spent, l.Safe = 1, 0, 0, 0
	l.Entries.Touch()
	l.Results.Touch()
	l.changed()
}

// Present shows a run that was made elsewhere: that of the network that comes with the page.
func (l *Lab) Present(run Choice, history []Moment) {
	l.Run, l.Shipped, l.History = run, true, history
	l.changed()
}

// Load shows a network from a file, with the course of its training.
func (l *Lab) Load(model fallow.Model) {
	run := choiceOf(model)
	if !l.Run.sameData(run) {
		l.Marks = nil
	}
	l.begin(run)
	for _, p := range model.History() {
		l.History = append(l.History, Moment{p.Step, p.OverUniform, p.Exploitability, p.Multiplier})
	}
	if n := len(l.History); n > 0 {
		l.Last.Iteration = l.History[n-1].Step
	}
	l.Model, l.Loaded, l.Phase = model, true, Done
}

// Progress records how far the run is.
func (l *Lab) Progress(p fallow.Progress) {
	stretch := p.Elapsed
	p.Elapsed += l.spent
	l.Last = p
	if estimate := l.Run.Seconds(1); p.Remaining > 0 && stretch > 2 && estimate > 0 {
		l.pace = p.Remaining / float64(p.Iterations-p.Iteration) / estimate
	}
	if l.calls%l.every == 0 {
		l.History = append(l.History, Moment{p.Iteration, p.OverUniform, mean(p.Exploitability), mean(p.Multipliers)})
	}
	l.calls++
	if len(l.History) > maxMoments {
		l.thin()
	}
	l.changed()
}

func (l *Lab) thin() {
	kept := l.History[:0]
	for k := 0; k < len(l.History); k += 2 {
		kept = append(kept, l.History[k])
	}
	l.History = kept
	l.every *= 2
}

// Saved records that there is a checkpoint of a step.
func (l *Lab) Saved(step int) {
	l.Safe = step
	l.Touch()
}

// Pause, Resume, Step and Stop record what was pressed, and report whether it means anything now.
func (l *Lab) Pause() bool { return l.move(Training, Pausing) }
func (l *Lab) Resume() bool {
	return l.move(Paused, Training) || l.rewind() && l.move(Broken, Training)
}
func (l *Lab) Step() bool { return l.move(Paused, Stepping) }
func (l *Lab) Stop() bool {
	return l.move(Training, Stopping) || l.move(Pausing, Stopping) || l.move(Stepping, Stopping) || l.move(Paused, Stopping) ||
		l.rewind() && l.move(Broken, Stopping)
}

// rewind forgets what came after the last checkpoint of a run that broke.
func (l *Lab) rewind() bool {
	if l.Phase != Broken {
		return false
	}
	l.Problem, l.Last.Iteration = "", l.Safe
	for n := len(l.History); n > 0 && l.History[n-1].Step > l.Safe; n-- {
		l.History = l.History[:n-1]
	}
	l.changed()
	return true
}

// Wait records that the run waits after a step.
func (l *Lab) Wait(step int) {
	if l.move(Pausing, Paused) || l.move(Stepping, Paused) {
		l.Last.Iteration, l.spent = step, l.Last.Elapsed
	}
}

func (l *Lab) move(from, to Phase) bool {
	if l.Phase != from {
		return false
	}
	l.Phase = to
	l.Touch()
	return true
}

// Finish records what the run gave.
func (l *Lab) Finish(model fallow.Model) {
	l.Model, l.Phase = model, Done
	l.Entries.Touch()
	l.changed()
}

// Fail says why the run ended without a model. The curves stay. What is wrong with a field is said there; a run that has
// a checkpoint can be gone on with.
func (l *Lab) Fail(err error) {
	l.Entries.Touch()
	l.Touch()
	if field, reason, ok := fieldOf(err); ok && l.Safe == 0 {
		l.Form.Refuse(field, reason)
		l.Problem, l.Phase, l.Expert = "Training could not begin: see the options.", Idle, true
		return
	}
	l.Problem, l.Phase = Sentence(err), Idle
	if l.Safe > 0 {
		l.Phase, l.spent = Broken, l.Last.Elapsed
	}
}

// Say shows what went wrong beside the run.
func (l *Lab) Say(err error) {
	l.Problem = Sentence(err)
	l.Touch()
}

// Note shows what is good to know.
func (l *Lab) Note(text string) {
	if l.Notice != text {
		l.Notice = text
		l.Touch()
	}
}

// NetworkRule is the trained network as a rule; ok is false while there is none.
func (l *Lab) NetworkRule() (rule Rule, ok bool) {
	if l.Model == nil {
		return Rule{}, false
	}
	return Trained(l.Model), true
}

func (l *Lab) changed() {
	l.Touch()
	l.Traces.Touch()
}

func mean(xs []float64) float64 {
	if len(xs) == 0 {
		return math.NaN()
	}
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}
