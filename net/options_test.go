package net

import (
	"encoding/json"
	"errors"
	"testing"

	"fallow/core"
)

// What is wrong is named by its place in TrainOptions.
func TestOptionsNameWhatIsWrong(t *testing.T) {
	for text, path := range map[string]string{
		`{}`:                                   "objective.kind",
		`{"objective":{"kind":"hope"}}`:        "objective.kind",
		`{"objective":{"kind":"constrained"}}`: "objective.tolerance",
		`{"objective":{"kind":"constrained","tolerance":-1}}`:          "objective.tolerance",
		`{"objective":{"kind":"constrained","tolerance":"small"}}`:     "objective.tolerance",
		`{"objective":{"kind":"penalty","alpha":-2}}`:                  "objective.alpha",
		`{"objective":{"kind":"penalty"},"network":{"kind":"rnn"}}`:    "network.kind",
		`{"objective":{"kind":"penalty"},"network":{"width":1.5}}`:     "network.width",
		`{"objective":{"kind":"penalty"},"network":{"width":0}}`:       "network.width",
		`{"objective":{"kind":"penalty"},"network":{"depth":1000}}`:    "network.depth",
		`{"objective":{"kind":"penalty"},"inputs":"rare"}`:             "inputs",
		`{"objective":{"kind":"penalty"},"samples":-1}`:                "samples",
		`{"objective":{"kind":"penalty"},"iterations":0}`:              "iterations",
		`{"objective":{"kind":"penalty"},"iterations":1e12}`:           "iterations",
		`{"objective":{"kind":"penalty"},"batch":[]}`:                  "batch",
		`{"objective":{"kind":"penalty"},"learningRate":0}`:            "learningRate",
		`{"objective":{"kind":"penalty"},"learningRate":-1}`:           "learningRate",
		`{"objective":{"kind":"penalty"},"learningRate":2}`:            "learningRate",
		`{"objective":{"kind":"penalty"},"seed":-1}`:                   "seed",
		`{"objective":{"kind":"penalty"},"seed":1e300}`:                "seed",
		`{"objective":{"kind":"penalty"},"search":{"candidates":0.5}}`: "search.candidates",
		`{"objective":{"kind":"penalty"},"patience":-1}`:               "patience",
	} {
		var o Options
		err := json.Unmarshal([]byte(text), &o)
		var bad *core.InputError
		if !errors.As(err, &bad) || bad.Path != path {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// Options survive JSON, those with all defaults filled in as well.
func TestOptionsThroughJSON(t *testing.T) {
	var o Options
	text := `{"objective":{"kind":"constrained","tolerance":0.001},"network":{"kind":"exchangeable"},"seed":9007199254740991}`
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		t.Fatal(err)
	}
	for _, s := range []size{{2, 2}, {5, 3}, {10, 3}, {60, 2}} {
		full, err := o.complete([]size{s})
		if err != nil {
			t.Fatal(err)
		}
		if full.Seed != 9007199254740991 || full.Network.Width == 0 || full.Batch%Shards != 0 {
			t.Errorf("%v: %+v", s, full)
		}
		again, err := json.Marshal(full)
		if err != nil {
			t.Fatal(err)
		}
		var back Options
		if err := json.Unmarshal(again, &back); err != nil || back != full {
			t.Errorf("%v: %+v came back as %+v, %v", s, full, back, err)
		}
		if twice, err := full.complete([]size{s}); err != nil || twice != full {
			t.Errorf("%v: completed again they are %+v, %v", s, twice, err)
		}
	}
}

// Of larger exchangeable systems some agents are searched for, unless all are asked for.
func TestSearchedAgents(t *testing.T) {
	for text, want := range map[string]int{``: 2, `,"search":{"agents":0}`: 5, `,"search":{"agents":3}`: 3, `,"search":{"agents":99}`: 5} {
		var o Options
		if err := json.Unmarshal([]byte(`{"objective":{"kind":"penalty"}`+text+`}`), &o); err != nil {
			t.Fatal(err)
		}
		full, err := o.complete([]size{{5, 3}})
		if err != nil || full.Search.Agents != want {
			t.Errorf("%s: %d agents are searched for, want %d (%v)", text, full.Search.Agents, want, err)
		}
	}
}

func TestSizesThatCannotBeTrained(t *testing.T) {
	o := Options{Objective: Objective{Kind: Penalty}}
	var bad *core.InputError
	if _, err := o.complete([]size{{maxCells, 2}}); !errors.As(err, &bad) {
		t.Errorf("a table that is too large: %v", err)
	}
	large := o
	large.Network.Width = maxWidth
	if _, err := large.complete([]size{{1000, 10}}); !errors.As(err, &bad) || bad.Path != "network.width" {
		t.Errorf("a network that is too large: %v", err)
	}
	large = o
	large.Batch = maxBatch
	if _, err := large.complete([]size{{100, 20}}); !errors.As(err, &bad) || bad.Path != "batch" {
		t.Errorf("a batch that is too large: %v", err)
	}
	o.Network.Kind = Transformer
	if _, err := o.complete([]size{{2, 2}, {3, 2}}); !errors.As(err, &bad) || bad.Path != "network.kind" {
		t.Errorf("a transformer on two sizes: %v", err)
	}
}
