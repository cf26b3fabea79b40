package audit

import (
	"fmt"

	"fallow/core"
)

// Limits and defaults of Options.
const (
	DefaultReplications = 64
	MaxReplications     = 100_000
)

// MaxSeed is the largest seed: the largest whole number that JavaScript counts without gaps.
const MaxSeed = 1<<53 - 1

// Options of a simulation.
type Options struct {
	// Seed, 0 to MaxSeed.
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
	if seed < 0 || seed > MaxSeed {
		return &core.InputError{Path: optionsPath + ".seed",
			Reason: fmt.Sprintf("is %d, but must be a whole number from 0 to %d", seed, int64(MaxSeed))}
	}
	return nil
}

// Count is the number of replications, with the default filled in.
func (o Options) Count() int { return orElse(o.Replications, DefaultReplications) }

// Record is what one replication leaves, a fixed number of figures for a Game:
//
//	audits so far at each checkpoint, regret so far at each checkpoint,
//	epochs, flags, rounds in which nobody got the item,
//	and per agent: utility received, rounds won, over-reports, rounds won by one, the round of its elimination or 0.
type Record []float64

const (
	gameFigures  = 3
	agentFigures = 5
)

// RecordLength is the length of g's records.
func (g *Game) RecordLength() int {
	return 2*len(g.checkpoints) + gameFigures + agentFigures*g.agents
}

// hookEvery is how many rounds pass between two calls of a hook: about a hundredth of a second.
const hookEvery = 10_000

// Replicate plays the run of seed and index to its end. Records are the same whoever computes them, in whatever order.
// hook, unless nil, is called about every 10,000 rounds with the number of rounds played since it was called last;
// its error ends the replication and is returned.
func (g *Game) Replicate(seed int64, index int, hook func(rounds int) error) (Record, error) {
	record := make(Record, 0, g.RecordLength())
	regret := make([]float64, 0, len(g.checkpoints))
	r := g.Play(uint64(seed), index)
	for _, t := range g.checkpoints {
		if err := r.advance(t, hook); err != nil {
			return nil, err
		}
		record = append(record, float64(r.Audits))
		regret = append(regret, r.Regret)
	}
	record = append(record, regret...)
	record = append(record, float64(r.Epochs), float64(r.Flags), float64(r.Unserved))
	for i := range g.agents {
		record = append(record, r.Utility[i], float64(r.Wins[i]), float64(r.Lies[i]), float64(r.Stolen[i]),
			float64(r.Eliminated[i]))
	}
	return record, nil
}

// advance plays up to round t.
func (r *Run) advance(t int, hook func(rounds int) error) error {
	for r.Round < t {
		pause := min(t, r.Round-r.Round%hookEvery+hookEvery)
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
