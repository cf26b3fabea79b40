package ui

import (
	"strings"
	"testing"

	"fallow/ui/fallow"
	"fallow/ui/state"
)

func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		now, honest float64
		kind, text  string
	}{
		{.875, .75, "pays", "a sixth more (+16.7\u202f%): lying pays"},
		{.4375, .45, "costs", "−2.8\u202f%: lying costs you"},
		{.75, .75, "even", "0: nothing gained, nothing lost"},
		{.75 * (1 + 4e-4), .75, "even", "0: nothing gained, nothing lost"},
		{0, 0, "even", "0: nothing gained, nothing lost"},
		{.1, 0, "pays", "something instead of nothing: lying pays"},
		{0, .5, "costs", "nothing left (−100.0\u202f%): lying costs you"},
	} {
		if got := verdictOf(c.now, c.honest); got.Kind != c.kind || got.Text != c.text {
			t.Errorf("%g after %g: got %q (%s), want %q (%s)", c.now, c.honest, got.Text, got.Kind, c.text, c.kind)
		}
	}
}

// What a search found is told as large, as negligible or as nothing; never as "at least 0 %".
func TestFoundIsToldHonestly(t *testing.T) {
	page, d := newSettledPage(t, &fakeEngine{bestResponse: func(mech fallow.Mechanism) *fallow.BestResponse {
		gain := map[string]float64{"pf": .125, "pa": 3e-4, "uniform": 0}[mech.Name]
		return &fallow.BestResponse{Values: []float64{1, .25 + 1e-7}, Truthful: .75, Best: .75 + gain, Gain: gain, Evaluations: 300}
	}})
	d.do(page.Game.FindLies)
	d.settle()
	got := (&Game{Control: page.Game}).found()
	for _, want := range []string{
		"Proportional fairness: say just above 0.25 and get at least 16.7\u202f% more.",
		"Under partial allocation the best lie gains less than 0.1\u202f%.",
		"No lie pays under the uniform rule.", "900 lies tried.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	if page.Game.State.Report[1] != .25+1e-7 {
		t.Errorf("the sliders stand at %v", page.Game.State.Report)
	}
}

type numbered struct {
	fakeModel
	number int
}

// A network that begins to play while lies are looked for is looked at as well, and nothing found against another is
// said of it.
func TestFoundIsAboutTheNetworkThatPlays(t *testing.T) {
	asked := make(chan int)
	page, d := newSettledPage(t, &fakeEngine{bestResponse: func(mech fallow.Mechanism) *fallow.BestResponse {
		lie := &fallow.BestResponse{Values: []float64{1, .5}, Truthful: 1, Best: 1}
		if network, ok := mech.Model.(numbered); ok {
			asked <- network.number
			lie.Gain = float64(network.number)
		}
		return lie
	}})
	d.do(func() { page.Game.SetNetwork(state.Trained(numbered{number: 1})) })
	d.do(page.Game.FindLies)
	for number := 1; number <= 2; number++ {
		d.do(func() { page.Game.SetNetwork(state.Trained(numbered{number: 2})) })
		if got := <-asked; got != number {
			t.Fatalf("the search asks about network %d, want %d", got, number)
		}
	}
	d.settle()
	if players := page.Game.State.Players; !page.Game.State.Searched || players[len(players)-1].Lie.Gain != 2 {
		t.Errorf("found %v, of the latest network %+v", page.Game.State.Searched, players[len(players)-1].Lie)
	}
}
