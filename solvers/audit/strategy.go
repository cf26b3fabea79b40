package audit

// policy is a Strategy made ready for the inner loop.
type policy struct {
	kind policyKind
	// by is what inflating adds.
	by float64
	// when lying under conditions: the first and last round, and the fields of Strategy.
	from, until                int
	above, below, risk, report float64
	// careful is a deviator's.
	careful bool
	// parts of a mixture, with cumulative probabilities of which the last is 1.
	parts []policy
	upTo  []float64
}

type policyKind uint8

const (
	policyTruthful policyKind = iota
	policyInflate
	policyWhen
	policyDeviator
	policyMixture
)

func newPolicy(s Strategy, rounds int) policy {
	always := policy{kind: policyWhen, from: 1, until: rounds, below: 1, risk: 1, report: 1}
	switch s.Kind {
	case Inflate:
		return policy{kind: policyInflate, by: s.By}
	case Max:
		return always
	case Late:
		always.from = rounds - s.Rounds + 1
		return always
	case Deviator:
		return policy{kind: policyDeviator, careful: s.Careful}
	case Custom:
		return policy{
			kind: policyWhen, from: s.From, until: orElse(s.Until, rounds),
			above: s.Above, below: orElse(s.Below, 1), risk: s.risk(), report: orElse(s.Report, 1),
		}
	case Mixture:
		return newMixture(s, rounds)
	default:
		return policy{kind: policyTruthful}
	}
}

func orElse[T int | float64](x, ifZero T) T {
	if x == 0 {
		return ifZero
	}
	return x
}

func newMixture(s Strategy, rounds int) policy {
	total := 0.0
	for _, p := range s.Parts {
		total += p.Weight
	}
	mix := policy{kind: policyMixture}
	sum := 0.0
	for _, p := range s.Parts {
		sum += p.Weight
		mix.parts = append(mix.parts, newPolicy(p.Strategy, rounds))
		mix.upTo = append(mix.upTo, sum/total)
	}
	mix.upTo[len(mix.upTo)-1] = 1
	return mix
}

// report is what living agent i says in the current round, whose utilities have been drawn.
func (r *Run) report(i int) float64 {
	u := r.Utilities[i]
	p := &r.game.policies[i]
	if p.kind == policyMixture {
		k := 0
		for r.whim[i] >= p.upTo[k] {
			k++
		}
		p = &p.parts[k]
	}
	switch p.kind {
	case policyInflate:
		return min(1, u+p.by)
	case policyWhen:
		if r.Round >= p.from && r.Round <= p.until && u >= p.above && u <= p.below &&
			(p.risk >= 1 || r.chance(i) <= p.risk) {
			return max(u, p.report)
		}
	case policyDeviator:
		if r.lyingPays(i, u, p.careful) {
			return 1
		}
	}
	return u
}

// lyingPays is Deviator's rule.
func (r *Run) lyingPays(i int, u float64, careful bool) bool {
	loss := r.chance(i) * r.ahead(i)
	if u <= loss {
		return false
	}
	return !careful || u*(1-r.win(i, u)) > loss
}

// ahead is the value of staying alive, (T−t)·g_i(A).
func (r *Run) ahead(i int) float64 {
	r.solveOdds()
	return float64(r.game.rounds-r.Round) * r.gain[i]
}

// win is W, the probability that living agent i wins the round with the truth u if all the others are truthful.
func (r *Run) win(i int, u float64) float64 {
	return r.game.odds.win(r.Living, i, u)
}
