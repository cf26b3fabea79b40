package net

import "fallow/core/sample"

// proposer draws misreports to try: where theory and the audits of earlier networks say that lies pay. A lie about
// values is the truth, another agent's ratios, anything, or one resource played down; a lie about a demand is the truth,
// a little more than the truth gets, everything, nothing, or anything.
type proposer struct {
	stream *sample.Stream
	bits   uint64
	left   int
	// factors are logarithmically uniform between 1/spread and 1.
	factors []float32
}

const (
	// spread is the largest ratio of two reported values: that of the paper's values, doubled.
	spread = 20
	// factorBits is the logarithm of the number of factors, whose neighbours differ by factorStep = spread^(−1/1024).
	factorBits = 10
	factorStep = .9970787647
)

func newProposer(stream *sample.Stream) proposer {
	p := proposer{stream: stream, factors: make([]float32, 1<<factorBits)}
	f := 1.0
	for k := range p.factors {
		p.factors[k] = float32(f)
		f *= factorStep
	}
	return p
}

// begin forgets bits that were drawn before, so that a shard depends on its own stream only.
func (p *proposer) begin() { p.left = 0 }

// draw returns n random bits.
func (p *proposer) draw(n int) int {
	if p.left < n {
		p.bits, p.left = p.stream.Uint64(), 64
	}
	b := p.bits & (1<<n - 1)
	p.bits >>= n
	p.left -= n
	return int(b)
}

// candidate writes a random misreport of problem k into the searcher's table.
func (p *proposer) candidate(r *searcher, k int) {
	worth, want := r.report(k)
	t := r.table
	trueWorth, trueWant := t.item(r.truth.worth, k), t.item(r.truth.want, k)
	p.values(worth, trueWorth, r, k)
	got := r.got[k*t.resources:][:t.resources]
	// Most lies about demands give some resources up altogether, to be served better at others.
	kind := p.draw(2)
	for m, d := range trueWant {
		switch {
		case kind == 0:
			want[m] = p.corner(d)
		case kind == 1 && p.draw(1) == 0:
			want[m] = p.corner(d)
		case kind == 2:
			want[m] = p.anywhere(d, got[m])
		default:
			want[m] = d
		}
	}
}

// variation writes the best report of problem k so far, with one thing changed, into the searcher's table. Where the best
// lie takes several changes at once, it is found one after the other, visit by visit.
func (p *proposer) variation(r *searcher, k int) {
	r.restore(k)
	worth, want := r.report(k)
	m := p.draw(16) % r.table.resources
	truth := r.table.item(r.truth.want, k)[m]
	switch p.draw(2) {
	case 0:
		worth[m] *= p.factors[p.draw(factorBits)]
	case 1:
		worth[m] /= p.factors[p.draw(factorBits)]
	case 2:
		want[m] = p.corner(truth)
	default:
		want[m] = p.anywhere(truth, r.got[k*r.table.resources+m])
	}
}

// corner is all or nothing, or the truth.
func (p *proposer) corner(truth float32) float32 {
	switch p.draw(2) {
	case 0:
		return 0
	case 1:
		if truth > 1 {
			return truth
		}
		return 1
	}
	return truth
}

// anywhere is any demand, or a little more than the truth gets.
func (p *proposer) anywhere(truth, got float32) float32 {
	switch p.draw(2) {
	case 0:
		return got * (1 + float32(p.draw(8))/1024)
	case 1:
		return truth
	}
	return float32(p.draw(12)) / 4096
}

func (p *proposer) values(worth, truth []float32, r *searcher, k int) {
	t := r.table
	kind := p.draw(2)
	switch {
	case kind == 0 && t.agents > 1:
		j := p.draw(16) % (t.agents - 1)
		if j >= r.problems[k].agent {
			j++
		}
		for m, v := range t.item(t.worth, k)[j*t.resources:][:t.resources] {
			worth[m] = v * (1 + float32(p.draw(6)-32)/512)
		}
	case kind == 1:
		budgets, top := t.item(t.budgets, k), float32(0)
		for m, b := range budgets {
			if b > 0 {
				top = max(top, truth[m]/b)
			}
		}
		for m, b := range budgets {
			worth[m] = top * b * p.factors[p.draw(factorBits)]
		}
	case kind == 2:
		copy(worth, truth)
		low := p.draw(16) % t.resources
		worth[low] *= p.factors[p.draw(factorBits)]
	default:
		copy(worth, truth)
	}
}
