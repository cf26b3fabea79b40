package state

import (
	"errors"
	"math"
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
