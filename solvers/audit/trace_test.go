package audit

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// A window of a trace is the same events as in the whole.
func TestWindowsOfATrace(t *testing.T) {
	g := prepare(t, talk(120, Strategy{Kind: Deviator}), Mechanism{Name: AdaAudit, C: 0.2})
	whole := trace(t, g, TraceOptions{Seed: 2, To: 120})
	if len(whole.Events) != 120 || whole.Next != nil {
		t.Fatalf("%d events, next %v", len(whole.Events), whole.Next)
	}
	part := trace(t, g, TraceOptions{Seed: 2, From: 40, To: 60})
	if !reflect.DeepEqual(part.Events, whole.Events[39:60]) {
		t.Error("rounds 40 to 60 differ")
	}
	none := trace(t, g, TraceOptions{Seed: 2, From: 61, To: 60})
	if len(none.Events) != 0 || !reflect.DeepEqual(none.Totals, part.Totals) {
		t.Errorf("no events: %+v", none)
	}
}

// A player is offered each round what it may know, plays, may take back a move, and is out once it has been caught.
func TestPlayingRoundByRound(t *testing.T) {
	g := prepare(t, talk(60, Strategy{}), Mechanism{Name: UnifAudit, P: 0.3})
	p := &Player{Agent: 1}
	honest := trace(t, g, TraceOptions{Seed: 6, To: 60})
	caught := 0
	for to := 0; to < 60; to++ {
		now := trace(t, g, TraceOptions{Seed: 6, From: to + 1, To: to, Player: p})
		if now.Next == nil {
			caught = now.Totals.Agents[1].Eliminated
			break
		}
		e := honest.Events[to] // luck is the same
		if o := now.Next; o.Round != to+1 || o.Utility != e.Utilities[1] || o.Chance != 0.3 || !(o.Ahead >= 0) || len(o.Living) != 3 {
			t.Fatalf("offer %+v in round %d", o, to+1)
		}
		if now.Next.Win < 0.5 { // lie when the truth is unlikely to win
			p.Moves = append(p.Moves, Move{to + 1, 1})
		}
	}
	if caught == 0 {
		t.Fatal("the player was never caught: the test has no teeth")
	}
	last := p.Moves[len(p.Moves)-1]
	if last.Round != caught {
		t.Errorf("caught in round %d, last lie in round %d", caught, last.Round)
	}
	end := trace(t, g, TraceOptions{Seed: 6, To: 60, Player: p})
	if e := end.Events[caught-1]; !e.Caught || e.Winner != 1 || e.Reports[1] != 1 || e.Utilities[1] >= 1 {
		t.Errorf("round %d: %+v", caught, e)
	}
	if end.Next != nil || end.Events[caught].Reports[1] != 0 {
		t.Errorf("after elimination: next %+v, %+v", end.Next, end.Events[caught])
	}
	p.Moves = p.Moves[:len(p.Moves)-1]
	back := trace(t, g, TraceOptions{Seed: 6, From: caught, To: caught, Player: p})
	if back.Next == nil || back.Totals.Agents[1].Eliminated != 0 {
		t.Errorf("after taking the lie back: %+v", back.Totals.Agents[1])
	}
}

// In other rounds than those of its moves the player's agent follows its strategy.
func TestMovesOverrideTheStrategy(t *testing.T) {
	s := talk(50, Strategy{})
	s.Agents[2].Strategy = Strategy{Kind: Max}
	g := prepare(t, s, Mechanism{Name: NoAudits})
	got := trace(t, g, TraceOptions{To: 50, Player: &Player{2, []Move{{7, 0}, {9, 0.5}}}})
	for _, e := range got.Events {
		want := 1.0
		switch e.Round {
		case 7:
			want = 0
		case 9:
			want = 0.5
		}
		if e.Reports[2] != want || e.Reports[0] != e.Utilities[0] {
			t.Errorf("round %d: reports %v, utilities %v", e.Round, e.Reports, e.Utilities)
		}
	}
}

func TestTraceOnTheWire(t *testing.T) {
	g := prepare(t, talk(50, Strategy{}), Mechanism{Name: AdaAudit, C: 0.2})
	data, err := json.Marshal(trace(t, g, TraceOptions{To: 5, Player: &Player{}}))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"events":[{"round":1,"utilities":[`, `"winner":`, `"estimates":[`, `"totals":{"regret":0,`,
		`"next":{"round":6,"utility":`, `"chance":1,`, `"living":[0,1,2]`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("%s lacks %s", data, want)
		}
	}
	flagged, err := json.Marshal([]Event{{Flagged: FlaggedByOthers}, {Flagged: FlaggedByWinner}, {}})
	if err != nil {
		t.Fatal(err)
	}
	if s := string(flagged); strings.Count(s, "flagged") != 2 || !strings.Contains(s, `"flagged":"others"`) || !strings.Contains(s, `"flagged":"winner"`) {
		t.Errorf("flags: %s", s)
	}
}

func trace(t *testing.T, g *Game, o TraceOptions) *Trace {
	t.Helper()
	got, err := g.Trace(o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return got
}
