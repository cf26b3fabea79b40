package audit

import (
	"slices"

	"gonum.org/v1/gonum/integrate/quad"
)

// odds computes who wins how often when all who live are truthful: the q_i(A) of AdaAudit's flags and the value of
// staying alive.
//
// Between two neighbouring knots of all the distributions every F_j is linear, and at a knot an F_j may jump. Both are
// a step of the common parameter s from 0 to 1 in which F_j goes from f0_j to f1_j, ties at a jump being broken by lot,
// so that over a step
//
//	q_i += (f1_i − f0_i) ∫ Π_{j≠i} (f0_j + s·(f1_j − f0_j)) ds,
//
// a polynomial of degree K−1 in s, or K with the factor u for the gain, which Gauss's rule integrates exactly with
// K/2+1 points, and to rounding with fewer where the step is small.
type odds struct {
	agents int
	steps  []oddsStep
	// f0 and f1 hold F_j at the two ends of step k, at k·agents + j.
	f0, f1 []float64
	// exact integrates any step, small a small one.
	exact, small gauss
	// dists are those of all agents, and c the least report that can win.
	dists []distribution
	c     float64
}

type oddsStep struct {
	x0, x1 float64 // the same for a jump
	small  bool
}

// gauss is Gauss's rule on [0,1].
type gauss struct{ node, weight []float64 }

func newGauss(points int) gauss {
	r := gauss{make([]float64, points), make([]float64, points)}
	quad.Legendre{}.FixedLocations(r.node, r.weight, 0, 1)
	return r
}

// smallStep is the probability below which three points integrate a step to rounding: over it the logarithm of a
// product of MaxAgents factors changes by no more than about one.
const (
	smallStep   = 1.0 / 64
	smallPoints = 3
)

// newOdds prepares the computation for agents whose reports win from c on.
func newOdds(dists []distribution, c float64) *odds {
	points := len(dists)/2 + 1
	o := &odds{agents: len(dists), dists: dists, c: c}
	o.exact, o.small = newGauss(points), newGauss(min(points, smallPoints))
	xs := []float64{c, 1}
	for i := range dists {
		xs = dists[i].knots(xs)
	}
	slices.Sort(xs)
	xs = slices.Compact(xs)
	before := make([]float64, o.agents)
	for k, x := range xs {
		less, atMost := make([]float64, o.agents), make([]float64, o.agents)
		for i := range dists {
			less[i], atMost[i] = dists[i].cdf(x)
		}
		if x > c && k > 0 {
			o.add(xs[k-1], x, before, less)
		}
		if x >= c {
			o.add(x, x, less, atMost)
		}
		before = atMost
	}
	return o
}

func (o *odds) add(x0, x1 float64, f0, f1 []float64) {
	widest := 0.0
	for i := range f0 {
		widest = max(widest, f1[i]-f0[i])
	}
	if widest == 0 {
		return
	}
	o.steps = append(o.steps, oddsStep{x0, x1, widest < smallStep})
	o.f0 = append(o.f0, f0...)
	o.f1 = append(o.f1, f1...)
}

// solve writes to q[i] the probability that i of living wins a round, and to gain[i] its expected utility in a round,
// when all of living are truthful; 0 for the others. q and gain have length agents. work has length 2·agents.
func (o *odds) solve(living []int, q, gain, work []float64) {
	clear(q)
	clear(gain)
	f, others := work[:len(living)], work[o.agents:o.agents+len(living)]
	for k, step := range o.steps {
		f0, f1 := o.f0[k*o.agents:(k+1)*o.agents], o.f1[k*o.agents:(k+1)*o.agents]
		r := &o.exact
		if step.small {
			r = &o.small
		}
		for p, s := range r.node {
			for a, j := range living {
				f[a] = f0[j] + float64(s*(f1[j]-f0[j]))
			}
			productOfOthers(f, others)
			u := step.x0 + float64(s*(step.x1-step.x0))
			for a, j := range living {
				mass := float64(r.weight[p] * (f1[j] - f0[j]) * others[a])
				q[j] += mass
				gain[j] += float64(u * mass)
			}
		}
	}
}

// productOfOthers writes to out[a] the product of all f but f[a].
func productOfOthers(f, out []float64) {
	product := 1.0
	for a := range f {
		out[a] = product
		product *= f[a]
	}
	product = 1
	for a := len(f) - 1; a >= 0; a-- {
		out[a] *= product
		product *= f[a]
	}
}

// win is the probability that agent i of living, with utility u, wins a round in which all of living are truthful.
func (o *odds) win(living []int, i int, u float64) float64 {
	if u < o.c {
		return 0
	}
	jump := false
	product := 1.0
	for _, j := range living {
		if j == i {
			continue
		}
		less, atMost := o.dists[j].cdf(u)
		jump = jump || atMost > less
		product *= less
	}
	if !jump {
		return product
	}
	return o.winTied(living, i, u)
}

func (o *odds) winTied(living []int, i int, u float64) float64 {
	sum := 0.0
	for p, s := range o.exact.node {
		product := o.exact.weight[p]
		for _, j := range living {
			if j == i {
				continue
			}
			less, atMost := o.dists[j].cdf(u)
			product *= less + float64(s*(atMost-less))
		}
		sum += product
	}
	return sum
}
