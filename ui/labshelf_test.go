package ui

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"

	"fallow/core"
	"fallow/ui/fallow"
	"fallow/ui/state"
)

// fakeShelf keeps runs in memory. Runs in taken are another tab's.
type fakeShelf struct {
	mu    sync.Mutex
	runs  map[string]*fakeRun
	taken map[string]bool
	fail  error
	wrote chan int // if set, told the step of every checkpoint
}

type fakeRun struct {
	about            string
	checkpoint, data []byte
	mine             bool
}

func (s *fakeShelf) locked() func() {
	s.mu.Lock()
	return s.mu.Unlock
}

func (s *fakeShelf) Orphans() (offers []state.Offer, err error) {
	defer s.locked()()
	for id, r := range s.runs {
		if !r.mine && !s.taken[id] {
			offers = append(offers, state.Offer{ID: id, About: state.ReadAbout(r.about), Age: 60})
		}
	}
	return offers, s.fail
}

func (s *fakeShelf) Create() (string, error) {
	defer s.locked()()
	if s.fail != nil {
		return "", s.fail
	}
	s.runs["new"] = &fakeRun{mine: true}
	return "new", nil
}

func (s *fakeShelf) Claim(id string) (bool, error) {
	defer s.locked()()
	if s.taken[id] || s.runs[id] == nil {
		return false, s.fail
	}
	s.runs[id].mine = true
	return true, s.fail
}

func (s *fakeShelf) Read(id string) (checkpoint, data []byte, err error) {
	defer s.locked()()
	return s.runs[id].checkpoint, s.runs[id].data, s.fail
}

func (s *fakeShelf) Write(id, about string, checkpoint []byte) error {
	s.mu.Lock()
	s.runs[id].about, s.runs[id].checkpoint = about, checkpoint
	s.mu.Unlock()
	if s.wrote != nil {
		s.wrote <- state.ReadAbout(about).Step
	}
	return s.fail
}

func (s *fakeShelf) Keep(id string, data []byte) error {
	defer s.locked()()
	s.runs[id].data = data
	return s.fail
}

func (s *fakeShelf) Release(id string) {
	defer s.locked()()
	s.runs[id].mine = false
}

func (s *fakeShelf) Discard(id string) error {
	defer s.locked()()
	delete(s.runs, id)
	if s.wrote != nil {
		s.wrote <- -1
	}
	return s.fail
}

func newShelf() *fakeShelf {
	return &fakeShelf{runs: map[string]*fakeRun{}, taken: map[string]bool{}, wrote: make(chan int, 100)}
}

// with is a page that has come to its shelf, and a trainer that saves after every step.
func withShelf(t *testing.T, s *fakeShelf) (*Page, *desk, *trainer) {
	t.Helper()
	tr := &trainer{steps: make(chan int), saves: true}
	d := newDesk(&fakeEngine{train: tr.train})
	d.Shelf = s
	p := NewPage(d.World)
	d.do(p.Start)
	d.settle()
	return p, d, tr
}

func await(t *testing.T, s *fakeShelf, step int) {
	t.Helper()
	for got := range s.wrote {
		if got == step {
			return
		}
	}
}

// cutOff is a shelf with a run that a closed tab has left at a step.
func cutOff(t *testing.T, run state.Choice, step int) *fakeShelf {
	t.Helper()
	about, err := json.Marshal(state.About{Run: run, Step: step})
	if err != nil {
		t.Fatal(err)
	}
	s := newShelf()
	s.runs["old"] = &fakeRun{about: string(about), checkpoint: []byte{byte(step)}}
	return s
}

func TestCheckpointsAreKeptUntilTheRunEnds(t *testing.T) {
	s := newShelf()
	p, d, tr := withShelf(t, s)
	d.do(p.Lab.Train)
	tr.steps <- 7
	await(t, s, 7)
	if a := state.ReadAbout(s.runs["new"].about); a == nil || a.Step != 7 || string(s.runs["new"].checkpoint) != "\x07" {
		t.Errorf("kept %+v", s.runs["new"])
	}
	tr.steps <- 8
	close(tr.steps)
	d.settle()
	await(t, s, -1)
	if len(s.runs) != 0 {
		t.Error("the run has ended, and is still kept")
	}
}

func TestClosedTabGoesOn(t *testing.T) {
	run := state.LabPresets[1].Choice
	s := cutOff(t, run, 30)
	p, d, tr := withShelf(t, s)
	offers := p.Lab.State.Offers
	if len(offers) != 1 || offers[0].About.Step != 30 {
		t.Fatalf("offers %+v", offers)
	}
	d.do(func() { p.Lab.Accept(offers[0]) })
	tr.steps <- 31
	if string(tr.resumed) != "\x1e" || len(p.Lab.State.Offers) != 0 || p.Lab.State.Run.Describe() != run.Describe() {
		t.Errorf("went on from %v with %s", tr.resumed, p.Lab.State.Run.Describe())
	}
	await(t, s, 31)
	if string(s.runs["old"].checkpoint) != "\x1f" {
		t.Error("the run that goes on is not kept under its own name")
	}
	close(tr.steps)
	d.settle()
}

func TestOffersAreDiscardedOrTakenElsewhere(t *testing.T) {
	s := cutOff(t, state.LabPresets[0].Choice, 30)
	p, d, tr := withShelf(t, s)
	offer := p.Lab.State.Offers[0]
	s.taken["old"] = true
	d.do(func() { p.Lab.Accept(offer) })
	d.settle()
	if len(p.Lab.State.Offers) != 0 || p.Lab.State.Notice == "" || p.Lab.State.Busy() || tr.calls != 0 {
		t.Errorf("another tab goes on with it: offers %v, notice %q", p.Lab.State.Offers, p.Lab.State.Notice)
	}
	s.taken["old"] = false
	d.do(func() { p.Lab.State.SetOffers([]state.Offer{offer}); p.Lab.Discard(offer) })
	d.settle()
	if len(p.Lab.State.Offers) != 0 || len(s.runs) != 0 {
		t.Error("the run was not discarded")
	}
}

func TestDamagedCheckpointIsASentence(t *testing.T) {
	s := cutOff(t, state.LabPresets[0].Choice, 30)
	p, d, _ := withShelf(t, s)
	d.Engine.(*fakeEngine).train = func(context.Context, fallow.Source, fallow.TrainOptions, fallow.TrainHooks) (fallow.Model, error) {
		return nil, &core.InputError{Path: "options.resume", Reason: "cannot be resumed from: the file is cut off"}
	}
	d.do(func() { p.Lab.Accept(p.Lab.State.Offers[0]) })
	d.settle()
	if want := "Its checkpoint cannot be resumed from: the file is cut off."; p.Lab.State.Problem != want || p.Lab.State.Busy() {
		t.Errorf("says %q, phase %v", p.Lab.State.Problem, p.Lab.State.Phase)
	}
	if !p.Lab.State.CanBegin() {
		t.Error("nothing else can be trained")
	}
}

func TestStorageThatRefusesIsANotice(t *testing.T) {
	s := newShelf()
	s.fail = errors.New("this browser does not let the page keep anything")
	p, d, tr := withShelf(t, s)
	if p.Lab.State.Problem != "" || p.Lab.State.Notice != "" {
		t.Error("there is nothing to keep yet, and the page complains")
	}
	d.do(p.Lab.Train)
	tr.steps <- 1
	tr.steps <- 2
	close(tr.steps)
	d.settle()
	p.Lab.saver.mu.Lock()
	broken := p.Lab.saver.broken
	p.Lab.saver.mu.Unlock()
	if p.Lab.State.Phase != state.Done || !broken {
		t.Errorf("phase %v, given up %v", p.Lab.State.Phase, broken)
	}
}

func TestKilledWorkerIsResumedFrom(t *testing.T) {
	s := newShelf()
	p, d, tr := withShelf(t, s)
	d.do(p.Lab.Train)
	tr.steps <- 5
	await(t, s, 5)
	tr.steps <- -1
	d.settle()
	if p.Lab.State.Phase != state.Broken || p.Lab.State.Problem != "A worker died." {
		t.Fatalf("phase %v, problem %q", p.Lab.State.Phase, p.Lab.State.Problem)
	}
	d.do(p.Lab.Resume)
	tr.steps <- 6
	close(tr.steps)
	d.settle()
	if string(tr.resumed) != "\x05" || p.Lab.State.Phase != state.Done {
		t.Errorf("went on from %v, phase %v", tr.resumed, p.Lab.State.Phase)
	}
}

func TestBrokenRunCanEndWithWhatItHas(t *testing.T) {
	p, d, tr := withShelf(t, newShelf())
	d.do(p.Lab.Train)
	tr.steps <- 5
	tr.steps <- -1
	d.settle()
	d.do(p.Lab.Stop)
	d.settle()
	if p.Lab.State.Phase != state.Done || p.Lab.State.Model == nil {
		t.Errorf("phase %v, model %v", p.Lab.State.Phase, p.Lab.State.Model)
	}
}

func TestSingleSteps(t *testing.T) {
	p, d, tr := withShelf(t, newShelf())
	d.do(p.Lab.Train)
	tr.steps <- 5
	d.do(p.Lab.Pause)
	d.settle()
	if p.Lab.State.Kept == nil || p.Lab.State.Last.Iteration != 5 {
		t.Errorf("paused at step %d with %v", p.Lab.State.Last.Iteration, p.Lab.State.Kept)
	}
	tr.until = true
	d.do(p.Lab.Step)
	tr.steps <- 6
	d.settle()
	if p.Lab.State.Phase != state.Paused || p.Lab.State.Last.Iteration != 6 {
		t.Errorf("phase %v at step %d", p.Lab.State.Phase, p.Lab.State.Last.Iteration)
	}
}

func TestTrainingFurtherBeginsAtTheNetwork(t *testing.T) {
	p, d, tr := withShelf(t, newShelf())
	d.do(p.Lab.Train)
	close(tr.steps)
	d.settle()
	d.do(func() { p.Lab.State.Choose(func(c *state.Choice) { c.Tolerance = 1e-3 }) })
	d.do(p.Lab.Continue)
	d.settle()
	if tr.start == nil || p.Lab.State.Phase != state.Done || !p.Lab.State.Continued {
		t.Errorf("began at %v, phase %v", tr.start, p.Lab.State.Phase)
	}
}

func TestFilesThatAreOpened(t *testing.T) {
	p, d, tr := withShelf(t, newShelf())
	engine := d.Engine.(*fakeEngine)
	open := func(name, contents string) {
		d.do(func() { p.TakeFile("lab", name, []byte(contents)) })
		d.settle()
	}
	open("x.safetensors", "a network")
	if !p.Lab.State.Loaded || len(p.Lab.State.History) != 1 || p.Lab.State.MarkOf("exs") == nil || len(p.Game.State.Players) != 4 {
		t.Errorf("a network was opened: %+v", p.Lab.State)
	}
	engine.fail = &core.InputError{Path: "bytes", Reason: "cannot be read as a model: it is too short"}
	open("x.safetensors", "hostile")
	if want := "This file cannot be read as a model: it is too short."; p.Lab.State.Problem != want || !p.Lab.State.Loaded {
		t.Errorf("says %q", p.Lab.State.Problem)
	}
	engine.fail = nil
	open("past.csv", "instance,agent,value of A,demand for A\n1,x,1,nonsense\n")
	if got := p.Lab.State.Problem; got != "Line 2, column 4 is not a number: “nonsense”." {
		t.Errorf("says %q", got)
	}
	open("past.csv", "instance,agent,value of A,demand for A\n1,x,1,2\n1,y,1,0\n2,x,2,3\n2,y,2,3\n,budget,,4\n")
	own := p.Lab.State.Form.Choice.Own
	if own == nil || own.Count != 2 || own.Asking != 1.5 || p.Lab.State.Form.Choice.Setting != state.Reports || p.Lab.State.Problem != "" {
		t.Fatalf("own %+v, problem %q", own, p.Lab.State.Problem)
	}
	d.do(p.Lab.Train)
	close(tr.steps)
	d.settle()
	if tr.given != 2 || p.Lab.State.Phase != state.Done {
		t.Errorf("trained on %d problems, phase %v", tr.given, p.Lab.State.Phase)
	}
}
