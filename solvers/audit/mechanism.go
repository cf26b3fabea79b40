package audit

import "math"

// Names of mechanisms. All but AdaAudit give the item to the highest living report.
const (
	// UnifAudit audits every winner with probability P. Promise: R_T <= K²/P and B_T <= P·T.
	UnifAudit = "unif-audit"
	// AdaAudit audits the less, the more the winner stands to gain by staying alive, and learns how much that is.
	// Promise: R_T <= K² and B_T = O(K³ log T). In the form of a later version of the paper, known at second hand:
	//
	// The item goes to the highest living report if that is at least C, else to nobody. Winner i is audited with
	// probability min(1, 4(1+K²)/((T−t)·q̂_i·C)), with probability 1 while q̂_i = 0. If it is audited and has
	// over-reported, it is eliminated and a new epoch begins: all wins and all q̂ are forgotten. Otherwise, while
	// q̂_i = 0, the planner proposes q = (wins of i) / (rounds), both counted in this epoch. Let q_i(A) be the
	// probability that i wins a round when all of the living A are truthful. Every other living agent flags the
	// proposal if q > 4·q_i(A), and i flags it if q < q_i(A)/4; if nobody does, q is q̂_i for the rest of the epoch.
	AdaAudit = "ada-audit"
	// NoAudits never looks.
	NoAudits = "no-audits"
	// AuditAlways audits every winner.
	AuditAlways = "audit-always"
	// AuditBudget audits the first Audits winners, then nobody.
	AuditBudget = "audit-budget"
	// AuditSchedule audits with a probability that was set by hand for each round.
	AuditSchedule = "audit-schedule"
)

// Mechanism says how the planner decides.
type Mechanism struct {
	// Name is one of those above. The fields of other mechanisms are ignored.
	Name string `json:"name"`
	// P in (0,1] is UnifAudit's probability of an audit.
	P float64 `json:"p,omitempty"`
	// C in (0,1) is AdaAudit's threshold: what a report must reach to get the item.
	C float64 `json:"c,omitempty"`
	// Audits is AuditBudget's budget, 0 or more.
	Audits int `json:"audits,omitempty"`
	// Steps is AuditSchedule's schedule, 1 to MaxSteps of them, in ascending order.
	Steps []Step `json:"steps,omitempty"`
}

// MaxSteps is the largest number of steps of a schedule.
const MaxSteps = 1000

// Step sets the probability P in [0,1] of an audit for round From, counted from 1, and those after it up to the next
// step. Before the first step it is 0.
type Step struct {
	From int     `json:"from"`
	P    float64 `json:"p"`
}

// Promise is what a mechanism's authors, or its definition, say it needs at most. A missing figure means that there is
// no bound with a known constant.
type Promise struct {
	// Regret bounds R_T at the mechanism's equilibrium. Agents that do not play it are not bound by it.
	Regret *float64 `json:"regret,omitempty"`
	// Audits bounds B_T whatever the agents do.
	Audits *float64 `json:"audits,omitempty"`
}

// Promise returns m's promise for K agents and T rounds. AdaAudit's audits have none: O(K³ log T) has no published
// constant; fit one with FitLog.
func (m Mechanism) Promise(agents, rounds int) Promise {
	k2, t := float64(agents*agents), float64(rounds)
	var regret, audits float64
	switch m.Name {
	case UnifAudit:
		regret, audits = k2/m.P, m.P*t
		return Promise{&regret, &audits}
	case AdaAudit:
		return Promise{Regret: &k2}
	case AuditAlways:
		audits = t
	case AuditBudget:
		audits = min(float64(m.Audits), t)
	case AuditSchedule:
		audits = m.scheduled(rounds)
	}
	return Promise{Audits: &audits}
}

// scheduled is the expected number of audits of a schedule if every round has a winner.
func (m Mechanism) scheduled(rounds int) float64 {
	total := 0.0
	for k, s := range m.Steps {
		end := rounds + 1
		if k+1 < len(m.Steps) {
			end = min(end, m.Steps[k+1].From)
		}
		total += s.P * float64(max(0, end-s.From))
	}
	return total
}

// ImpossibleRegret is √(T/log T), the order of the least regret that any mechanism can have with a number of audits
// that does not grow with T: the impossible corner of the regret-audits plane. The constant in front is unknown, so it
// is a shape to draw, not a bound to test against. Below T = e it is √T.
func ImpossibleRegret(rounds float64) float64 {
	return math.Sqrt(rounds / max(1, math.Log(rounds)))
}
