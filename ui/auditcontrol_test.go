package ui

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"fallow/ui/fallow"
	"fallow/ui/state"
)

// newGame is a game of the reader's own, before its first round.
func newGame(t *testing.T, auditor fakeAuditor) (*PlayControl, *desk, *fakeEngine) {
	t.Helper()
	engine := &fakeEngine{fakeAuditor: auditor}
	p, d := newSettledPage(t, engine)
	d.do(p.Play.Again)
	d.settle()
	return p.Play, d, engine
}

func TestFirstViewIsAnExampleOfCheating(t *testing.T) {
	p, d := newSettledPage(t, &fakeEngine{fakeAuditor: fakeAuditor{catch: 6}})
	s := p.Play.State
	if !s.Example || s.CaughtIn() != 6 || len(s.Rounds) != s.Choice.Rounds || len(s.Honest) != s.Choice.Rounds {
		t.Fatalf("example %v, caught in %d, %d rounds", s.Example, s.CaughtIn(), len(s.Rounds))
	}
	d.do(p.Play.TakeBack)
	d.settle()
	if s.Example || s.CaughtIn() != 0 || s.Offer == nil || s.Offer.Round != 6 {
		t.Errorf("taken back: example %v, offer %+v", s.Example, s.Offer)
	}
}

// A lie wins what the truth would not, and what honesty would have brought runs beside it.
func TestPlayingAgainstTheAuditor(t *testing.T) {
	c, d, _ := newGame(t, fakeAuditor{catch: 3})
	d.do(func() { c.State.SetReport(1); c.Say() })
	d.settle()
	d.do(c.TellTruth)
	d.settle()
	s := c.State
	if got := s.Score(); len(got) != 2 || math.Abs(got[1]-1.2) > 1e-9 || s.Honest[1] != .8 {
		t.Fatalf("the reader has %v, honesty %v", got, s.Honest)
	}
	d.do(func() { c.State.SetReport(.9); c.Say() })
	d.settle()
	if s.CaughtIn() != 3 || !s.Over() || len(s.Rounds) != s.Choice.Rounds {
		t.Errorf("caught in %d, %d rounds played", s.CaughtIn(), len(s.Rounds))
	}
	if news := (&Play{Control: c}).news(); !strings.Contains(news, "Round 3: they looked, and you are out.") {
		t.Errorf("news %q", news)
	}
	d.do(c.TakeBack)
	d.settle()
	if s.Offer == nil || s.Offer.Round != 3 || s.Report != .4 || len(s.Moves) != 2 {
		t.Errorf("taken back: %+v, moves %v", s.Offer, s.Moves)
	}
}

func TestSkippingEndsWithTheGame(t *testing.T) {
	c, d, _ := newGame(t, fakeAuditor{})
	for range 6 {
		d.do(func() { c.Skip(5) })
		d.settle()
	}
	if s := c.State; !s.Over() || len(s.Rounds) != 20 || s.Lies() != 0 || s.Score()[19] != s.Honest[19] {
		t.Errorf("over %v after %d rounds, %d lies", s.Over(), len(s.Rounds), s.Lies())
	}
}

// Answers about a game that the reader has left change nothing.
func TestStaleRoundsAreDropped(t *testing.T) {
	c, d, _ := newGame(t, fakeAuditor{})
	d.do(func() {
		c.Skip(5)
		c.NewLuck()
	})
	d.settle()
	if s := c.State; len(s.Rounds) != 0 || s.Offer == nil || s.Offer.Round != 1 || s.Waiting {
		t.Errorf("%d rounds, offer %+v, waiting %v", len(s.Rounds), s.Offer, s.Waiting)
	}
}

func TestMeasuringCanBeCancelled(t *testing.T) {
	begun := make(chan bool)
	engine := &fakeEngine{}
	p, d := newSettledPage(t, engine)
	engine.simulate = func(ctx context.Context, progress func(done, total float64)) error {
		progress(1, 2)
		begun <- true
		<-ctx.Done()
		return ctx.Err()
	}
	d.do(func() {
		p.Plane.State.Choose(func(c *state.PlaneChoice) { c.Rounds = 1000 })
		p.Plane.Measure()
	})
	<-begun
	d.do(func() {
		if done := p.Plane.State.Done; done <= 0 || done >= 1 {
			t.Errorf("done %g", done)
		}
		p.Plane.Cancel()
	})
	d.settle()
	if s := p.Plane.State; s.Busy || s.Problem != "" || s.Shown.Rounds == 1000 || s.Results == nil {
		t.Errorf("busy %v, problem %q, shown %+v", s.Busy, s.Problem, s.Shown)
	}
}

func TestMeasuringThatFailsSaysSo(t *testing.T) {
	engine := &fakeEngine{}
	p, d := newSettledPage(t, engine)
	engine.simulate = func(context.Context, func(done, total float64)) error { return errors.New("a worker died") }
	d.do(p.Plane.NewLuck)
	d.settle()
	if p.Plane.State.Problem != "A worker died." {
		t.Errorf("problem %q", p.Plane.State.Problem)
	}
}

func TestPlayFailuresAreSentences(t *testing.T) {
	c, d, engine := newGame(t, fakeAuditor{})
	engine.fault = errors.New("a worker died")
	d.do(c.Say)
	d.settle()
	if s := c.State; s.Problem != "A worker died." || s.Waiting || s.Offer == nil {
		t.Fatalf("problem %q, offer %v", s.Problem, s.Offer)
	}
	engine.fault = nil
	d.do(c.Say)
	d.settle()
	if s := c.State; s.Problem != "" || len(s.Rounds) != 1 || len(s.Moves) != 1 || len(s.Steps) != 1 {
		t.Errorf("problem %q after %d rounds", s.Problem, len(s.Rounds))
	}
}

func TestWordsOfARound(t *testing.T) {
	for want, r := range map[string]state.PlayedRound{
		"you told the truth, team B got it. Nobody looked.":                               {Worth: .3, Said: .3, Winner: 1},
		"you told the truth, you got it. They looked: it was true.":                       {Worth: .3, Said: .3, Audited: true},
		"you said 1.00 for 0.30, you got it. Nobody looked.":                              {Worth: .3, Said: 1},
		"you told the truth, team C got it, they looked and it was a lie: team C is out.": {Worth: .3, Said: .3, Winner: 2, Audited: true, Caught: true},
	} {
		if got := roundNews(r); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// What an offer says holds among the honest, and where the others may lie the page says so.
func TestOffersAreAboutTheHonest(t *testing.T) {
	c, d, _ := newGame(t, fakeAuditor{})
	for others, condition := range []bool{state.OthersHonest: false, state.OthersCalculate: true} {
		d.do(func() { c.Choose(func(ch *state.PlayChoice) { ch.Others = others }) })
		d.settle()
		view := &Play{Control: c}
		told := []string{view.weighed()}
		for _, s := range view.stakes() {
			if strings.Contains(s.name, "truth") || strings.Contains(s.name, "come") {
				told = append(told, s.name)
			}
		}
		for _, text := range told {
			if len(told) != 3 || strings.Contains(text, "honest, ") != condition {
				t.Errorf("others %d: %q", others, text)
			}
		}
	}
}

// A game out of an address was played at one press, with lies in it.
func TestNewsOfManyRoundsCountsLies(t *testing.T) {
	for said, want := range map[string]string{"": "Rounds 1 to 5, honestly: ", "&said=1:0.9": "Rounds 1 to 5, with one lie: ", "&said=1:0.9,3:1": "Rounds 1 to 5, with 2 lies: "} {
		p, _ := addressed(t, "play?rounds=200&played=5"+said)
		if news := (&Play{Control: p.Play}).news(); !strings.HasPrefix(news, want) {
			t.Errorf("%q: %q", said, news)
		}
	}
}

// How often UnifAudit looks is asked where it looks.
func TestChanceIsUnifAuditsAlone(t *testing.T) {
	c, d, _ := newGame(t, fakeAuditor{})
	for rule := range playRules {
		d.do(func() { c.Choose(func(ch *state.PlayChoice) { ch.Rule = rule }) })
		d.settle()
		asked := (&Play{Control: c}).choices()
		if last := asked[len(asked)-1].name; (last == "play-chance") != (rule == state.PlayUniform) {
			t.Errorf("rule %d: the last question is %q", rule, last)
		}
	}
}

// Titles say what the picture under them shows.
func TestAuditTitlesFollowWhatIsShown(t *testing.T) {
	p, d := newSettledPage(t, &fakeEngine{})
	view := &Plane{Control: p.Plane}
	const few, rising = "A few looks in the right places", "AdaAudit looks harder"
	for _, c := range []struct {
		conduct        int
		audits, regret float64
		rates          [][2]float64
		title, looks   string
	}{
		{state.ConductHasty, 50, .7, [][2]float64{{900, .01}, {10, 1}}, few, rising},
		{state.ConductHasty, 764, .8, [][2]float64{{900, .3}, {10, 1}}, "AdaAudit loses almost nothing, but", rising},
		{state.ConductHonest, 50, 0, [][2]float64{{900, .01}, {10, 1}}, "Where nobody lies", rising},
		{state.ConductReckless, 3, 810, [][2]float64{{900, .03}, {10, 0}}, "Where somebody looks, who always lies is soon out", "After a few rounds everybody was out"},
	} {
		s := p.Plane.State
		s.Shown = state.PlaneChoice{Rounds: 1000, Conduct: c.conduct}
		s.Results[0] = state.Measured{Audits: fallow.Estimate{Mean: c.audits}, Regret: fallow.Estimate{Mean: c.regret}, Rates: c.rates}
		if title, looks := view.title(), view.looksTitle(); !strings.HasPrefix(title, c.title) || !strings.HasPrefix(looks, c.looks) {
			t.Errorf("%+v: %q, %q", c, title, looks)
		}
	}
	game := &Play{Control: p.Play}
	d.do(func() { p.Play.Choose(func(ch *state.PlayChoice) { ch.Rule = state.PlayUnlooked }) })
	d.settle()
	if strings.Contains(game.takeaway(), "until") || strings.Contains(game.try(), "in time") {
		t.Errorf("nobody looks: %q, %q", game.takeaway(), game.try())
	}
	burn := &Burn{Control: p.Burn}
	d.do(func() { p.Burn.State.Choose(1) })
	if strings.Contains(burn.title()+burn.try(), "grows") {
		t.Errorf("nothing grows: %q, %q", burn.title(), burn.try())
	}
}
