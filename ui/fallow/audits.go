package fallow

import "context"

// Auditor is the part of Engine that plays repeated allocation with audits.
type Auditor interface {
	// Simulate plays setup many times and reports means. progress is told of rounds, without the page's lock, and must
	// not wait.
	Simulate(ctx context.Context, setup AuditSetup, mech AuditMechanism, options SimulateOptions, progress func(done, total float64)) (*Simulation, error)
	// Trace tells a stretch of one run, with a player in it if there is one.
	Trace(ctx context.Context, setup AuditSetup, mech AuditMechanism, options TraceOptions) (*AuditTrace, error)
}

// AuditSetup is T rounds and the agents that play them. These types carry the contract's names as JSON.
type AuditSetup struct {
	Rounds int          `json:"rounds"`
	Agents []AuditAgent `json:"agents"`
}

// AuditAgent is one player.
type AuditAgent struct {
	Utility  AuditUtility   `json:"utility"`
	Strategy *AuditStrategy `json:"strategy,omitempty"`
}

// AuditUtility is a distribution of what the item is worth: "uniform" from Low to High, or "beta" of A and B.
type AuditUtility struct {
	Kind string  `json:"kind"`
	Low  float64 `json:"low"`
	High float64 `json:"high,omitempty"`
	A    float64 `json:"a,omitempty"`
	B    float64 `json:"b,omitempty"`
}

// AuditStrategy is "truthful", "max" or "deviator"; Careful is the deviator's.
type AuditStrategy struct {
	Kind    string `json:"kind"`
	Careful bool   `json:"careful,omitempty"`
}

// AuditMechanism names a rule for giving away and for auditing; P, C, Audits and Steps are those of some rules.
type AuditMechanism struct {
	Name   string      `json:"name"`
	P      float64     `json:"p,omitempty"`
	C      float64     `json:"c,omitempty"`
	Audits int         `json:"audits,omitempty"`
	Steps  []AuditStep `json:"steps,omitempty"`
}

// AuditStep is the probability of an audit from a round on.
type AuditStep struct {
	From int     `json:"from"`
	P    float64 `json:"p"`
}

// SimulateOptions says how often to play, with which luck.
type SimulateOptions struct {
	Seed         int `json:"seed"`
	Replications int `json:"replications,omitempty"`
}

// Simulation holds means over replications.
type Simulation struct {
	Rounds       int          `json:"rounds"`
	Replications int          `json:"replications"`
	Regret       Estimate     `json:"regret"`
	Audits       Estimate     `json:"audits"`
	Promise      AuditPromise `json:"promise"`
	// Epochs is 1 and one for each elimination.
	Epochs      Estimate          `json:"epochs"`
	Checkpoints []AuditCheckpoint `json:"checkpoints"`
}

// AuditPromise is what a rule promises at most; nil where it promises nothing.
type AuditPromise struct {
	Regret *float64 `json:"regret,omitempty"`
	Audits *float64 `json:"audits,omitempty"`
}

// AuditCheckpoint holds totals up to and including a round.
type AuditCheckpoint struct {
	Round  int      `json:"round"`
	Regret Estimate `json:"regret"`
	Audits Estimate `json:"audits"`
}

// TraceOptions choose a run and the rounds of it to tell: From to To, none if To is From − 1.
type TraceOptions struct {
	Seed   int          `json:"seed"`
	From   int          `json:"from"`
	To     int          `json:"to"`
	Player *AuditPlayer `json:"player,omitempty"`
}

// AuditPlayer takes the place of an agent. Moves are in ascending order of rounds.
type AuditPlayer struct {
	Agent int         `json:"agent"`
	Moves []AuditMove `json:"moves,omitempty"`
}

// AuditMove is a report for a round.
type AuditMove struct {
	Round  int     `json:"round"`
	Report float64 `json:"report"`
}

// AuditTrace is a stretch of one run. Next is what the player faces after it; nil if it was caught or the run is over.
type AuditTrace struct {
	Events []AuditEvent `json:"events"`
	Next   *AuditOffer  `json:"next"`
}

// AuditEvent is one round. Winner is −1 where nobody got the item.
type AuditEvent struct {
	Round     int       `json:"round"`
	Utilities []float64 `json:"utilities"`
	Reports   []float64 `json:"reports"`
	Winner    int       `json:"winner"`
	Chance    float64   `json:"chance"`
	Audited   bool      `json:"audited"`
	Caught    bool      `json:"caught"`
}

// AuditOffer is what a player knows before it reports.
type AuditOffer struct {
	Round   int     `json:"round"`
	Utility float64 `json:"utility"`
	// Chance is the probability of an audit should it win, Win that the truth wins if all others are truthful, Ahead
	// what the rounds after this one bring it on average if all who live are truthful.
	Chance float64 `json:"chance"`
	Win    float64 `json:"win"`
	Ahead  float64 `json:"ahead"`
	Living []int   `json:"living"`
}
