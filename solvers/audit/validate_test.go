package audit

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"fallow/core"
)

func TestBadInputNamesTheField(t *testing.T) {
	ada := Mechanism{Name: AdaAudit, C: 0.2}
	nan, above := math.NaN(), 1.5
	change := func(f func(*Setup)) Setup {
		s := talk(100, Strategy{})
		f(&s)
		return s
	}
	strategy := func(s Strategy) Setup { return change(func(x *Setup) { x.Agents[1].Strategy = s }) }
	utility := func(u Utility) Setup { return change(func(x *Setup) { x.Agents[2].Utility = u }) }
	for _, c := range []struct {
		path  string
		setup Setup
		mech  Mechanism
	}{
		{"setup.rounds", talk(0, Strategy{}), ada},
		{"setup.rounds", talk(-1, Strategy{}), ada},
		{"setup.rounds", talk(MaxRounds+1, Strategy{}), ada},
		{"setup.agents", change(func(s *Setup) { s.Agents = s.Agents[:1] }), ada},
		{"setup.agents", change(func(s *Setup) { s.Agents = make([]Agent, 101) }), ada},
		{"setup.agents[2].utility.kind", utility(Utility{Kind: "normal"}), ada},
		{"setup.agents[2].utility.low", utility(Utility{Kind: Uniform, Low: 0.5, High: 0.5}), ada},
		{"setup.agents[2].utility.low", utility(Utility{Kind: Uniform, Low: nan, High: 0.5}), ada},
		{"setup.agents[2].utility.high", utility(Utility{Kind: Uniform, High: above}), ada},
		{"setup.agents[2].utility.a", utility(Utility{Kind: Beta, A: 0.4, B: 1}), ada},
		{"setup.agents[2].utility.b", utility(Utility{Kind: Beta, A: 1, B: nan}), ada},
		{"setup.agents[2].utility.values", utility(Utility{Kind: Values}), ada},
		{"setup.agents[2].utility.values[1]", utility(Utility{Kind: Values, Values: []float64{0, -1}}), ada},
		{"setup.agents[1].strategy.kind", strategy(Strategy{Kind: "sly"}), ada},
		{"setup.agents[1].strategy.by", strategy(Strategy{Kind: Inflate}), ada},
		{"setup.agents[1].strategy.rounds", strategy(Strategy{Kind: Late, Rounds: -1}), ada},
		{"setup.agents[1].strategy.from", strategy(Strategy{Kind: Custom, From: -1}), ada},
		{"setup.agents[1].strategy.until", strategy(Strategy{Kind: Custom, Until: -1}), ada},
		{"setup.agents[1].strategy.above", strategy(Strategy{Kind: Custom, Above: nan}), ada},
		{"setup.agents[1].strategy.below", strategy(Strategy{Kind: Custom, Below: above}), ada},
		{"setup.agents[1].strategy.report", strategy(Strategy{Kind: Custom, Report: -0.1}), ada},
		{"setup.agents[1].strategy.risk", strategy(Strategy{Kind: Custom, Risk: &above}), ada},
		{"setup.agents[1].strategy.parts", strategy(Strategy{Kind: Mixture}), ada},
		{"setup.agents[1].strategy.parts[0].weight", strategy(Strategy{Kind: Mixture, Parts: []Part{{}}}), ada},
		{"setup.agents[1].strategy.parts[0].strategy.kind",
			strategy(Strategy{Kind: Mixture, Parts: []Part{{1, Strategy{Kind: Mixture}}}}), ada},
		{"setup.agents[1].strategy.parts[0].strategy.by",
			strategy(Strategy{Kind: Mixture, Parts: []Part{{1, Strategy{Kind: Inflate, By: 2}}}}), ada},
		{"mechanism.name", talk(100, Strategy{}), Mechanism{Name: "pf"}},
		{"mechanism.p", talk(100, Strategy{}), Mechanism{Name: UnifAudit}},
		{"mechanism.p", talk(100, Strategy{}), Mechanism{Name: UnifAudit, P: above}},
		{"mechanism.p", talk(100, Strategy{}), Mechanism{Name: UnifAudit, P: nan}},
		{"mechanism.c", talk(100, Strategy{}), Mechanism{Name: AdaAudit}},
		{"mechanism.c", talk(100, Strategy{}), Mechanism{Name: AdaAudit, C: 1}},
		{"mechanism.audits", talk(100, Strategy{}), Mechanism{Name: AuditBudget, Audits: -1}},
		{"mechanism.steps", talk(100, Strategy{}), Mechanism{Name: AuditSchedule}},
		{"mechanism.steps[0].from", talk(100, Strategy{}), Mechanism{Name: AuditSchedule, Steps: []Step{{0, 1}}}},
		{"mechanism.steps[1].from", talk(100, Strategy{}), Mechanism{Name: AuditSchedule, Steps: []Step{{5, 1}, {5, 0}}}},
		{"mechanism.steps[1].p", talk(100, Strategy{}), Mechanism{Name: AuditSchedule, Steps: []Step{{5, 1}, {6, above}}}},
	} {
		_, err := Prepare(c.setup, c.mech)
		expectInputError(t, err, c.path)
	}
	expectInputError(t, Options{Seed: -1}.Validate(), "options.seed")
	expectInputError(t, Options{Replications: -1}.Validate(), "options.replications")
	expectInputError(t, Options{Replications: MaxReplications + 1}.Validate(), "options.replications")
}

func TestBadTraceNamesTheField(t *testing.T) {
	g := prepare(t, talk(50_000, Strategy{}), Mechanism{Name: AdaAudit, C: 0.2})
	moves := func(m ...Move) *Player { return &Player{Moves: m} }
	for _, c := range []struct {
		path string
		o    TraceOptions
	}{
		{"options.seed", TraceOptions{Seed: -1}},
		{"options.replication", TraceOptions{Replication: -1}},
		{"options.replication", TraceOptions{Replication: MaxReplications}},
		{"options.to", TraceOptions{To: -1}},
		{"options.to", TraceOptions{To: 50_001}},
		{"options.to", TraceOptions{To: MaxEvents/3 + 1}},
		{"options.from", TraceOptions{From: -1}},
		{"options.from", TraceOptions{From: 12, To: 10}},
		{"options.player.agent", TraceOptions{Player: &Player{Agent: 3}}},
		{"options.player.agent", TraceOptions{Player: &Player{Agent: -1}}},
		{"options.player.moves[0].round", TraceOptions{Player: moves(Move{0, 1})}},
		{"options.player.moves[1].round", TraceOptions{Player: moves(Move{2, 1}, Move{2, 1})}},
		{"options.player.moves[0].round", TraceOptions{Player: moves(Move{50_001, 1})}},
		{"options.player.moves[0].report", TraceOptions{Player: moves(Move{1, 1.01})}},
		{"options.player.moves[0].report", TraceOptions{Player: moves(Move{1, math.NaN()})}},
	} {
		_, err := g.Trace(c.o, nil)
		expectInputError(t, err, c.path)
	}
}

func TestLimitsAreAllowed(t *testing.T) {
	for _, k := range []int{MinAgents, MaxAgents} {
		s := Setup{Rounds: MaxRounds, Agents: make([]Agent, k)}
		for i := range s.Agents {
			s.Agents[i].Utility = Utility{Kind: Uniform, High: 1}
		}
		prepare(t, s, Mechanism{Name: UnifAudit, P: 1})
	}
	g := prepare(t, talk(MinRounds, Strategy{}), Mechanism{Name: AdaAudit, C: math.SmallestNonzeroFloat64})
	if s := g.Summarise(replicate(t, g, 0, 0)); s.Audits.Mean != 1 {
		t.Errorf("the last round is audited always: %+v", s)
	}
}

func TestSetupSurvivesJSON(t *testing.T) {
	risk := 0.0
	s := talk(100, Strategy{Kind: Mixture, Parts: []Part{{1, Strategy{Kind: Custom, From: 3, Risk: &risk, Report: 0.9}}}})
	s.Agents[0].Strategy = Strategy{}
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"utility":{"kind":"uniform","low":0.2,"high":1}}`; !strings.Contains(string(data), want) {
		t.Errorf("%s lacks %s", data, want)
	}
	var back Setup
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(s, back) {
		t.Errorf("read back %+v, want %+v", back, s)
	}
}

func expectInputError(t *testing.T, err error, path string) {
	t.Helper()
	var in *core.InputError
	if !errors.As(err, &in) {
		t.Errorf("%s: got %v, want an InputError", path, err)
	} else if in.Path != path {
		t.Errorf("got %q, want path %q", in, path)
	}
}

func prepare(t testing.TB, s Setup, m Mechanism) *Game {
	t.Helper()
	g, err := Prepare(s, m)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// replicate returns one record.
func replicate(t testing.TB, g *Game, seed uint64, index int) []float64 {
	t.Helper()
	record := make([]float64, g.RecordSize())
	if err := g.Replicate(seed, index, nil, record); err != nil {
		t.Fatal(err)
	}
	return record
}

// Whatever game can be prepared can be played, and what is wrong with another is an InputError.
func FuzzGameJSON(f *testing.F) {
	f.Add([]byte(`{"setup":{"rounds":9,"agents":[{"utility":{"kind":"uniform","low":0,"high":1},"strategy":{"kind":"late","rounds":99}},{"utility":{"kind":"beta","a":0.5,"b":50}}]},"mechanism":{"name":"ada-audit","c":0.3}}`))
	f.Add([]byte(`{"setup":{"rounds":1e8,"agents":[{"utility":{"kind":"values","values":[0,0,1]},"strategy":{"kind":"custom","from":3,"until":2,"risk":0}},{"utility":{"kind":"values","values":[0]},"strategy":{"kind":"max"}}]},"mechanism":{"name":"unif-audit","p":0.5}}`))
	f.Add([]byte(`{"setup":{"rounds":3,"agents":[{"utility":{"kind":"uniform","high":1e-320},"strategy":{"kind":"mixture","parts":[{"weight":1e308,"strategy":{"kind":"deviator","careful":true}},{"weight":1e-320,"strategy":{}}]}},{"utility":{"kind":"uniform","high":1}}]},"mechanism":{"name":"audit-budget","audits":1}}`))
	f.Add([]byte(`{"setup":{"rounds":1.5,"agents":[null,{}]},"mechanism":{"name":""}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var asked struct {
			Setup     Setup
			Mechanism Mechanism
		}
		if json.Unmarshal(data, &asked) != nil {
			return
		}
		asked.Setup.Rounds = min(asked.Setup.Rounds, 30)
		g, err := Prepare(asked.Setup, asked.Mechanism)
		if bad := (*core.InputError)(nil); err != nil {
			if !errors.As(err, &bad) || bad.Path == "" || bad.Reason == "" {
				t.Error(err)
			}
			return
		}
		played := trace(t, g, TraceOptions{Seed: 1, To: asked.Setup.Rounds})
		if len(played.Events) != asked.Setup.Rounds {
			t.Errorf("%d of %d rounds were played", len(played.Events), asked.Setup.Rounds)
		}
		if _, err := json.Marshal(played); err != nil {
			t.Error(err) // such as a number that is none
		}
	})
}
