package state

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"slices"
	"testing"

	"fallow/ui/fallow"
)

func TestFrontierIsMeasuredOnce(t *testing.T) {
	f := NewFrontier()
	f.Present(0, &FrontierResult{Points: []FrontierPoint{{Family: "pf", Welfare: 1}}})
	if f.Choose(0) {
		t.Error("what came with the page is measured again")
	}
	if !f.Choose(1) {
		t.Fatal("nothing is known of the second setting, and nobody is asked")
	}
	rules := FrontierRules(FrontierSettings[1])
	f.Begin(len(rules))
	if f.Choose(0); f.Setting != 1 {
		t.Error("the setting changes under its own measurement")
	}
	pf := &fallow.Evaluation{NSW: fallow.Estimate{Mean: .2}, Exploitability: &fallow.Estimate{Mean: .01}}
	for _, rule := range rules {
		f.Add(rule, &fallow.Evaluation{NSW: fallow.Estimate{Mean: .1}, Exploitability: &fallow.Estimate{Mean: .004}}, pf)
	}
	f.Finish()
	if f.Choose(1) || len(f.Shown().Points) != len(rules) || f.Shown().Points[1].Welfare != .5 {
		t.Errorf("%d of %d points, the second %+v", len(f.Shown().Points), len(rules), f.Shown().Points[1])
	}
}

func TestAFailedMeasurementLeavesNothingHalf(t *testing.T) {
	f := NewFrontier()
	f.Choose(2)
	f.Begin(3)
	f.Fail(errors.New("a worker died"))
	if f.Choose(2); f.Setting != 2 {
		t.Fatal("the setting cannot be chosen again")
	}
	f.Begin(3)
	if f.Cancelled(); f.Setting != 0 || f.Found[2] != nil || f.Measuring {
		t.Error("what was cancelled is still there")
	}
	f.Choose(2)
	f.Begin(3)
	f.Fail(errors.New("a worker died"))
	if f.Shown() != nil || f.Measuring || f.Problem != "A worker died." {
		t.Errorf("%+v", f)
	}
}

func TestTheCoinLeadsToPF(t *testing.T) {
	r := &FrontierResult{Points: []FrontierPoint{{Family: "pf", Welfare: 1, Gain: .01}, {Family: "uniform", Welfare: .9}}}
	way := r.Coin()
	first, last := way[0], way[len(way)-1]
	if math.Abs(last[0]-1) > 1e-12 || math.Abs(last[1]-.01) > 1e-12 {
		t.Errorf("the way ends at %v", last)
	}
	if math.Abs(first[0]-.9001) > 1e-12 || math.Abs(first[1]-1e-5) > 1e-12 {
		t.Errorf("the way begins at %v", first)
	}
	for _, p := range way { // on the line between the two
		if math.Abs((p[0]-.9)/.1-p[1]/.01) > 1e-9 {
			t.Errorf("%v is off the line", p)
		}
	}
	for _, family := range []string{"pf", "exs", "handicap"} {
		if FamilyOf(family) == nil {
			t.Errorf("no family %s", family)
		}
	}
}

// Every setting is measured with the network that was trained on it, and with no other.
func TestSettingsHaveTheirNetworks(t *testing.T) {
	for _, s := range FrontierSettings {
		files := map[string]bool{}
		for _, rule := range FrontierRules(s) {
			if rule.Family == "exs" {
				files[rule.Mechanism.File] = true
			}
		}
		if len(files) != 1 || !files[s.Network] {
			t.Errorf("%s is measured with %v", s.Key, files)
		}
	}
	type model struct {
		Name   string
		Recipe struct{ Setups []fallow.Setup }
	}
	var recipes []model
	bytes, err := os.ReadFile("../../assets/models/models.json")
	if err == nil {
		err = json.Unmarshal(bytes, &recipes)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range FrontierSettings {
		k := slices.IndexFunc(recipes, func(m model) bool { return "models/"+m.Name+".safetensors" == s.Network })
		if k < 0 || len(recipes[k].Recipe.Setups) != 1 || recipes[k].Recipe.Setups[0] != s.Setup {
			t.Errorf("%s has the network %s", s.Key, s.Network)
		}
	}
}

// The coin between PF and the uniform rule has a mark of its own where it was not measured.
func TestTheEvenCoinIsPlaced(t *testing.T) {
	f := NewFrontier()
	f.Choose(1)
	f.Begin(2)
	worth := func(nsw, gain float64) *fallow.Evaluation {
		return &fallow.Evaluation{NSW: fallow.Estimate{Mean: nsw}, Exploitability: &fallow.Estimate{Mean: gain, StdErr: gain / 10}}
	}
	pf := worth(.5, .02)
	f.Add(FrontierRule{Family: "pf"}, pf, pf)
	f.Add(FrontierRule{Family: "uniform"}, worth(.4, 0), pf)
	f.Finish()
	if got, want := f.Shown().Points[2], (FrontierPoint{Family: "coin", X: .5, Welfare: .9, Gain: .01, GainErr: .001}); got != want {
		t.Errorf("%+v", got)
	}
}
