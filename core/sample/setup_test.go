package sample_test

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"testing"

	"fallow/core"
	"fallow/core/sample"
)

func checkInputError(t *testing.T, what string, err error, path string) {
	t.Helper()
	var bad *core.InputError
	if !errors.As(err, &bad) || bad.Path != path || bad.Reason == "" {
		t.Errorf("%s: got %v, want an InputError at %s", what, err, path)
	}
}

func TestDefaults(t *testing.T) {
	s := sample.Setup{Agents: 5, Resources: 2}
	if s.Units() != 2.5 || s.Asking() != .5 || s.Kind() != sample.Truthful {
		t.Errorf("%v units, asking %v, %s", s.Units(), s.Asking(), s.Kind())
	}
	s.Budget, s.DemandProbability, s.Distribution = new(0.0), new(0.0), sample.Perturbed
	if s.Units() != 0 || s.Asking() != 0 || s.Kind() != sample.Perturbed {
		t.Errorf("what was set counts, zero too: %v units, asking %v, %s", s.Units(), s.Asking(), s.Kind())
	}
}

func TestBadSetups(t *testing.T) {
	for _, c := range []struct {
		path  string
		spoil func(*sample.Setup)
	}{
		{"agents", func(s *sample.Setup) { s.Agents = 0 }},
		{"agents", func(s *sample.Setup) { s.Agents, s.Resources = core.MaxEntries, 2 }},
		{"resources", func(s *sample.Setup) { s.Resources = -1 }},
		{"budget", func(s *sample.Setup) { s.Budget = new(math.NaN()) }},
		{"budget", func(s *sample.Setup) { s.Budget = new(-.5) }},
		{"budget", func(s *sample.Setup) { s.Budget = new(math.Inf(1)) }},
		{"demandProbability", func(s *sample.Setup) { s.DemandProbability = new(1.5) }},
		{"demandProbability", func(s *sample.Setup) { s.DemandProbability = new(math.NaN()) }},
		{"distribution", func(s *sample.Setup) { s.Distribution = "hopeful" }},
	} {
		s := sample.Setup{Agents: 2, Resources: 2}
		c.spoil(&s)
		checkInputError(t, "validated", s.Validate(), c.path)
		_, err := sample.NewSampler(s, 1, nil)
		checkInputError(t, "sampled", err, c.path)
	}
}

func TestSetupJSON(t *testing.T) {
	for text, want := range map[string]sample.Setup{
		`{"agents":2,"resources":3}`: {Agents: 2, Resources: 3},
		`{"agents":2,"resources":3,"budget":0,"demandProbability":0,"distribution":"perturbed"}`: {
			Agents: 2, Resources: 3, Budget: new(0.0), DemandProbability: new(0.0), Distribution: sample.Perturbed},
	} {
		var got sample.Setup
		if err := json.Unmarshal([]byte(text), &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
		if data, err := json.Marshal(got); err != nil || string(data) != text {
			t.Errorf("%s became %s (%v)", text, data, err)
		}
	}
	for text, path := range map[string]string{
		`{"resources":2}`:                                               "agents",
		`{"agents":2}`:                                                  "resources",
		`{"agents":2.5,"resources":2}`:                                  "agents",
		`{"agents":1e300,"resources":2}`:                                "agents",
		`{"agents":"2","resources":2}`:                                  "agents",
		`{"agents":2,"resources":[]}`:                                   "resources",
		`{"agents":2,"resources":2,"budget":"all"}`:                     "budget",
		`{"agents":2,"resources":2,"budget":-1}`:                        "budget",
		`{"agents":2,"resources":2,"demandProbability":2}`:              "demandProbability",
		`{"agents":2,"resources":2,"distribution":3}`:                   "distribution",
		`{"agents":2,"resources":2,"distribution":"TRUTHFUL"}`:          "distribution",
		`{"agents":2,"resources":2,"budget":1e999,"distribution":null}`: "budget",
		`{"agents":2,"resources":2,"distribution":""}`:                  "distribution",
		`{"agents":2,"Resources":2}`:                                    "Resources",
		`{"agents":2,"resources":2,"weights":1}`:                        "weights",
		`[]`:                                                            "",
	} {
		s := sample.Setup{Agents: 7}
		checkInputError(t, text, json.Unmarshal([]byte(text), &s), path)
		if s.Agents != 7 {
			t.Errorf("%s changed the setup", text)
		}
	}
}

// Whatever is read is valid and survives being written and read again.
func FuzzSetupJSON(f *testing.F) {
	f.Add([]byte(`{"agents":10,"resources":3,"budget":2.5,"demandProbability":1,"distribution":"adversarial"}`))
	f.Add([]byte(`{"agents":1e9,"resources":1e300}`))
	f.Add([]byte(`{"agents":"two","resources":[2],"distribution":null}`))
	f.Add([]byte(`{"AGENTS":2,"agents":1.5,"resources":-0,"budget":-1e-320}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var s, again sample.Setup
		if json.Unmarshal(data, &s) != nil {
			if s != (sample.Setup{}) {
				t.Error("a rejected setup left something behind")
			}
			return
		}
		if err := s.Validate(); err != nil {
			t.Fatal(err)
		}
		written, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(written, &again); err != nil || !reflect.DeepEqual(s, again) {
			t.Errorf("%s became %+v, %v", written, again, err)
		}
	})
}
