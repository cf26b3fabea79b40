package audit

import "math/rand/v2"

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
	// Proposal is what AdaAudit proposed as q̂ of the winner, 0 if nothing, and Flagged whether somebody flagged it.
	Proposal float64
	Flagged  bool
	// Estimates holds q̂. Length K.
	Estimates []float64

	// Totals so far.
	Audits, Epochs, Flags, Unserved int
	Regret                          float64
	// Per agent: utility received, rounds won, over-reports made, rounds won by an over-report, and the round in
	// which it was eliminated, 0 if it lives.
	Utility                        []float64
	Wins, Lies, Stolen, Eliminated []int

	utilities, coins, whims rand.PCG
	epochStart              int   // the last round of the epoch before
	epochWins               []int // in this epoch
	step                    int   // of the schedule: how many have begun
	// q and gain are the odds of the living, if known.
	q, gain, work []float64
	oddsKnown     bool
}

// Play begins the run of the given seed and index. Runs of different seeds or indices are independent.
func (g *Game) Play(seed uint64, index int) *Run {
	k := g.agents
	floats, ints := make([]float64, 8*k), make([]int, 6*k)
	takeF := func() []float64 { f := floats[:k:k]; floats = floats[k:]; return f }
	takeI := func() []int { n := ints[:k:k]; ints = ints[k:]; return n }
	r := &Run{
		game:      g,
		Utilities: takeF(), Reports: takeF(), Estimates: takeF(), Utility: takeF(),
		q: takeF(), gain: takeF(), work: floats,
		Living: takeI(), Wins: takeI(), Lies: takeI(), Stolen: takeI(), Eliminated: takeI(), epochWins: takeI(),
		Winner: Nobody, Epochs: 1,
	}
	if g.truthful {
		r.Reports = r.Utilities
	}
	for i := range r.Living {
		r.Living[i] = i
	}
	r.utilities.Seed(stream(seed, index, 0))
	r.coins.Seed(stream(seed, index, 1))
	r.whims.Seed(stream(seed, index, 2))
	return r
}

// stream returns the seed of one of a run's random streams.
func stream(seed uint64, index, which int) (hi, lo uint64) {
	hi = scramble(seed)
	return hi, scramble(hi + 4*uint64(index) + uint64(which))
}

// scramble is the finaliser of splitmix64 (Steele, Lea and Flood 2014), a bijection without visible structure.
func scramble(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// unit makes a number in [0,1) of 53 random bits.
func unit(x uint64) float64 { return float64(x>>11) * 0x1p-53 }

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
	g := r.game
	for i := range g.dists {
		x := unit(r.utilities.Uint64())
		if d := &g.dists[i]; d.kind == Uniform {
			r.Utilities[i] = d.low + float64(x*d.width)
		} else {
			r.Utilities[i] = d.at(x)
		}
	}
	if g.truthful {
		return
	}
	for _, i := range r.Living {
		r.Reports[i] = r.report(i)
	}
}

// Report makes agent i report v in [0,1] in the round that was drawn, in place of what its strategy says.
func (r *Run) Report(i int, v float64) {
	if r.game.truthful && &r.Reports[0] == &r.Utilities[0] {
		r.Reports = append([]float64(nil), r.Utilities...)
	}
	r.Reports[i] = v
}

// Resolve ends the round that was drawn: the planner gives, audits and learns.
func (r *Run) Resolve() {
	// Drawn whether needed or not, so that no report changes the luck of later rounds. The upper 40 bits decide on
	// the audit, the lower 24 break ties.
	coin := r.coins.Uint64()
	r.Audited, r.Caught, r.Flagged, r.Proposal, r.Chance = false, false, false, 0, 0
	r.Winner = r.highest(coin)
	best := r.Utilities[0]
	for _, u := range r.Utilities[1:] {
		best = max(best, u)
	}
	r.countLies()
	w := r.Winner
	if w == Nobody {
		r.Unserved++
		r.Regret += best
		return
	}
	u := r.Utilities[w]
	r.Regret += best - u
	r.Utility[w] += u
	r.Wins[w]++
	r.epochWins[w]++
	lied := r.Reports[w] > u
	if lied {
		r.Stolen[w]++
	}
	r.Chance = r.chance(w)
	if float64(coin>>24)*0x1p-40 < r.Chance {
		r.Audited = true
		r.Audits++
		if lied {
			r.eliminate(w)
			return
		}
	}
	if r.game.mechanism.Name == AdaAudit && r.Estimates[w] == 0 {
		r.propose(w)
	}
}
