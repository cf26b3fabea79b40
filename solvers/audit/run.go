package audit

import "fallow/core/sample"

// Flag says who contests a proposed estimate. Agents know the same odds, so the others all flag or none does.
type Flag uint8

// Values of Flag.
const (
	Unflagged Flag = iota
	FlaggedByOthers
	FlaggedByWinner
)

// MarshalText writes who flagged: "others", "winner" or nothing.
func (f Flag) MarshalText() ([]byte, error) {
	return []byte([...]string{"", "others", "winner"}[f]), nil
}

// Nobody is the winner of a round in which the item was not given away.
const Nobody = -1

// Run is one playing of a Game. Each round is Draw, then any number of Report, then Resolve; Step is Draw and Resolve.
// The exported fields tell of the round that was drawn or resolved last and must not be written to; slices are reused
// from round to round. A Run must not be used by two goroutines at once.
type Run struct {
	game *Game

	// Round is the current round's number, from 1; 0 before the first.
	Round int
	// Utilities and Reports of the round. Length K; what the eliminated report does not count.
	Utilities, Reports []float64
	// Living holds the agents that may still receive, ascending.
	Living []int
	// Winner is the agent that got the item, or Nobody.
	Winner int
	// Chance is the probability with which the winner was audited.
	Chance float64
	// Audited says that it was, Caught that it had over-reported and was eliminated.
	Audited, Caught bool
	// Proposal is what AdaAudit proposed as q̂ of the winner, 0 if nothing, and Flagged who flagged it.
	Proposal float64
	Flagged  Flag
	// Estimates holds q̂. Length K.
	Estimates []float64

	// Totals so far.
	Audits, Epochs, Flags, Unserved int
	Regret                          float64
	// Per agent: utility received, rounds won, over-reports made, rounds won by an over-report, and the round in
	// which it was eliminated, 0 if it lives.
	Utility                        []float64
	Wins, Lies, Stolen, Eliminated []int

	utilities, coins, whims sample.Stream
	// honest says that Reports and Utilities are one slice, since nobody has ever lied.
	honest     bool
	epochStart int       // the last round of the epoch before
	epochWins  []int     // in this epoch
	step       int       // of the schedule: how many have begun
	whim       []float64 // this round's coins of the mixtures
	// q and gain are the odds of the living, if known.
	q, gain, work []float64
	oddsKnown     bool
}

// Play begins the run of the given seed and index. Runs of different seeds or indices are independent.
func (g *Game) Play(seed uint64, index int) *Run {
	floats := func() []float64 { return make([]float64, g.agents) }
	ints := func() []int { return make([]int, g.agents) }
	r := &Run{
		game:      g,
		Utilities: floats(), Reports: floats(), Estimates: floats(), Utility: floats(),
		q: floats(), gain: floats(), whim: floats(), work: make([]float64, 2*g.agents),
		Living: ints(), Wins: ints(), Lies: ints(), Stolen: ints(), Eliminated: ints(), epochWins: ints(),
		Winner: Nobody, Epochs: 1, honest: g.truthful,
	}
	if r.honest {
		r.Reports = r.Utilities
	}
	for i := range r.Living {
		r.Living[i] = i
	}
	copy(r.q, g.q)
	copy(r.gain, g.gain)
	r.oddsKnown = true
	r.utilities = stream(seed, index, "audit.utilities")
	r.coins = stream(seed, index, "audit.coins")
	r.whims = stream(seed, index, "audit.whims")
	return r
}

func stream(seed uint64, index int, name string) sample.Stream {
	s := sample.NewStream(seed, name)
	s.Seek(uint64(index))
	return *s
}

// Done says that the last round is over.
func (r *Run) Done() bool { return r.Round >= r.game.rounds }

// Step plays a round. The run must not be Done.
func (r *Run) Step() {
	r.Draw()
	r.Resolve()
}

// Draw begins the next round: everybody learns its utility and the strategies report. The run must not be Done.
func (r *Run) Draw() {
	r.Round++
	dists := r.game.dists
	utilities := r.Utilities[:len(dists)]
	for i := range dists {
		utilities[i] = dists[i].at(r.utilities.Uniform())
	}
	if r.honest {
		return
	}
	for _, i := range r.game.mixers { // the eliminated too, so that an elimination does not shift the others' coins
		r.whim[i] = r.whims.Uniform()
	}
	for _, i := range r.Living {
		r.Reports[i] = r.report(i)
	}
}

// Report makes agent i report v in [0,1] in the round that was drawn, in place of what its strategy says.
func (r *Run) Report(i int, v float64) {
	if r.honest {
		r.honest = false
		r.Reports = append([]float64(nil), r.Utilities...)
	}
	r.Reports[i] = v
}
