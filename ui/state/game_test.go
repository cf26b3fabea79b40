package state

import (
	"errors"
	"math"
	"testing"

	"fallow/core"
	"fallow/ui/fallow"
)

func TestGameIsFigure1(t *testing.T) {
	g := NewGame()
	if got := g.Ratio(); got != 0.5 {
		t.Errorf("the reader begins with the ratio %g, not with the truth", got)
	}
	if g.Lying() {
		t.Error("the reader begins with a lie")
	}
	if err := g.Truth.Validate(); err != nil {
		t.Error(err)
	}
}

// What the reader gets is worth what it is truly worth, whatever was said of it.
func TestUtilityIsTheTrueOne(t *testing.T) {
	g := NewGame()
	if err := g.SetReport(1, 0.3); err != nil {
		t.Fatal(err)
	}
	if g.Lying() {
		t.Error("what is shown counts as a lie before it was computed")
	}
	g.ShowOutcomes([]float64{1, 0.3}, []*fallow.Outcome{{Allocation: []float64{0.25, 1, 0.75, 0}}})
	if !g.Lying() {
		t.Error("what is shown does not count as a lie")
	}
	if got, want := g.Players[0].Now, 0.25*1+1*0.5; got != want {
		t.Errorf("true utility %g, want %g", got, want)
	}
	if in := g.Reported(); in.Values[1] != 0.3 || g.Truth.Values[1] != 0.5 {
		t.Errorf("reported %v, truth %v", in.Values, g.Truth.Values)
	}
}

func TestBadReportsChangeNothing(t *testing.T) {
	for _, value := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		g := NewGame()
		before := g.Count()
		err := g.SetReport(1, value)
		var input *core.InputError
		if !errors.As(err, &input) || input.Path != "values[0][1]" {
			t.Errorf("report %g: error %v", value, err)
		}
		if g.Report[1] != 0.5 || g.Count() != before {
			t.Errorf("report %g changed the game", value)
		}
	}
}

// PF jumps where the reader sounds exactly like the other team; the curve must show both sides of the cliff and must
// not ask what happens on its edge.
func TestCurvesStraddleTheCliff(t *testing.T) {
	g := NewGame()
	cliff := g.Cliff()
	below, above := 0, 0
	for k, r := range g.Ratios {
		if k > 0 && r <= g.Ratios[k-1] {
			t.Fatalf("ratio %d is not above the one before", k)
		}
		switch {
		case r == cliff:
			t.Error("a point lies on the edge")
		case r < cliff && r > cliff*.999:
			below++
		case r > cliff && r < cliff*1.001:
			above++
		}
	}
	if below != 1 || above != 1 {
		t.Errorf("%d points just below and %d just above the cliff, want one each", below, above)
	}
	for k, in := range g.Alternatives() {
		if err := in.Validate(); err != nil || in.Values[1]/in.Values[0] != g.Ratios[k] {
			t.Fatalf("alternative %d: %v, %v", k, in.Values, err)
		}
	}
}

func TestBestLieGoesOnTheSliders(t *testing.T) {
	g := NewGame()
	g.StartSearch()
	g.ShowLies([]*fallow.BestResponse{
		{Values: []float64{0.4, 0.1004}, Truthful: .75, Best: .87, Gain: .12},
		{Values: []float64{1, 0.5}, Truthful: .45, Best: .45},
		{Values: []float64{1, 0.5}, Truthful: .75, Best: .75},
	})
	if g.Searching || !g.Searched {
		t.Error("the search has not ended")
	}
	if g.Report[0] != 1 || math.Abs(g.Report[1]-0.251) > 1e-12 {
		t.Errorf("the sliders stand at %v", g.Report)
	}
}

func TestSearchThatFindsNothingLeavesTheSliders(t *testing.T) {
	g := NewGame()
	lie := &fallow.BestResponse{Values: []float64{3, 3}, Truthful: .75, Best: .75 + 1e-9, Gain: 1e-9}
	g.ShowLies([]*fallow.BestResponse{lie, lie, lie})
	if g.Ratio() != 0.5 {
		t.Errorf("the sliders moved to %v for nothing", g.Report)
	}
}

func TestNetworkTakesItsPlace(t *testing.T) {
	g := NewGame()
	g.SetNetwork(Trained(fixedSize{}))
	g.SetNetwork(Trained(fixedSize{}))
	if len(g.Players) != 4 {
		t.Fatalf("%d players, want 4", len(g.Players))
	}
	if g.Complete() {
		t.Error("a network that was never asked counts as computed")
	}
}
