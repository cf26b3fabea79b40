package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"fallow/core/sample"
	"fallow/net"
	"fallow/net/kernels"
	"fallow/wasm/study"
)

// tinyPlan is a plan with networks and many units.
func tinyPlan(t *testing.T) *study.Plan {
	t.Helper()
	s, err := study.Find("table2")
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Plan(study.Config{Seed: 2, Instances: 24, Searched: 12, Evaluations: 6, Repeats: 1, Training: 6})
	if err != nil {
		t.Fatal(err)
	}
	for k := range p.Recipes {
		o := &p.Recipes[k].Options
		o.Batch, o.Network.Width, o.Network.Depth = 8, 8, 1
		if o.Samples > 0 {
			o.Samples = 8
		}
	}
	return p
}

// work is one process's run: it ends with an error when ctx does.
func work(ctx context.Context, s store, p *study.Plan) error {
	c := &crew{store: s}
	trainings := withEarlier(planTrainings(p))
	for k := range trainings {
		trainings[k].every = 0
	}
	c.addTrainings(trainings)
	c.addUnits(p, trainings)
	return c.work(ctx)
}

// stopAfter is a context that ends after so many questions.
type stopAfter struct {
	context.Context
	left int
}

var errStopped = errors.New("stopped")

func (s *stopAfter) Err() error {
	if s.left--; s.left < 0 {
		return errStopped
	}
	return nil
}

func result(t *testing.T, s store, p *study.Plan) string {
	t.Helper()
	dir := t.TempDir()
	if err := writeResult(s, p, dir); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, p.Study.Name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var shipped study.Shipped
	if err := json.Unmarshal(data, &shipped); err != nil {
		t.Fatal(err)
	}
	if shipped.Provenance.Seconds <= 0 || shipped.Provenance.Date == "" {
		t.Errorf("the provenance is %+v", shipped.Provenance)
	}
	data, err = json.Marshal(shipped.Result)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A run that is stopped again and again, in the middle of training and of units, ends with the bytes of one that is
// not.
func TestStoppedRunsGoOn(t *testing.T) {
	p := tinyPlan(t)
	whole := store{t.TempDir()}
	if err := work(t.Context(), whole, p); err != nil {
		t.Fatal(err)
	}
	parts := store{t.TempDir()}
	runs := 0
	for err := errStopped; err != nil; runs++ {
		if runs > 200 {
			t.Fatal("the stopped runs get nowhere")
		}
		if err := parts.clearClaims(); err != nil {
			t.Fatal(err)
		}
		// Longer and longer, since collecting the reports of eq. (7) cannot be stopped half way.
		if err = work(&stopAfter{t.Context(), 100 * (1 + runs)}, parts, p); err != nil && !errors.Is(err, errStopped) {
			t.Fatal(err)
		}
		if err == nil {
			break
		}
	}
	if runs < 3 {
		t.Errorf("the run was stopped %d times only", runs)
	}
	if a, b := result(t, whole, p), result(t, parts, p); a != b {
		t.Errorf("a run that was stopped %d times gives\n%s\nnot\n%s", runs, b, a)
	}
}

// Crews that share a store do every piece of work once.
func TestCrewsShareTheWork(t *testing.T) {
	p := tinyPlan(t)
	alone, shared := store{t.TempDir()}, store{t.TempDir()}
	if err := work(t.Context(), alone, p); err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	errs := make([]error, 3)
	for k := range errs {
		wait.Go(func() { errs[k] = work(t.Context(), shared, p) })
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	if a, b := result(t, alone, p), result(t, shared, p); a != b {
		t.Errorf("three crews give\n%s\nnot\n%s", b, a)
	}
}

func TestModelsAreListed(t *testing.T) {
	s, dir := store{t.TempDir()}, t.TempDir()
	for _, name := range []string{"b", "a", "b"} {
		tr := newTraining(study.Recipe{
			Name: name, Shipped: true, Setups: []sample.Setup{{Agents: 2, Resources: 1}},
			Options: net.Options{
				Objective: net.Objective{Kind: net.Penalty, Alpha: 1}, Network: net.Network{Width: 4, Depth: 1}, Iterations: 1, Batch: 4,
			},
		})
		if err := tr.run(t.Context(), s, func(net.Progress) {}); err != nil {
			t.Fatal(err)
		}
		if err := writeModels(s, []training{tr}, dir); err != nil {
			t.Fatal(err)
		}
	}
	list, err := readModels(dir)
	if err != nil || len(list) != 2 || list[0].Name != "a" || list[1].Name != "b" {
		t.Fatalf("the list is %+v, %v", list, err)
	}
	for _, m := range list {
		data, err := os.ReadFile(filepath.Join(dir, m.Name+".safetensors"))
		if err != nil || len(data) != m.Bytes {
			t.Errorf("%s has %d bytes, not %d: %v", m.Name, len(data), m.Bytes, err)
		}
		if _, err := net.Load(data, kernels.Best()); err != nil {
			t.Error(err)
		}
	}
}

func TestRecordsSurvive(t *testing.T) {
	seconds, numbers, err := decodeRecord(encodeRecord(1.5, []float64{1, -2.25, 0}))
	if err != nil || seconds != 1.5 || len(numbers) != 3 || numbers[1] != -2.25 {
		t.Errorf("a record comes back as %v, %v, %v", seconds, numbers, err)
	}
	if _, _, err := decodeRecord([]byte("damaged")); err == nil {
		t.Error("a damaged record is read")
	}
}

// A network whose recipe goes on from another is the same however its training was stopped and by whom it was gone on
// with, and its seconds count those of the other.
func TestTrainingsInARow(t *testing.T) {
	p := tinyPlan(t)
	first := p.Recipes[0]
	first.Name = "first"
	last := p.Recipes[0]
	last.Before, last.Options.Seed = &first, first.Options.Seed+1
	trained := func(ctx context.Context, s store) error {
		c := &crew{store: s}
		trainings := withEarlier([]training{newTraining(last)})
		for k := range trainings {
			trainings[k].every = 0
		}
		c.addTrainings(trainings)
		return c.work(ctx)
	}
	at := newTraining(last)
	want, err := last.Train(context.Background(), kernels.Best(), nil)
	if err != nil {
		t.Fatal(err)
	}
	s := store{t.TempDir()}
	for stops := 3; ; stops += 3 {
		if err := s.clearClaims(); err != nil {
			t.Fatal(err)
		}
		err := trained(&stopAfter{context.Background(), stops}, s)
		if err == nil {
			break
		}
		if !errors.Is(err, errStopped) {
			t.Fatal(err)
		}
	}
	got, err := file(s, at)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want.Save()) {
		t.Error("the network is another than that of its recipe")
	}
	alone := last
	alone.Before = nil
	if other, err := alone.Train(context.Background(), kernels.Best(), nil); err != nil || bytes.Equal(other.Save(), want.Save()) {
		t.Errorf("it does not depend on where it begins, or fails: %v", err)
	}
	both, err := at.seconds(s)
	own, err2 := at.read(s)
	before, err3 := newTraining(first).read(s)
	if err != nil || err2 != nil || err3 != nil || both != own.Seconds+before.Seconds {
		t.Errorf("%g seconds, want %g + %g (%v, %v, %v)", both, own.Seconds, before.Seconds, err, err2, err3)
	}
}
