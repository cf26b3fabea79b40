package state

import (
	"fallow/ui/fallow"
)

// PlaneChoice is what is measured.
type PlaneChoice struct {
	Rounds int
	// Conduct is an index of PlaneConducts.
	Conduct int
	// Runs is the number of independent runs.
	Runs, Seed int
}

// Conduct is what all agents do.
type Conduct struct {
	Name     string
	strategy *fallow.AuditStrategy
}

// Indices of PlaneConducts.
const (
	ConductHonest = iota
	ConductCareful
	ConductHasty
	ConductReckless
)

// What the measurements offer.
var (
	PlaneLengths  = []int{1000, 10_000, 100_000}
	PlaneRuns     = []int{8, 32, 128}
	PlaneConducts = []Conduct{
		ConductHonest:   {"tell the truth", nil},
		ConductCareful:  {"lie when it pays", &fallow.AuditStrategy{Kind: "deviator", Careful: true}},
		ConductHasty:    {"lie when it seems to pay", &fallow.AuditStrategy{Kind: "deviator"}},
		ConductReckless: {"always say 1", &fallow.AuditStrategy{Kind: "max"}},
	}
)

// PlaneRule is a way to audit.
type PlaneRule struct {
	// Slug picks the colour, Name fits beside a mark, Said says what it does.
	Slug, Name, Said string
	mechanism        func(rounds int) fallow.AuditMechanism
}

// Mechanism is the rule for so many rounds.
func (r PlaneRule) Mechanism(rounds int) fallow.AuditMechanism { return r.mechanism(rounds) }

// PlaneRules are the ways to audit that are measured.
var PlaneRules = []PlaneRule{
	{"ada", "AdaAudit", "looks the less, the more the winner has to lose", fixedAudit(fallow.AuditMechanism{Name: "ada-audit", C: adaThreshold})},
	{"unif", "UnifAudit 10 %", "looks at one winner in ten", fixedAudit(fallow.AuditMechanism{Name: "unif-audit", P: 0.1})},
	{"unif", "UnifAudit 1 %", "looks at one winner in a hundred", fixedAudit(fallow.AuditMechanism{Name: "unif-audit", P: 0.01})},
	{"soft", "always", "looks at every winner", fixedAudit(fallow.AuditMechanism{Name: "audit-always"})},
	{"soft", "first 100", "looks at the first hundred winners, then never", fixedAudit(fallow.AuditMechanism{Name: "audit-budget", Audits: 100})},
	{"soft", "by hand", "follows a schedule by someone who knows everybody’s stakes", handSet},
	{"soft", "never", "never looks", fixedAudit(fallow.AuditMechanism{Name: "no-audits"})},
}

func fixedAudit(m fallow.AuditMechanism) func(int) fallow.AuditMechanism {
	return func(int) fallow.AuditMechanism { return m }
}

// handSet audits every winner of the last hundred rounds, one in ten of the last thousand, and so on.
func handSet(rounds int) fallow.AuditMechanism {
	m := fallow.AuditMechanism{Name: "audit-schedule"}
	for left, p := 100, 1.0; ; left, p = left*10, p/10 {
		m.Steps = append([]fallow.AuditStep{{From: max(1, rounds-left+1), P: p}}, m.Steps...)
		if left >= rounds {
			return m
		}
	}
}

// Measured is what a rule was found to do.
type Measured struct {
	Regret, Audits fallow.Estimate
	Promise        fallow.AuditPromise
	// Eliminations is the mean number of agents that were caught.
	Eliminations float64
	// Rates are stretches of a run: rounds left at its middle, and the share of its rounds with an audit.
	Rates [][2]float64
}

// Plane is where regret is measured against audits.
type Plane struct {
	Changes `json:"-"`
	// Drawn counts the changes of what the pictures show.
	Drawn  Changes `json:"-"`
	Choice PlaneChoice
	// Shown is the choice that Results are of, one of each of PlaneRules.
	Shown   PlaneChoice
	Results []Measured
	// Busy is true while something is being measured; Done of it, from 0 to 1, and Remaining seconds.
	Busy            bool    `json:"-"`
	Done, Remaining float64 `json:"-"`
	// Problem is a sentence, or empty.
	Problem string `json:"-"`
}

// NewPlane is the plane before anything was measured.
func NewPlane() *Plane {
	return &Plane{Choice: PlaneChoice{Rounds: 100_000, Conduct: ConductHasty, Runs: 32, Seed: 1}}
}

// Setup is the three agents who differ in what they have to win, as the engine takes them.
func (c PlaneChoice) Setup() fallow.AuditSetup {
	s := fallow.AuditSetup{Rounds: c.Rounds, Agents: []fallow.AuditAgent{
		{Utility: fallow.AuditUtility{Kind: "uniform", Low: 0.2, High: 1}},
		{Utility: fallow.AuditUtility{Kind: "uniform", Low: 0, High: 1}},
		{Utility: fallow.AuditUtility{Kind: "beta", A: 2, B: 1}},
	}}
	for i := range s.Agents {
		s.Agents[i].Strategy = PlaneConducts[c.Conduct].strategy
	}
	return s
}

// Choose changes what will be measured next.
func (p *Plane) Choose(change func(*PlaneChoice)) {
	change(&p.Choice)
	p.Touch()
}

// Begin starts a measurement; it returns false if one is under way.
func (p *Plane) Begin() bool {
	if p.Busy {
		return false
	}
	p.Busy, p.Done, p.Remaining, p.Problem = true, 0, -1, ""
	p.Touch()
	return true
}

// Progress records that the share done took so many seconds.
func (p *Plane) Progress(done, elapsed float64) {
	if !p.Busy || done <= p.Done {
		return
	}
	p.Done = min(done, 1)
	p.Remaining = elapsed / p.Done * (1 - p.Done)
	p.Touch()
}

// Finish shows what was found for a choice, in the order of PlaneRules.
func (p *Plane) Finish(of PlaneChoice, found []*fallow.Simulation) {
	p.Busy, p.Shown, p.Results = false, of, nil
	for _, s := range found {
		p.Results = append(p.Results, Measured{
			Regret: s.Regret, Audits: s.Audits, Promise: s.Promise,
			Eliminations: s.Epochs.Mean - 1, Rates: rates(s),
		})
	}
	p.Touch()
	p.Drawn.Touch()
}

// Cancelled ends a measurement; what was shown before stays.
func (p *Plane) Cancelled() {
	p.Busy = false
	p.Touch()
}

// Fail says why nothing was found. What was shown before stays.
func (p *Plane) Fail(err error) {
	p.Busy, p.Problem = false, Sentence(err)
	p.Touch()
}

// leastSeen is how many rounds, over all runs, a stretch must have for the share of its audits to mean something.
const leastSeen = 400

// rates is the share of rounds with an audit between one checkpoint and another, at the middle of the rounds that are
// left there. Where a logarithmic axis of rounds left has no room, in the first twentieth of a game, is one stretch.
func rates(s *fallow.Simulation) [][2]float64 {
	var out [][2]float64
	round, audits := 0, 0.0
	for _, c := range s.Checkpoints {
		if (c.Round-round)*s.Replications < leastSeen || c.Round < s.Rounds/20 {
			continue
		}
		left := float64(s.Rounds-round+s.Rounds-c.Round+1) / 2
		out = append(out, [2]float64{left, max(0, c.Audits.Mean-audits) / float64(c.Round-round)})
		round, audits = c.Round, c.Audits.Mean
	}
	return out
}
