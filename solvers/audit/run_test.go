package audit

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// world makes a random setup and mechanism: every kind of agent against every kind of planner.
func world(rng *rand.Rand, rounds int) (Setup, Mechanism) {
	risk := rng.Float64()
	liars := []Strategy{
		{Kind: Inflate, By: 0.3}, {Kind: Max}, {Kind: Late, Rounds: 40}, {Kind: Deviator}, {Kind: Deviator, Careful: true},
		{Kind: Custom, From: 20, Until: 200, Below: 0.5, Report: 0.8},
		{Kind: Custom, Risk: &risk, Above: 0.1},
		{Kind: Mixture, Parts: []Part{{3, Strategy{}}, {1, Strategy{Kind: Max}}, {1, Strategy{Kind: Deviator}}}},
	}
	s := Setup{Rounds: rounds}
	for range 2 + rng.IntN(6) {
		a := Agent{Utility: someUtilities[rng.IntN(len(someUtilities))]}
		if rng.IntN(2) == 0 {
			a.Strategy = liars[rng.IntN(len(liars))]
		}
		s.Agents = append(s.Agents, a)
	}
	mechanisms := []Mechanism{
		{Name: UnifAudit, P: 0.05 + 0.95*rng.Float64()}, {Name: AdaAudit, C: 0.05 + 0.9*rng.Float64()},
		{Name: AdaAudit, C: 0.9}, {Name: NoAudits}, {Name: AuditAlways}, {Name: AuditBudget, Audits: 30},
		{Name: AuditSchedule, Steps: []Step{{5, 0.5}, {100, 0.05}, {250, 1}}},
	}
	return s, mechanisms[rng.IntN(len(mechanisms))]
}

const worlds = 80

func TestTruthfulAgentsAreNeverEliminated(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	caught := 0
	for k := range worlds {
		s, m := world(rng, 400)
		r := prepare(t, s, m).Play(11, k)
		for !r.Done() {
			r.Step()
		}
		for i, a := range s.Agents {
			if r.Eliminated[i] == 0 {
				continue
			}
			caught++
			if a.Strategy.Kind == "" {
				t.Fatalf("%+v eliminates truthful agent %d of %+v in round %d", m, i, s, r.Eliminated[i])
			}
		}
	}
	if caught < worlds/4 {
		t.Errorf("only %d liars were caught in %d worlds: the test has no teeth", caught, worlds)
	}
}

// Every event is checked against the rules as doc comments state them, by code that shares nothing with the Run's but
// the odds, and those are tested against frequencies.
func TestEventsFollowTheRules(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for k := range worlds {
		s, m := world(rng, 300)
		g := prepare(t, s, m)
		trace, err := g.Trace(TraceOptions{Seed: 13, Replication: k, To: s.Rounds}, nil)
		if err != nil {
			t.Fatal(err)
		}
		ref := newReferee(t, g, s, m)
		for _, e := range trace.Events {
			if ref.follow(e); t.Failed() {
				t.Fatalf("world %d, %+v, %+v", k, m, s)
			}
		}
		ref.total(trace.Totals)
	}
}

// referee replays what a trace tells.
type referee struct {
	*testing.T
	g          *Game
	s          Setup
	m          Mechanism
	dead       []bool
	wins       []int
	estimates  []float64
	start      int
	totals     Totals
	bestOfAll  float64
	everybody  int
	givenAway  float64
	lastRound  int
	eliminated int
}

func newReferee(t *testing.T, g *Game, s Setup, m Mechanism) *referee {
	k := len(s.Agents)
	return &referee{T: t, g: g, s: s, m: m, everybody: k, dead: make([]bool, k), wins: make([]int, k),
		estimates: make([]float64, k), totals: Totals{Epochs: 1, Agents: make([]AgentTotals, k)}}
}

func (f *referee) follow(e Event) {
	if e.Round != f.lastRound+1 {
		f.Errorf("round %d after %d", e.Round, f.lastRound)
	}
	f.lastRound = e.Round
	best := slices.Max(e.Utilities)
	f.bestOfAll += best
	f.reports(e)
	if e.Winner == Nobody {
		f.totals.Unserved++
		f.totals.Regret += best
		if e.Regret != best && math.Abs(e.Regret-best) > 1e-9 || e.Audited || e.Caught || e.Chance != 0 {
			f.Errorf("nobody won: %+v", e)
		}
		return
	}
	f.winner(e, best)
}

func (f *referee) reports(e Event) {
	highest, least := math.Inf(-1), 0.0
	if f.m.Name == AdaAudit {
		least = f.m.C
	}
	for i, v := range e.Reports {
		if f.dead[i] {
			continue
		}
		highest = max(highest, v)
		if v < e.Utilities[i] || v > 1 || v != e.Utilities[i] && f.s.Agents[i].Strategy.Kind == "" {
			f.Errorf("agent %d reports %g for %g", i, v, e.Utilities[i])
		}
		if v > e.Utilities[i] {
			f.totals.Agents[i].Lies++
		}
	}
	if (e.Winner == Nobody) != (highest < least) || e.Winner != Nobody && (f.dead[e.Winner] || e.Reports[e.Winner] != highest) {
		f.Errorf("round %d: %d wins with reports %v, dead %v", e.Round, e.Winner, e.Reports, f.dead)
	}
}

func (f *referee) winner(e Event, best float64) {
	w := e.Winner
	a := &f.totals.Agents[w]
	a.Wins++
	a.Utility += e.Utilities[w]
	f.givenAway += e.Utilities[w]
	f.wins[w]++
	f.totals.Regret += best - e.Utilities[w]
	lied := e.Reports[w] > e.Utilities[w]
	if lied {
		a.Stolen++
	}
	if p := f.chance(e.Round, w); math.Abs(p-e.Chance) > 1e-12 || p == 1 && !e.Audited || p == 0 && e.Audited {
		f.Errorf("round %d: chance %g, audited %v, want %g", e.Round, e.Chance, e.Audited, p)
	}
	if e.Audited {
		f.totals.Audits++
	}
	if e.Caught != (e.Audited && lied) {
		f.Errorf("round %d: audited %v, lied %v, caught %v", e.Round, e.Audited, lied, e.Caught)
	}
	if e.Caught {
		f.dead[w], a.Eliminated, f.start = true, e.Round, e.Round
		f.totals.Epochs++
		clear(f.wins)
		clear(f.estimates)
	} else if f.m.Name == AdaAudit && f.estimates[w] == 0 {
		f.propose(e)
	}
	if f.m.Name == AdaAudit && !slices.Equal(f.estimates, e.Estimates) {
		f.Errorf("round %d: estimates %v, want %v", e.Round, e.Estimates, f.estimates)
	}
}

func (f *referee) chance(round, w int) float64 {
	k := float64(f.everybody)
	switch f.m.Name {
	case UnifAudit:
		return f.m.P
	case AuditAlways:
		return 1
	case AuditBudget:
		if f.totals.Audits < f.m.Audits {
			return 1
		}
	case AuditSchedule:
		p := 0.0
		for _, s := range f.m.Steps {
			if s.From <= round {
				p = s.P
			}
		}
		return p
	case AdaAudit:
		if f.estimates[w] == 0 || round == f.s.Rounds {
			return 1
		}
		return min(1, 4*(1+k*k)/(float64(f.s.Rounds-round)*f.estimates[w]*f.m.C))
	}
	return 0
}

func (f *referee) propose(e Event) {
	var living []int
	for i, dead := range f.dead {
		if !dead {
			living = append(living, i)
		}
	}
	truth, _ := solve(f.g, living)
	q := float64(f.wins[e.Winner]) / float64(e.Round-f.start)
	want := Unflagged
	if q > 4*truth[e.Winner] && len(living) > 1 {
		want = FlaggedByOthers
	} else if q < truth[e.Winner]/4 {
		want = FlaggedByWinner
	}
	if e.Proposal != q || e.Flagged != want {
		f.Errorf("round %d: proposes %g flagged %d, want %g flagged %d (q = %g)", e.Round, e.Proposal, e.Flagged, q, want,
			truth[e.Winner])
	}
	if want == Unflagged {
		f.estimates[e.Winner] = q
	} else {
		f.totals.Flags++
	}
}

func (f *referee) total(got Totals) {
	if math.Abs(got.Regret-f.totals.Regret) > 1e-9 || math.Abs(got.Regret-(f.bestOfAll-f.givenAway)) > 1e-9 {
		f.Errorf("regret %g, want %g", got.Regret, f.totals.Regret)
	}
	got.Regret, f.totals.Regret = 0, 0
	for i := range got.Agents {
		if math.Abs(got.Agents[i].Utility-f.totals.Agents[i].Utility) > 1e-9 {
			f.Errorf("agent %d received %g, want %g", i, got.Agents[i].Utility, f.totals.Agents[i].Utility)
		}
		got.Agents[i].Utility, f.totals.Agents[i].Utility = 0, 0
	}
	if !slices.Equal(got.Agents, f.totals.Agents) {
		f.Errorf("agents %+v, want %+v", got.Agents, f.totals.Agents)
	}
	if got.Audits != f.totals.Audits || got.Epochs != f.totals.Epochs || got.Flags != f.totals.Flags || got.Unserved != f.totals.Unserved {
		f.Errorf("totals %+v, want %+v", got, f.totals)
	}
}

// Utilities and coins do not depend on what anybody reports or who has been eliminated.
func TestLuckDoesNotDependOnStrategies(t *testing.T) {
	honest := prepare(t, talk(300, Strategy{}), Mechanism{Name: UnifAudit, P: 0.3}).Play(3, 5)
	mixed := talk(300, Strategy{Kind: Mixture, Parts: []Part{{1, Strategy{}}, {1, Strategy{Kind: Max}}}})
	liars := prepare(t, mixed, Mechanism{Name: UnifAudit, P: 0.3}).Play(3, 5)
	for !honest.Done() {
		honest.Step()
		liars.Step()
		if !slices.Equal(honest.Utilities, liars.Utilities) {
			t.Fatalf("round %d: utilities %v and %v", honest.Round, honest.Utilities, liars.Utilities)
		}
		if liars.Winner != Nobody && honest.Audited != liars.Audited {
			t.Fatalf("round %d: audited %v and %v", honest.Round, honest.Audited, liars.Audited)
		}
	}
	if len(liars.Living) == 3 {
		t.Error("nobody was eliminated: the test has no teeth")
	}
}

// Equal reports are served in equal shares.
func TestTiesAreBrokenByLot(t *testing.T) {
	const k, rounds = 5, 50_000
	s := Setup{Rounds: rounds, Agents: make([]Agent, k)}
	for i := range s.Agents {
		s.Agents[i] = Agent{Utility{Kind: Uniform, High: 1}, Strategy{Kind: Max}}
	}
	r := prepare(t, s, Mechanism{Name: NoAudits}).Play(1, 1)
	for !r.Done() {
		r.Step()
	}
	for i, wins := range r.Wins {
		if sd := math.Sqrt(rounds * (1.0 / k) * (1 - 1.0/k)); math.Abs(float64(wins)-rounds/k) > 5*sd {
			t.Errorf("agent %d wins %d of %d rounds", i, wins, rounds)
		}
	}
}

func TestPlayingAllocatesNothing(t *testing.T) {
	for _, m := range []Mechanism{{Name: AdaAudit, C: 0.2}, {Name: UnifAudit, P: 0.01}} {
		r := prepare(t, talk(100_000, Strategy{Kind: Deviator, Careful: true}), m).Play(1, 0)
		if n := testing.AllocsPerRun(1000, r.Step); n != 0 {
			t.Errorf("%s: %g allocations a round", m.Name, n)
		}
	}
}
