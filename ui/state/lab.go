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
	Pausing
	Paused
	Stopping
	Done
)

// Lab is where the reader trains an ExS-Net.
type Lab struct {
	Changes `json:"-"`
	// Traces counts the changes of what the charts draw.
	Traces Changes `json:"-"`
	Choice Choice
	Phase  Phase `json:"-"`
	// Run is the choice that is being, or was last, trained.
	Run Choice
	// Shipped is whether the run on display is that of the network that comes with the page.
	Shipped bool
	// History is the run so far, thinned; Last its latest progress.
	History []Moment
	Last    fallow.Progress `json:"-"`
	// Model is what the last run gave.
	Model fallow.Model `json:"-"`
	// Marks are what the classics, and then the network, are worth on fresh instances of the run's setting.
	Marks []Mark
	// Measuring is true while marks are on their way.
	Measuring bool `json:"-"`
	// Problem is a sentence, or empty.
	Problem string `json:"-"`

	every int // one moment of the history stands for so many calls of Progress
	calls int
}

// Choice is what to train.
type Choice struct {
	// Scarce is whether every team asks for everything, rather than each thing with probability one half (eq. 6).
	Scarce bool
	// Tolerance is what lying may gain an agent on average, in units of utility.
	Tolerance float64
	// Width is the number of units of a hidden layer.
	Width int
	Steps int
	Seed  int
}

// Moment is one point of the curves.
type Moment struct {
	Step int
	// OverUniform is the batch's mean logNSW over that of the uniform rule; Exploitability and Multiplier are means over
	// agents.
	OverUniform, Exploitability, Multiplier float64
}

// Mark is what a rule is worth on fresh instances.
type Mark struct {
	Rule
	Worth *fallow.Evaluation
}

// What the lab offers.
var (
	Tolerances = []float64{1e-4, 2e-4, 5e-4, 1e-3}
	Widths     = []int{16, 32, 64, 128}
	StepCounts = []int{500, 1000, 2000, 4000}
)

const (
	labAgents, labResources = 2, 2
	// maxMoments is what the charts can show; a longer history keeps every second moment.
	maxMoments = 400
)

// NewLab is the lab before anything was trained.
func NewLab() *Lab {
	return &Lab{Choice: Choice{Tolerance: 2e-4, Width: 64, Steps: 4000, Seed: 1}}
}

// Setup is the family of instances to train on.
func (c Choice) Setup() fallow.Setup {
	setup := fallow.Setup{Agents: labAgents, Resources: labResources}
	if c.Scarce {
		setup.DemandProbability = 1
	}
	return setup
}

// Asking is the expected number of agents that ask for something.
func (c Choice) Asking() float64 {
	if c.Scarce {
		return labAgents
	}
	return labAgents * (1 - math.Pow(.5, labResources))
}

// Options are those of train.
func (c Choice) Options() fallow.TrainOptions {
	return fallow.TrainOptions{Tolerance: c.Tolerance, Width: c.Width, Iterations: c.Steps, Seed: c.Seed}
}

// Choose changes what will be trained next.
func (l *Lab) Choose(change func(*Choice)) {
	change(&l.Choice)
	l.Touch()
}

// Busy reports whether a run is under way.
func (l *Lab) Busy() bool { return l.Phase != Idle && l.Phase != Done }

// Begin starts a run of the present choice. Marks stay if they are of the same setting.
func (l *Lab) Begin() {
	if l.Run.Setup() != l.Choice.Setup() {
		l.Marks = nil
	}
	l.dropNetworkMark()
	l.Run, l.Phase, l.Problem, l.Shipped = l.Choice, Training, "", false
	l.History, l.Last, l.Model = nil, fallow.Progress{Iterations: l.Choice.Steps}, nil
	l.every, l.calls = 1, 0
	l.changed()
}

// Present shows a run that was made elsewhere: that of the network that comes with the page.
func (l *Lab) Present(run Choice, history []Moment) {
	l.Run, l.Shipped, l.History = run, true, history
	l.changed()
}

// Progress records how far the run is.
func (l *Lab) Progress(p fallow.Progress) {
	l.Last = p
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

// Pause, Resume and Stop record what was pressed, and report whether it means anything now.
func (l *Lab) Pause() bool  { return l.move(Training, Pausing) }
func (l *Lab) Resume() bool { return l.move(Paused, Training) }
func (l *Lab) Stop() bool {
	return l.move(Training, Stopping) || l.move(Pausing, Stopping) || l.move(Paused, Stopping)
}

// Wait records that the run waits.
func (l *Lab) Wait() { l.move(Pausing, Paused) }

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
	l.changed()
}

// Fail says why the run ended without a model. The curves stay.
func (l *Lab) Fail(err error) {
	l.Problem, l.Phase = Sentence(err), Idle
	l.Touch()
}

// NetworkRule is the trained network as a rule; ok is false while there is none.
func (l *Lab) NetworkRule() (rule Rule, ok bool) {
	if l.Model == nil {
		return Rule{}, false
	}
	return Trained(l.Model), true
}

// SetMark records what a rule is worth on fresh instances.
func (l *Lab) SetMark(rule Rule, worth *fallow.Evaluation) {
	l.changed()
	for k := range l.Marks {
		if l.Marks[k].Name == rule.Name {
			l.Marks[k] = Mark{rule, worth}
			return
		}
	}
	l.Marks = append(l.Marks, Mark{rule, worth})
}

// MarkOf is what is known of the rule of that slug; nil if nothing is.
func (l *Lab) MarkOf(slug string) *Mark {
	for k := range l.Marks {
		if l.Marks[k].Slug == slug {
			return &l.Marks[k]
		}
	}
	return nil
}

// SetMeasuring records whether marks are on their way.
func (l *Lab) SetMeasuring(on bool) {
	l.Measuring = on
	l.Touch()
}

func (l *Lab) dropNetworkMark() {
	for k := range l.Marks {
		if l.Marks[k].Slug == "exs" {
			l.Marks = without(l.Marks, k)
			return
		}
	}
}

// Welfare is what a rule is worth relative to PF, per team that asks for something, if its logNSW is over that of the
// uniform rule by so much; NaN until PF and the uniform rule have been measured.
func (l *Lab) Welfare(overUniform float64) float64 {
	pf, uniform := l.MarkOf("pf"), l.MarkOf("uniform")
	if pf == nil || uniform == nil {
		return math.NaN()
	}
	return math.Exp((overUniform + uniform.Worth.LogNSW.Mean - pf.Worth.LogNSW.Mean) / l.Run.Asking())
}

// WelfareOf is that of a rule that has been measured.
func (l *Lab) WelfareOf(m Mark) float64 {
	uniform := l.MarkOf("uniform")
	if uniform == nil {
		return math.NaN()
	}
	return l.Welfare(m.Worth.LogNSW.Mean - uniform.Worth.LogNSW.Mean)
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
