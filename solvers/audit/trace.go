package audit

import (
	"fmt"

	"fallow/core"
)

// MaxEvents is the largest number of rounds times agents that a Trace tells of.
const MaxEvents = 30_000

// TraceOptions say which part of which run to tell, and what a player does in it.
type TraceOptions struct {
	// Seed, 0 or more, and Replication, 0 to MaxReplications−1, choose the run: that of Replicate's index.
	Seed        int64 `json:"seed,omitempty"`
	Replication int   `json:"replication,omitempty"`
	// From and To are the first and last round to tell of, 1 <= From <= To+1, To <= T, at most
	// MaxEvents/K rounds. From 0 means 1. With To = From−1 there are no events, only what comes Next.
	From int `json:"from,omitempty"`
	To   int `json:"to"`
	// Player, if any, is the agent whose place a reader takes.
	Player *Player `json:"player,omitempty"`
}

// Player takes an agent's place: it reports what its moves say, and in other rounds what the agent's strategy says.
// Since no report shifts the luck of a run, a player may take back a move and see what would have been.
type Player struct {
	Agent int `json:"agent"`
	// Moves, in ascending order of rounds. Moves after elimination, and after To, have no effect.
	Moves []Move `json:"moves,omitempty"`
}

// Move is a report in [0,1] for a round.
type Move struct {
	Round  int     `json:"round"`
	Report float64 `json:"report"`
}

// Trace tells a stretch of one run.
type Trace struct {
	Events []Event `json:"events"`
	// Totals are those after round To.
	Totals Totals `json:"totals"`
	// Next is what the player, if it lives and the run goes on, faces in round To+1.
	Next *Offer `json:"next,omitempty"`
}

// Event tells a round. The names are those of Run.
type Event struct {
	Round     int       `json:"round"`
	Utilities []float64 `json:"utilities"`
	// Reports has 0 for the eliminated.
	Reports []float64 `json:"reports"`
	// Winner is the agent that got the item, or −1.
	Winner  int     `json:"winner"`
	Chance  float64 `json:"chance"`
	Audited bool    `json:"audited"`
	// Caught: the winner had over-reported and is eliminated.
	Caught bool `json:"caught"`
	// Regret of this round.
	Regret   float64 `json:"regret"`
	Proposal float64 `json:"proposal,omitempty"`
	Flagged  Flag    `json:"flagged,omitempty"`
	// Estimates holds q̂ after the round. Length K.
	Estimates []float64 `json:"estimates,omitempty"`
}

// Totals are sums over the rounds so far.
type Totals struct {
	Regret   float64       `json:"regret"`
	Audits   int           `json:"audits"`
	Epochs   int           `json:"epochs"`
	Flags    int           `json:"flags"`
	Unserved int           `json:"unserved"`
	Agents   []AgentTotals `json:"agents"`
}

// AgentTotals are those of one agent.
type AgentTotals struct {
	Utility float64 `json:"utility"`
	Wins    int     `json:"wins"`
	Lies    int     `json:"lies"`
	Stolen  int     `json:"stolen"`
	// Eliminated is the round in which it was caught, 0 if it lives.
	Eliminated int `json:"eliminated"`
}

// Offer is what an agent may know before it reports.
type Offer struct {
	Round   int     `json:"round"`
	Utility float64 `json:"utility"`
	// Chance is the probability that it is audited if it wins.
	Chance float64 `json:"chance"`
	// Win is the probability that it wins by the truth if all the others are truthful.
	Win float64 `json:"win"`
	// Ahead is the value of staying alive: what the rounds to come bring on average when all who live are truthful.
	Ahead float64 `json:"ahead"`
	// Living are the agents that may still receive.
	Living []int `json:"living"`
}

// Offer returns what living agent i may know of the round that was drawn.
func (r *Run) Offer(i int) Offer {
	u := r.Utilities[i]
	return Offer{
		Round: r.Round, Utility: u,
		Chance: r.chance(i), Win: r.win(i, u), Ahead: r.ahead(i),
		Living: append([]int(nil), r.Living...),
	}
}

// Trace plays the run that o chooses and tells of the rounds that o asks for. The error is a *core.InputError, or that
// of hook, which is as Replicate's.
func (g *Game) Trace(o TraceOptions, hook func(rounds int) error) (*Trace, error) {
	o.From = orElse(o.From, 1)
	if err := g.validateTrace(o); err != nil {
		return nil, err
	}
	r, every := g.Play(uint64(o.Seed), o.Replication), g.hookEvery()
	var moves []Move
	if o.Player != nil {
		moves = o.Player.Moves
	}
	trace := &Trace{Events: make([]Event, 0, o.To-o.From+1)}
	for r.Round < o.To {
		before := r.Regret
		r.Draw()
		if len(moves) > 0 && moves[0].Round == r.Round {
			r.Report(o.Player.Agent, moves[0].Report)
			moves = moves[1:]
		}
		r.Resolve()
		if r.Round >= o.From {
			trace.Events = append(trace.Events, r.event(before))
		}
		if hook != nil && r.Round%every == 0 {
			if err := hook(every); err != nil {
				return nil, err
			}
		}
	}
	trace.Totals = r.totals()
	if p := o.Player; p != nil && !r.Done() && r.Eliminated[p.Agent] == 0 {
		r.Draw()
		offer := r.Offer(p.Agent)
		trace.Next = &offer
	}
	return trace, nil
}

func (r *Run) event(regretBefore float64) Event {
	e := Event{
		Round: r.Round, Winner: r.Winner, Chance: r.Chance, Audited: r.Audited, Caught: r.Caught,
		Regret: r.Regret - regretBefore, Proposal: r.Proposal, Flagged: r.Flagged,
		Utilities: append([]float64(nil), r.Utilities...),
		Reports:   make([]float64, len(r.Reports)),
	}
	for i, v := range r.Reports {
		if r.Eliminated[i] == 0 || r.Eliminated[i] == r.Round {
			e.Reports[i] = v
		}
	}
	if r.game.rule == ruleAdaptive {
		e.Estimates = append([]float64(nil), r.Estimates...)
	}
	return e
}

func (r *Run) totals() Totals {
	t := Totals{
		Regret: r.Regret, Audits: r.Audits, Epochs: r.Epochs, Flags: r.Flags, Unserved: r.Unserved,
		Agents: make([]AgentTotals, len(r.Utility)),
	}
	for i := range t.Agents {
		t.Agents[i] = AgentTotals{r.Utility[i], r.Wins[i], r.Lies[i], r.Stolen[i], r.Eliminated[i]}
	}
	return t
}

func (g *Game) validateTrace(o TraceOptions) error {
	if err := validateSeed(o.Seed); err != nil {
		return err
	}
	if o.Replication < 0 || o.Replication >= MaxReplications {
		return outside(optionsPath+".replication", float64(o.Replication), 0, MaxReplications-1)
	}
	if o.To < 0 || o.To > g.rounds {
		return outside(optionsPath+".to", float64(o.To), 0, float64(g.rounds))
	}
	if o.From < 1 || o.From > o.To+1 {
		return outside(optionsPath+".from", float64(o.From), 1, float64(o.To+1))
	}
	if most := o.From + MaxEvents/g.agents - 1; o.To > most {
		return &core.InputError{Path: optionsPath + ".to",
			Reason: fmt.Sprintf("is %d, but must be at most %d if from is %d", o.To, most, o.From)}
	}
	if o.Player == nil {
		return nil
	}
	return o.Player.validate(g)
}

func (p *Player) validate(g *Game) error {
	const path = optionsPath + ".player"
	if p.Agent < 0 || p.Agent >= g.agents {
		return outside(path+".agent", float64(p.Agent), 0, float64(g.agents-1))
	}
	after := 0
	for k, m := range p.Moves {
		move := fmt.Sprintf("%s.moves[%d]", path, k)
		if m.Round <= after || m.Round > g.rounds {
			return &core.InputError{Path: move + ".round",
				Reason: fmt.Sprintf("is %d, but must be above %d and at most %d: moves ascend", m.Round, after, g.rounds)}
		}
		if !(m.Report >= 0 && m.Report <= 1) {
			return outside(move+".report", m.Report, 0, 1)
		}
		after = m.Round
	}
	return nil
}
