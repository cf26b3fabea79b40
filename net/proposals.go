package net

import "fallow/core/sample"

// proposer draws misreports to try.
type proposer struct {
	stream *sample.Stream
	// factors are 2^(−k/tableSteps): logarithmically uniform numbers without a logarithm.
	factors []float32
}

const (
	// spread is the largest ratio of two reported values: that of the paper's values, doubled.
	spread = 20
	// factorCount is the number of entries of the table of factors between 1/spread and 1.
	factorCount = 1024
	// factorStep is spread^(−1/factorCount).
	factorStep = .99707876
)

func newProposer(stream *sample.Stream) proposer {
	p := proposer{stream: stream, factors: make([]float32, factorCount)}
	f := 1.0
	for k := range p.factors {
		p.factors[k] = float32(f)
		f *= factorStep
	}
	return p
}

// candidate writes candidate c of problem k into the searcher's table.
func (p *proposer) candidate(c int, r *searcher, k int) {
	worth, want := r.report(k)
	m := r.table.resources
	trueWorth, trueWant := r.table.item(r.truth.worth, k), r.table.item(r.truth.want, k)
	budgets := r.table.item(r.table.budgets, k)
	bits := p.stream.Uint64()
	switch {
	case c%4 == 1 && r.table.agents > 1:
		// Another agent's values, a little off: the kinks of a mechanism that equalises ratios are there.
		j := int(bits>>40) % (r.table.agents - 1)
		if j >= r.problems[k].agent {
			j++
		}
		other := r.table.item(r.table.worth, k)[j*m:][:m]
		for n := range worth {
			worth[n] = other[n] * p.factors[(bits>>(10*(n%4)))&127]
			want[n] = trueWant[n]
		}
		return
	case c%4 == 3:
		for n := range worth {
			if n%5 == 4 {
				bits = p.stream.Uint64()
			}
			worth[n] = trueWorth[n] * p.factors[(bits>>(10*(n%5)))&127]
			want[n] = trueWant[n]
		}
	default:
		top := float32(0)
		for n, b := range budgets {
			if b > 0 {
				top = max(top, trueWorth[n]/b)
			}
		}
		for n, b := range budgets {
			if n%5 == 4 {
				bits = p.stream.Uint64()
			}
			worth[n] = top * b * p.factors[(bits>>(10*(n%5)))&(factorCount-1)]
		}
	}
	bits = p.stream.Uint64()
	for n := range want {
		want[n] = trueWant[n]
		if bits>>n&1 == 1 {
			want[n] = float32(p.stream.Uniform())
		}
	}
}
