package state

import (
	"testing"

	"fallow/ui/fallow"
)

func playedEvent(round, winner int, worth, said float64, audited, caught bool) fallow.AuditEvent {
	return fallow.AuditEvent{
		Round: round, Winner: winner, Utilities: []float64{worth, .6, .5}, Reports: []float64{said, .6, .5}, Audited: audited, Caught: caught,
	}
}

func offer(round int, utility float64) *fallow.AuditOffer {
	return &fallow.AuditOffer{Round: round, Utility: utility}
}

// midway is a game after an honest round that the reader won, and a lie that was not looked at.
func midway() *Play {
	p := NewPlay()
	p.Begin()
	p.Advance(nil, nil, offer(1, .8))
	p.Press(nil)
	p.Advance([]fallow.AuditEvent{playedEvent(1, You, .8, .8, true, false)}, []fallow.AuditEvent{playedEvent(1, You, .8, .8, true, false)}, offer(2, .3))
	p.Press([]fallow.AuditMove{{Round: 2, Report: 1}})
	p.Advance([]fallow.AuditEvent{playedEvent(2, You, .3, 1, false, false)}, []fallow.AuditEvent{playedEvent(2, 1, .3, .3, false, false)}, offer(3, .7))
	return p
}

func TestPlayKeepsBothTotals(t *testing.T) {
	p := midway()
	if got := p.Score(); len(got) != 2 || got[0] != .8 || got[1] != .8+.3 {
		t.Errorf("the reader has %v", got)
	}
	if got := p.Honest; len(got) != 2 || got[0] != .8 || got[1] != .8 {
		t.Errorf("honesty has %v", got)
	}
	if p.Lies() != 1 || p.Looks() != 1 || p.Over() || p.Report != .7 {
		t.Errorf("%d lies, %d looks, over %v, about to say %g", p.Lies(), p.Looks(), p.Over(), p.Report)
	}
}

func TestPlayEndsForWhoIsCaught(t *testing.T) {
	p := midway()
	p.Press([]fallow.AuditMove{{Round: 3, Report: 1}})
	lie := playedEvent(3, You, .7, 1, true, true)
	after := playedEvent(4, 1, .9, 0, false, false)
	p.Advance([]fallow.AuditEvent{lie, after}, nil, nil)
	if !p.Over() || p.CaughtIn() != 3 || p.Lies() != 2 {
		t.Errorf("over %v, caught in %d, %d lies", p.Over(), p.CaughtIn(), p.Lies())
	}
	if got := p.Score(); got[2] != .8+.3+.7 || got[3] != got[2] {
		t.Errorf("the reader keeps what it got and no more: %v", got)
	}
}

// Taking back undoes one press, and what honesty would have brought stays known.
func TestTakeBack(t *testing.T) {
	p := midway()
	if !p.TakeBack() || len(p.Rounds) != 1 || len(p.Moves) != 0 || len(p.Honest) != 2 {
		t.Errorf("%d rounds, moves %v, honest %v", len(p.Rounds), p.Moves, p.Honest)
	}
	if !p.TakeBack() || p.TakeBack() {
		t.Error("as much can be taken back as was pressed")
	}
}

func TestRulesOfTheGame(t *testing.T) {
	p := NewPlay()
	for rule, name := range []string{"no-audits", "unif-audit", "ada-audit"} {
		p.Choose(func(c *PlayChoice) { c.Rule = rule })
		if got := p.Choice.Mechanism(); got.Name != name || (got.P != 0) != (rule == PlayUniform) || (got.C != 0) != (rule == PlayAdaptive) {
			t.Errorf("rule %d is %+v", rule, got)
		}
	}
	p.Choose(func(c *PlayChoice) { c.Others = OthersCalculate })
	for i, a := range p.Setup().Agents {
		if (a.Strategy == nil) != (i == You) {
			t.Errorf("agent %d: strategy %v", i, a.Strategy)
		}
	}
}
