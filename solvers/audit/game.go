package audit

import (
	"math"
	"slices"
)

// rule is how a mechanism chooses the probability of an audit.
type rule uint8

const (
	ruleUniform rule = iota
	ruleAdaptive
	ruleBudget
	ruleSchedule
)

// Game is a Setup and a Mechanism, checked and made ready to be played any number of times. It does not change, so
// many goroutines may play it at once.
type Game struct {
	setup     Setup
	mechanism Mechanism
	agents    int
	rounds    int
	dists     []distribution
	policies  []policy
	mixers    []int // the agents with a mixture
	odds      *odds
	// q and gain are the odds while all live.
	q, gain []float64
	// truthful says that nobody ever lies, so that reports need not be kept apart from utilities.
	truthful bool
	rule     rule
	// least is the least report that gets the item.
	least float64
	// scale is 4(1+K²)/c of AdaAudit.
	scale       float64
	checkpoints []int
}

// Prepare checks setup and mechanism and makes them ready. The error is a *core.InputError. Its cost is a few
// milliseconds per agent with a Beta utility.
func Prepare(setup Setup, mechanism Mechanism) (*Game, error) {
	if err := setup.Validate(); err != nil {
		return nil, err
	}
	if err := mechanism.Validate(); err != nil {
		return nil, err
	}
	k := len(setup.Agents)
	g := &Game{
		setup: setup, mechanism: mechanism,
		agents: k, rounds: setup.Rounds,
		dists: make([]distribution, k), policies: make([]policy, k),
		truthful:    true,
		checkpoints: Checkpoints(setup.Rounds),
	}
	g.setRule()
	for i, a := range setup.Agents {
		g.dists[i] = g.distribution(i, a.Utility)
		g.policies[i] = newPolicy(a.Strategy, setup.Rounds)
		if g.policies[i].kind == policyMixture {
			g.mixers = append(g.mixers, i)
		}
		g.truthful = g.truthful && g.policies[i].kind == policyTruthful
	}
	g.odds = newOdds(g.dists, g.least)
	g.q, g.gain = make([]float64, k), make([]float64, k)
	everybody := make([]int, k)
	for i := range everybody {
		everybody[i] = i
	}
	g.odds.solve(everybody, g.q, g.gain, make([]float64, 2*k))
	return g, nil
}

// setRule reduces the mechanism to one of four rules.
func (g *Game) setRule() {
	m := &g.mechanism
	switch m.Name {
	case UnifAudit:
		g.rule = ruleUniform
	case NoAudits:
		g.rule, m.P = ruleUniform, 0
	case AuditAlways:
		g.rule, m.P = ruleUniform, 1
	case AdaAudit:
		g.rule, g.least = ruleAdaptive, m.C
		g.scale = 4 * (1 + float64(g.agents*g.agents)) / m.C
	case AuditBudget:
		g.rule = ruleBudget
	case AuditSchedule:
		g.rule = ruleSchedule
	}
}

// distribution shares the table of an earlier agent with the same shape.
func (g *Game) distribution(i int, u Utility) distribution {
	for j, a := range g.setup.Agents[:i] {
		if u.Kind == Beta && a.Utility.Kind == Beta && a.Utility.A == u.A && a.Utility.B == u.B {
			return g.dists[j]
		}
	}
	return newDistribution(u)
}

// Agents is K.
func (g *Game) Agents() int { return g.agents }

// Rounds is T.
func (g *Game) Rounds() int { return g.rounds }

// Checkpoints returns the rounds after which a record notes audits and regret: four a decade from the start and, since
// AdaAudit's audits come late, four a decade from the end; ascending, the last of them is rounds.
func Checkpoints(rounds int) []int {
	var early []int
	for decade := 1; decade <= rounds; decade *= 10 {
		for _, m := range [...]float64{1, 1.778, 3.162, 5.623} {
			t := int(math.Round(m * float64(decade)))
			if t <= rounds && (len(early) == 0 || t > early[len(early)-1]) {
				early = append(early, t)
			}
		}
	}
	points := append([]int(nil), early...)
	for _, t := range early {
		if rounds-t > 0 {
			points = append(points, rounds-t)
		}
	}
	slices.Sort(points)
	return slices.Compact(append(points, rounds))
}
