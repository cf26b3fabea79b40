package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"fallow/net"
	"fallow/net/kernels"
	"fallow/wasm/study"
)

// training is a network to be trained, and where it is kept.
type training struct {
	recipe study.Recipe
	name   string // in the store
	// every is how much training is lost at most when a run is stopped.
	every time.Duration
}

// checkpointEvery is often enough to lose little, and seldom enough to cost nothing.
const checkpointEvery = 20 * time.Second

// newTraining names a network by how it is made, not by who uses it.
func newTraining(r study.Recipe) training {
	how := []any{r.Setups, r.Options}
	if r.Before != nil {
		how = append(how, newTraining(*r.Before).name)
	}
	return training{r, "models/" + r.Name + "-" + key(how...), checkpointEvery}
}

// earlier returns the training whose network this one begins with.
func (t training) earlier() (training, bool) {
	if t.recipe.Before == nil {
		return training{}, false
	}
	return newTraining(*t.recipe.Before), true
}

// withEarlier returns the trainings and those that they begin with.
func withEarlier(trainings []training) []training {
	var recipes []study.Recipe
	for _, t := range trainings {
		for r := &t.recipe; r != nil; r = r.Before {
			recipes = append(recipes, *r)
		}
	}
	return trainingsOf(recipes)
}

func (t training) file() string       { return t.name + ".safetensors" }
func (t training) checkpoint() string { return t.name + ".checkpoint" }
func (t training) about() string      { return t.name + ".json" }

// about is what is known of a training beside the model itself.
type about struct {
	Name string `json:"name"`
	// Seconds of computing.
	Seconds float64 `json:"seconds"`
	// Steps taken.
	Steps int `json:"steps"`
}

// run trains the network from where it was, and stores it.
func (t training) run(ctx context.Context, s store, report func(net.Progress)) error {
	a, trainer, err := t.resume(ctx, s)
	if err != nil {
		return fmt.Errorf("%s: %w", t.recipe.Name, err)
	}
	start, kept := time.Now(), time.Now()
	before := a.Seconds
	for !trainer.Done() {
		if err := ctx.Err(); err != nil {
			return err
		}
		progress, err := trainer.Step()
		if err != nil {
			return fmt.Errorf("%s: %w", t.recipe.Name, err)
		}
		report(progress)
		a.Seconds, a.Steps = before+time.Since(start).Seconds(), trainer.Iteration()
		if time.Since(kept) >= t.every {
			if err := t.keep(s, a, t.checkpoint(), trainer.Checkpoint()); err != nil {
				return err
			}
			kept = time.Now()
		}
	}
	return t.keep(s, a, t.file(), trainer.Model().Save())
}

func (t training) resume(ctx context.Context, s store) (about, *net.Trainer, error) {
	a := about{Name: t.recipe.Name}
	checkpoint, ok, err := s.read(t.checkpoint())
	if err != nil {
		return a, nil, err
	}
	if !ok {
		trainer, err := t.recipe.NewTrainer(ctx, kernels.Best(), func(before study.Recipe) (*net.Model, error) {
			return load(s, newTraining(before))
		})
		return a, trainer, err
	}
	if a, err = t.read(s); err != nil {
		return a, nil, err
	}
	trainer, err := t.recipe.Resume(ctx, checkpoint, kernels.Best())
	return a, trainer, err
}

// read returns what is known about a training that has begun.
func (t training) read(s store) (a about, err error) {
	data, ok, err := s.read(t.about())
	if err == nil && !ok {
		err = fmt.Errorf("%s is missing", t.about())
	}
	if err == nil {
		err = json.Unmarshal(data, &a)
	}
	return a, err
}

// seconds is how long the training took, with those before it.
func (t training) seconds(s store) (float64, error) {
	a, err := t.read(s)
	for e, ok := t.earlier(); err == nil && ok; e, ok = e.earlier() {
		var before about
		before, err = e.read(s)
		a.Seconds += before.Seconds
	}
	return a.Seconds, err
}

// keep stores what is known about the training, and then the file.
func (t training) keep(s store, a about, name string, data []byte) error {
	text, err := json.Marshal(a)
	if err != nil {
		return err
	}
	if err := s.write(t.about(), text); err != nil {
		return err
	}
	return s.write(name, data)
}

// models returns the stored networks of trainings.
func models(s store, trainings []training) study.Models {
	byName := map[string]training{}
	for _, t := range trainings {
		byName[t.recipe.Name] = t
	}
	return func(name string) (study.Model, error) {
		data, err := file(s, byName[name])
		if err != nil {
			return study.Model{}, err
		}
		model, err := net.Load(data, kernels.Best())
		return study.Model{Mechanism: model, SHA256: fmt.Sprintf("%x", sha256.Sum256(data))}, err
	}
}

// load returns the network of a training that is done.
func load(s store, t training) (*net.Model, error) {
	data, err := file(s, t)
	if err != nil {
		return nil, err
	}
	return net.Load(data, kernels.Best())
}

// file returns the bytes of that network.
func file(s store, t training) ([]byte, error) {
	data, ok, err := s.read(t.file())
	if err == nil && !ok {
		err = fmt.Errorf("the network %q has not been trained", t.recipe.Name)
	}
	return data, err
}
