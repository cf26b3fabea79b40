package audit

import "slices"

// Resolve ends the round that was drawn: the planner gives, audits and learns.
func (r *Run) Resolve() {
	// One draw a round, needed or not, so that no report shifts the luck of later rounds: the upper 40 bits decide on
	// the audit, the lower 24 break ties.
	coin := r.coins.Uint64()
	r.Audited, r.Caught, r.Flagged, r.Proposal, r.Chance = false, false, Unflagged, 0, 0
	w := r.highest(coin & (1<<24 - 1))
	r.Winner = w
	best := r.Utilities[0]
	for _, u := range r.Utilities[1:] {
		best = max(best, u)
	}
	if !r.honest {
		r.countLies()
	}
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
	r.Chance = r.chance(w)
	if float64(coin>>24)*0x1p-40 < r.Chance {
		r.Audited = true
		r.Audits++
		if r.Reports[w] > u {
			r.eliminate(w)
			return
		}
	}
	if r.game.rule == ruleAdaptive && r.Estimates[w] == 0 {
		r.propose(w)
	}
}

// highest returns the living agent with the highest report, if that is enough to get the item. lot, of 24 random
// bits, chooses among equals.
func (r *Run) highest(lot uint64) int {
	winner, best, equals := Nobody, r.game.least, uint64(0)
	for _, i := range r.Living {
		switch v := r.Reports[i]; {
		case v > best || winner == Nobody && v == best:
			winner, best, equals = i, v, 1
		case v == best:
			equals++
		}
	}
	if equals < 2 {
		return winner
	}
	for skip := lot * equals >> 24; ; winner++ {
		if r.Reports[winner] == best && r.Eliminated[winner] == 0 {
			if skip == 0 {
				return winner
			}
			skip--
		}
	}
}

func (r *Run) countLies() {
	for _, i := range r.Living {
		if r.Reports[i] > r.Utilities[i] {
			r.Lies[i]++
			if i == r.Winner {
				r.Stolen[i]++
			}
		}
	}
}

// chance is the probability with which living agent i is audited if it wins the current round.
func (r *Run) chance(i int) float64 {
	g := r.game
	switch g.rule {
	case ruleUniform:
		return g.mechanism.P
	case ruleAdaptive:
		// While nothing is estimated, and in the last round, this divides by zero: the probability is then 1.
		return min(1, g.scale/(float64(g.rounds-r.Round)*r.Estimates[i]))
	case ruleBudget:
		if r.Audits < g.mechanism.Audits {
			return 1
		}
		return 0
	default:
		return r.scheduled()
	}
}

func (r *Run) scheduled() float64 {
	steps := r.game.mechanism.Steps
	for r.step < len(steps) && steps[r.step].From <= r.Round {
		r.step++
	}
	if r.step == 0 {
		return 0
	}
	return steps[r.step-1].P
}

// eliminate ends the winner's game and the epoch.
func (r *Run) eliminate(winner int) {
	r.Caught = true
	r.Eliminated[winner] = r.Round
	k := slices.Index(r.Living, winner)
	r.Living = append(r.Living[:k], r.Living[k+1:]...)
	r.Epochs++
	r.epochStart = r.Round
	clear(r.epochWins)
	clear(r.Estimates)
	r.oddsKnown = false
}

// propose is AdaAudit's learning: the winner's share of the epoch's rounds becomes its estimate, unless an agent that
// the estimate would harm says no.
func (r *Run) propose(winner int) {
	r.solveOdds()
	q, truth := float64(r.epochWins[winner])/float64(r.Round-r.epochStart), r.q[winner]
	r.Proposal = q
	switch {
	case q > 4*truth && len(r.Living) > 1:
		r.Flagged = FlaggedByOthers
	case 4*q < truth:
		r.Flagged = FlaggedByWinner
	default:
		r.Estimates[winner] = q
		return
	}
	r.Flags++
}

// solveOdds brings q and gain up to date with who lives.
func (r *Run) solveOdds() {
	if !r.oddsKnown {
		r.game.odds.solve(r.Living, r.q, r.gain, r.work)
		r.oddsKnown = true
	}
}
