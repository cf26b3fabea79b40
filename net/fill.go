package net

import (
	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// waterFill shares every resource out by levels with handicaps: agent i's share of resource m is
//
//	s_im = min(max(w_i·L_m − h_im, 0), d_im)
//
// with the level L_m such that the shares sum to min(1, Σ_i d_im); the synthetic agent's share is what is left. Without
// handicaps it is the uniform rule of Sprumont (1991). With the utility that an agent has from elsewhere, in units of
// the resource, as its handicap, it is proportional fairness of one resource.
type waterFill[T kernels.Float] struct {
	t        *table[T]
	handicap *autodiff.Node[T]
	// levels holds L_m for each item, or fullyServed.
	levels []T
}

// fullyServed stands for the level of a resource that is not scarce.
const fullyServed = 1 << 60

// waterFill adds the shares, (N+1)×M, for a handicap of N×M, or for none.
func (t *table[T]) waterFill(name string, handicap *autodiff.Node[T]) *autodiff.Node[T] {
	op := &waterFill[T]{t, handicap, make([]T, t.graph.Capacity()*t.resources)}
	inputs := []*autodiff.Node[T]{t.want, t.weights}
	if handicap != nil {
		inputs = append(inputs, handicap)
	}
	return t.graph.Apply(op, false, name, t.agents+1, t.resources, inputs...)
}

func (*waterFill[T]) Name() string { return "water filling" }

func (op *waterFill[T]) Forward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	n, m := op.t.agents, op.t.resources
	for k := range g.Batch() {
		want, weights := op.t.item(op.t.want, k), op.t.item(op.t.weights, k)
		share := out.Value()[k*(n+1)*m:][:(n+1)*m]
		var handicap []T
		if op.handicap != nil {
			handicap = op.t.item(op.handicap, k)
		}
		for j := range m {
			op.levels[k*m+j] = fill(share, want, weights, handicap, j, n, m)
		}
	}
}

// fill shares out resource j of n×m wants and handicaps, which may be nil, and returns the level.
func fill[T kernels.Float](share, want, weights, handicap []T, j, n, m int) T {
	var total, weight T
	for i, w := range weights {
		d := want[i*m+j]
		share[i*m+j] = d
		total += d
		if d > 0 {
			weight += w
		}
	}
	share[n*m+j] = max(0, 1-total)
	if total <= 1 {
		return fullyServed
	}
	level := settle(want, weights, handicap, j, m, 1/weight)
	for i, w := range weights {
		s := w * level
		if handicap != nil {
			s -= handicap[i*m+j]
		}
		share[i*m+j] = min(max(s, 0), want[i*m+j])
	}
	return level
}

// settleSteps is the most Newton steps that settle takes. The function has 2N pieces and a step seldom has to be
// corrected; bisection would be exact to rounding after as many.
const settleSteps = 60

// settle finds the level of a scarce resource: where a sum of shares that is piecewise linear and rises with the level
// is 1. Newton's method from a first guess, kept within the bracket of what has been seen.
func settle[T kernels.Float](want, weights, handicap []T, j, m int, level T) T {
	low, high, bounded := lowest(want, weights, handicap, j, m), T(0), false
	for range settleSteps {
		sum, slope := atLevel(want, weights, handicap, j, m, level)
		if sum < 1 {
			low = max(low, level)
		} else {
			high, bounded = level, true
		}
		next := 2*max(level, 0) + 1
		if slope > 0 {
			next = level + (1-sum)/slope
		}
		if next == level {
			return level
		}
		if bounded && !(next > low && next < high) {
			if next = low + (high-low)/2; next == low || next == high {
				return high
			}
		}
		level = next
	}
	return level
}

// lowest is a level at which nobody gets anything.
func lowest[T kernels.Float](want, weights, handicap []T, j, m int) T {
	low := T(0)
	if handicap != nil {
		for i, w := range weights {
			if want[i*m+j] > 0 {
				low = min(low, handicap[i*m+j]/w)
			}
		}
	}
	return low
}

// atLevel returns the sum of the shares at a level, and its slope.
func atLevel[T kernels.Float](want, weights, handicap []T, j, m int, level T) (sum, slope T) {
	for i, w := range weights {
		c := i*m + j
		d := want[c]
		if d == 0 {
			continue
		}
		s := w * level
		if handicap != nil {
			s -= handicap[c]
		}
		switch {
		case s >= d:
			sum += d
		case s > 0:
			sum += s
			slope += w
		}
	}
	return sum, slope
}

// Backward: where something is scarce, what a share at neither end gains or loses is taken from the others at neither
// end, in proportion to their weights.
func (op *waterFill[T]) Backward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	n, m := op.t.agents, op.t.resources
	var dwants, dhandicaps []T
	if op.t.want.Wanted() {
		dwants = overwritten(op.t.want)
	}
	if op.handicap != nil && op.handicap.Wanted() {
		dhandicaps = overwritten(op.handicap)
	}
	for k := range g.Batch() {
		f := fillBackward[T]{
			want: op.t.item(op.t.want, k), weights: op.t.item(op.t.weights, k),
			share: out.Value()[k*(n+1)*m:][:(n+1)*m], dshare: out.Grad()[k*(n+1)*m:][:(n+1)*m],
		}
		if dwants != nil {
			f.dwant = dwants[k*n*m:][:n*m]
		}
		if dhandicaps != nil {
			f.dhandicap = dhandicaps[k*n*m:][:n*m]
		}
		for j := range m {
			f.resource(j, n, m, op.levels[k*m+j])
		}
	}
}

// fillBackward is one item of a backward pass. Either of the last two may be nil.
type fillBackward[T kernels.Float] struct {
	want, weights, share, dshare []T
	dwant, dhandicap             []T
}

func (f *fillBackward[T]) resource(j, n, m int, level T) {
	if level == fullyServed {
		if f.dwant != nil {
			for i := range n {
				f.dwant[i*m+j] += f.dshare[i*m+j] - f.dshare[n*m+j]
			}
		}
		return
	}
	var along, weight T // Σ dshare·w and Σ w over the agents at neither end
	for i, w := range f.weights {
		if s := f.share[i*m+j]; s > 0 && s < f.want[i*m+j] {
			along += T(f.dshare[i*m+j] * w)
			weight += w
		}
	}
	if weight > 0 {
		along /= weight
	}
	for i := range n {
		c := i*m + j
		s, d := f.share[c], f.want[c]
		switch {
		case s > 0 && s < d:
			if f.dhandicap != nil {
				f.dhandicap[c] += along - f.dshare[c]
			}
		case s > 0 && f.dwant != nil:
			f.dwant[c] += f.dshare[c] - along
		}
	}
}
