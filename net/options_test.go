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
		`{}`:                               "objective",
		`{"objective":{}}`:                 "objective.kind",
		`{"objective":{"kind":"penalty"}}`: "objective.alpha",
		`{"objective":{"kind":"penalty","alpha":1},"network":{}}`:                          "network.kind",
		`{"objective":{"kind":"penalty","alpha":1},"network":{"kind":""}}`:                 "network.kind",
		`{"objective":{"kind":"penalty","alpha":1},"inputs":""}`:                           "inputs",
		`{"objective":{"kind":"penalty","alpha":1},"Batch":5}`:                             "Batch",
		`{"objective":{"kind":"hope"}}`:                                                    "objective.kind",
		`{"objective":{"kind":"constrained"}}`:                                             "objective.tolerance",
		`{"objective":{"kind":"constrained","tolerance":-1}}`:                              "objective.tolerance",
		`{"objective":{"kind":"constrained","tolerance":"small"}}`:                         "objective.tolerance",
		`{"objective":{"kind":"penalty","alpha":-2}}`:                                      "objective.alpha",
		`{"objective":{"kind":"penalty","alpha":1},"network":{"kind":"rnn"}}`:              "network.kind",
		`{"objective":{"kind":"penalty","alpha":1},"network":{"kind":"mlp","width":1.5}}`:  "network.width",
		`{"objective":{"kind":"penalty","alpha":1},"network":{"kind":"mlp","width":0}}`:    "network.width",
		`{"objective":{"kind":"penalty","alpha":1},"network":{"kind":"mlp","depth":1000}}`: "network.depth",
		`{"objective":{"kind":"penalty","alpha":1},"inputs":"rare"}`:                       "inputs",
		`{"objective":{"kind":"penalty","alpha":1},"samples":-1}`:                          "samples",
		`{"objective":{"kind":"penalty","alpha":1},"iterations":0}`:                        "iterations",
		`{"objective":{"kind":"penalty","alpha":1},"iterations":1e12}`:                     "iterations",
		`{"objective":{"kind":"penalty","alpha":1},"batch":[]}`:                            "batch",
		`{"objective":{"kind":"penalty","alpha":1},"learningRate":0}`:                      "learningRate",
		`{"objective":{"kind":"penalty","alpha":1},"learningRate":-1}`:                     "learningRate",
		`{"objective":{"kind":"penalty","alpha":1},"learningRate":2}`:                      "learningRate",
		`{"objective":{"kind":"penalty","alpha":1},"seed":-1}`:                             "seed",
		`{"objective":{"kind":"penalty","alpha":1},"seed":1e300}`:                          "seed",
		`{"objective":{"kind":"penalty","alpha":1},"search":{"candidates":0.5}}`:           "search.candidates",
		`{"objective":{"kind":"penalty","alpha":1},"patience":-1}`:                         "patience",
	} {
		_, err := ReadOptions([]byte(text))
		var bad *core.InputError
		if !errors.As(err, &bad) || bad.Path != path {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// A penalty has its alpha in what is saved, 0 as well; what was saved without one had 0.
func TestAlphaIsSaved(t *testing.T) {
	o := Options{Objective: Objective{Kind: Penalty}}
	data, err := json.Marshal(o.Objective)
	if want := `{"kind":"penalty","alpha":0}`; err != nil || string(data) != want {
		t.Errorf("saved as %s, want %s (%v)", data, want, err)
	}
	for _, text := range []string{`{"objective":{"kind":"penalty"},"network":{"kind":""}}`, `{"objective":` + string(data) + `}`} {
		var back Options
		if err := json.Unmarshal([]byte(text), &back); err != nil || back != o {
			t.Errorf("%s came back as %+v, %v", text, back, err)
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

// Whatever is read is valid, and can be completed for a system or says why not.
func FuzzOptionsJSON(f *testing.F) {
	f.Add([]byte(`{"objective":{"kind":"constrained","tolerance":0.001},"network":{"kind":"transformer","width":64,"depth":2},"seed":7}`))
	f.Add([]byte(`{"objective":{"kind":"penalty","alpha":1e308},"search":{"candidates":9,"variations":0,"steps":0,"rounds":1,"slots":1,"agents":0}}`))
	f.Add([]byte(`{"objective":{"kind":"penalty"},"network":null,"inputs":"log","batch":1e15,"samples":0.5,"learningRate":-0}`))
	f.Add([]byte(`{"objective":[],"iterations":9007199254740993,"patience":1e300}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var o Options
		if json.Unmarshal(data, &o) != nil {
			if o != (Options{}) {
				t.Error("rejected options left something behind")
			}
			return
		}
		if err := o.Validate(); err != nil {
			t.Fatal(err)
		}
		full, err := o.complete([]size{{3, 2}})
		if bad := (*core.InputError)(nil); err != nil {
			if !errors.As(err, &bad) {
				t.Error(err)
			}
			return
		}
		written, err := json.Marshal(full)
		if err != nil {
			t.Fatal(err)
		}
		var again Options
		if err := json.Unmarshal(written, &again); err != nil || again != full {
			t.Errorf("%s became %+v, %v", written, again, err)
		}
	})
}
