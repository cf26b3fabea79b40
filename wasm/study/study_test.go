package study

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"fallow/core"
	"fallow/net/kernels"
)

// tiny is the smallest size in which every part of every study has something to do.
func tiny(s *Study) Config {
	c := Config{Seed: 3, Instances: 8, Searched: 4, Evaluations: 12, Repeats: 2, Training: 2}
	if s.Name == "figure5" {
		c.Instances, c.Searched, c.Evaluations, c.Baselines = 2, 1, 4, true
	}
	return c
}

// trained trains the networks of a plan, once each.
func trained(t *testing.T, p *Plan) Models {
	t.Helper()
	models := map[string]Model{}
	for _, r := range p.Recipes {
		r.Options.Batch, r.Options.Network.Width, r.Options.Network.Depth = 8, 8, 1
		if r.Options.Samples > 0 {
			r.Options.Samples = 8
		}
		m, err := r.Train(t.Context(), kernels.Best(), nil)
		if err != nil {
			t.Fatalf("%s: %v", r.Name, err)
		}
		models[r.Name] = Model{m, "hash of " + r.Name}
	}
	return func(name string) (Model, error) {
		if m, ok := models[name]; ok {
			return m, nil
		}
		return Model{}, fmt.Errorf("the network %q is missing", name)
	}
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Every study runs in a tiny size, and any split of its units over workers, in any order, gives the same bytes.
func TestUnitsAreIndependent(t *testing.T) {
	for _, s := range Catalogue() {
		t.Run(s.Name, func(t *testing.T) {
			p, err := s.Plan(tiny(s))
			if err != nil {
				t.Fatal(err)
			}
			models := trained(t, p)
			result, err := p.Run(t.Context(), models, nil)
			if err != nil {
				t.Fatal(err)
			}
			workers := []*Worker{NewWorker(p, models), NewWorker(p, models), NewWorker(p, models)}
			records := make([][]float64, p.Units())
			for k := range slices.Backward(records) {
				if records[k], err = workers[(k*k+k/2)%3].Run(t.Context(), k); err != nil {
					t.Fatal(err)
				}
			}
			split, err := p.Summarise(records, models)
			if err != nil {
				t.Fatal(err)
			}
			// What is measured in seconds never repeats.
			checkTiming(t, result)
			for _, r := range []*Result{result, split} {
				r.Timing = nil
				if s.Name == "table1" {
					r.Verdicts = nil
				}
			}
			if a, b := marshal(t, result), marshal(t, split); !bytes.Equal(a, b) {
				t.Errorf("a split over three workers gives\n%s\nnot\n%s", b, a)
			}
			checkTable(t, result)
		})
	}
}

func checkTiming(t *testing.T, r *Result) {
	t.Helper()
	for _, row := range r.Timing {
		if !(row.Mean > 0) {
			t.Errorf("%s of %s is %v", row.Metric, row.Series, row.Mean)
		}
	}
}

// checkTable checks what holds for every result.
func checkTable(t *testing.T, r *Result) {
	t.Helper()
	if len(r.Rows) == 0 && r.Study != "table1" {
		t.Error("there are no rows")
	}
	seen := map[string]bool{}
	for _, row := range r.Rows {
		if math.IsNaN(row.Mean) || math.IsInf(row.Mean, 0) {
			t.Errorf("%+v has no mean", row)
		}
		key := fmt.Sprint(row.Series, row.System, row.Setting, row.X, row.Metric)
		if seen[key] {
			t.Errorf("there are two rows for %s", key)
		}
		seen[key] = true
		for _, name := range []string{row.Series, row.Metric} {
			if r.Labels[name] == "" {
				t.Errorf("%q has no label", name)
			}
		}
		if row.Setting != "" && r.Labels[row.Setting] == "" {
			t.Errorf("%q has no label", row.Setting)
		}
	}
	for _, v := range r.Verdicts {
		if v.Claim == "" || v.Found == "" || !v.Agrees && v.Why == "" && r.Config.Instances > 100 {
			t.Errorf("verdict %+v leaves the reader without an answer", v)
		}
	}
	var back Table
	if err := json.Unmarshal(marshal(t, r.Rows), &back); err != nil {
		t.Fatal(err)
	}
	if !sameTable(r.Rows, back) {
		t.Error("the rows do not survive JSON")
	}
	var csv bytes.Buffer
	if err := r.Rows.WriteCSV(&csv); err != nil {
		t.Fatal(err)
	}
	back, err := ReadCSV(&csv)
	if err != nil {
		t.Fatal(err)
	}
	if !sameTable(r.Rows, back) {
		t.Error("the rows do not survive CSV")
	}
}

// sameTable compares tables in which what there is not is NaN.
func sameTable(a, b Table) bool {
	return slices.EqualFunc(a, b, func(x, y Row) bool {
		return fmt.Sprintf("%v", x) == fmt.Sprintf("%v", y)
	})
}

func TestCancelStopsAStudy(t *testing.T) {
	p, err := figure4.Plan(Config{Seed: 1, Instances: 1_000_000, Searched: 1000, Evaluations: 1000, Repeats: 1, Baselines: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	asked := 0
	_, err = NewWorker(p, nil).Run(counting{ctx, func() {
		if asked++; asked == 100 {
			cancel()
		}
	}}, 0)
	if err == nil || ctx.Err() == nil {
		t.Fatalf("the unit ended with %v after %d questions", err, asked)
	}
	if asked > 200 {
		t.Errorf("the unit went on for %d questions after it was cancelled", asked-100)
	}
}

// counting counts how often a context is asked.
type counting struct {
	context.Context
	count func()
}

func (c counting) Err() error {
	c.count()
	return c.Context.Err()
}

func TestConfigIsParsed(t *testing.T) {
	got, err := ParseConfig([]byte(`{"seed": 7, "instances": 50}`), figure8.Quick)
	want := figure8.Quick
	want.Seed, want.Instances, want.Searched = 7, 50, 50
	if bad, ok := err.(*core.InputError); !ok || bad.Path != "searched" {
		t.Errorf("more searched than there are gives %v", err)
	}
	if got, err = ParseConfig([]byte(`{"seed": 7, "instances": 50, "searched": 50}`), figure8.Quick); err != nil || got != want {
		t.Errorf("parsed %+v, %v, want %+v", got, err, want)
	}
	for path, text := range map[string]string{
		"seed": `{"seed": "one"}`, "instances": `{"instances": 1.5}`, "instance": `{"instance": 3}`,
		"Seed": `{"Seed": 3}`, "": `3`,
	} {
		_, err := ParseConfig([]byte(text), figure8.Quick)
		if bad, ok := err.(*core.InputError); !ok || bad.Path != path {
			t.Errorf("%s gives %v", text, err)
		}
	}
}

func TestConfigIsChecked(t *testing.T) {
	good := figure4.Quick
	for path, change := range map[string]func(*Config){
		"seed":        func(c *Config) { c.Seed = 1 << 53 },
		"instances":   func(c *Config) { c.Instances = 0 },
		"searched":    func(c *Config) { c.Searched = c.Instances + 1 },
		"evaluations": func(c *Config) { c.Evaluations = 0 },
		"repeats":     func(c *Config) { c.Repeats = -1 },
		"training":    func(c *Config) { c.Training = -1 },
	} {
		c := good
		change(&c)
		_, err := figure4.Plan(c)
		if bad, ok := err.(*core.InputError); !ok || bad.Path != path {
			t.Errorf("a bad %s gives %v", path, err)
		}
	}
	if _, err := Find("figure3"); err == nil {
		t.Error("figure3 is not a study, but was found")
	}
	for _, s := range Catalogue() {
		found, err := Find(s.Name)
		if err != nil || !reflect.DeepEqual(found.Quick, s.Quick) {
			t.Errorf("%s is not found: %v", s.Name, err)
		}
		for _, c := range []Config{s.Quick, s.Full} {
			if err := c.Validate(); err != nil {
				t.Errorf("%s: %v", s.Name, err)
			}
		}
	}
}
