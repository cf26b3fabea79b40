package audit

import "fallow/core"

// Limits and defaults of Options.
const (
	DefaultReplications = 64
	MaxReplications     = 10_000
)

// Options of a simulation.
type Options struct {
	// Seed, 0 or more.
	Seed int64 `json:"seed,omitempty"`
	// Replications is the number of independent runs, 1 to MaxReplications; 0 means DefaultReplications.
	Replications int `json:"replications,omitempty"`
}

// Validate reports the first thing in o that is out of its limits, as a *core.InputError whose path begins with
// "options".
func (o Options) Validate() error {
	if err := validateSeed(o.Seed); err != nil {
		return err
	}
	if o.Replications < 0 || o.Replications > MaxReplications {
		return outside(optionsPath+".replications", float64(o.Replications), 1, MaxReplications)
	}
	return nil
}

func validateSeed(seed int64) error {
	if seed < 0 {
		return &core.InputError{Path: optionsPath + ".seed", Reason: "is negative"}
	}
	return nil
}

// Count is the number of replications, with the default filled in.
func (o Options) Count() int { return orElse(o.Replications, DefaultReplications) }

// Figures of a record. A record is what one replication leaves, RecordSize numbers: the audits so far at each
// checkpoint, the regret so far at each checkpoint, gameFigures and, for each agent, agentFigures.
const (
	// Epochs, flags, rounds in which nobody got the item.
	gameFigures = 3
	// Utility received, rounds won, over-reports, rounds won by one, the round of elimination or 0.
	agentFigures = 5
)

// RecordSize is the length of g's records.
func (g *Game) RecordSize() int {
	return 2*len(g.checkpoints) + gameFigures + agentFigures*g.agents
}

// Replicate plays the run of seed and index to its end and writes its record, of length RecordSize. Records are the
// same whoever computes them, in whatever order.
//
// hook, unless nil, is called every hundredth of a second or more often, with the number of rounds played since it was
// called last; its error ends the replication and is returned.
func (g *Game) Replicate(seed uint64, index int, hook func(rounds int) error, record []float64) error {
	r, c := g.Play(seed, index), len(g.checkpoints)
	for k, t := range g.checkpoints {
		if err := r.advance(t, hook); err != nil {
			return err
		}
		record[k], record[c+k] = float64(r.Audits), r.Regret
	}
	rest := append(record[2*c:2*c], float64(r.Epochs), float64(r.Flags), float64(r.Unserved))
	for i := range g.agents {
		rest = append(rest, r.Utility[i], float64(r.Wins[i]), float64(r.Lies[i]), float64(r.Stolen[i]),
			float64(r.Eliminated[i]))
	}
	return nil
}

// At returns a record's audits and regret up to and including the k-th of Checkpoints.
func (g *Game) At(record []float64, k int) (audits, regret float64) {
	return record[k], record[len(g.checkpoints)+k]
}

// Totals returns a record's totals at the end of its run.
func (g *Game) Totals(record []float64) Totals {
	last := len(g.checkpoints) - 1
	audits, regret := g.At(record, last)
	game, agents := record[2*(last+1):], record[2*(last+1)+gameFigures:]
	t := Totals{
		Audits: int(audits), Regret: regret,
		Epochs: int(game[0]), Flags: int(game[1]), Unserved: int(game[2]),
		Agents: make([]AgentTotals, g.agents),
	}
	for i := range t.Agents {
		a := agents[agentFigures*i:]
		t.Agents[i] = AgentTotals{a[0], int(a[1]), int(a[2]), int(a[3]), int(a[4])}
	}
	return t
}

// advance plays up to round t.
func (r *Run) advance(t int, hook func(rounds int) error) error {
	every := r.game.hookEvery()
	for r.Round < t {
		pause := min(t, r.Round-r.Round%every+every)
		played := pause - r.Round
		for r.Round < pause {
			r.Step()
		}
		if hook == nil {
			continue
		}
		if err := hook(played); err != nil {
			return err
		}
	}
	return nil
}

// hookEvery is how many rounds pass between two calls of a hook: 10,000 with three agents. A round of careful
// deviators costs K² distribution functions.
func (g *Game) hookEvery() int { return 90_000 / (g.agents * g.agents) }
