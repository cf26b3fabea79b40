package net

import (
	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// uniformRule is the uniform rule of Sprumont (1991) as an op: agent i's share of resource m is min(d_im, w_i·L_m) with
// the level L_m such that the shares sum to min(1, Σ_i d_im), and the synthetic agent's is what is left.
type uniformRule[T kernels.Float] struct {
	t *table[T]
	// levels holds L_m for each item, or -1 where everybody gets what it asks for.
	levels []T
}

// uniformRule adds the rule's shares, (N+1)×M.
func (t *table[T]) uniformRule() *autodiff.Node[T] {
	op := &uniformRule[T]{t, make([]T, t.graph.Capacity()*t.resources)}
	return t.graph.Apply(op, false, "uniform rule", t.agents+1, t.resources, t.want, t.weights)
}

func (*uniformRule[T]) Name() string { return "uniform rule" }

func (op *uniformRule[T]) Forward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	n, m := op.t.agents, op.t.resources
	for k := range g.Batch() {
		want, weights := op.t.item(op.t.want, k), op.t.item(op.t.weights, k)
		share := out.Value()[k*(n+1)*m:][:(n+1)*m]
		for j := range m {
			op.levels[k*m+j] = fill(share[j:], want[j:], weights, n, m)
		}
	}
}

// fill applies the rule to one resource, whose wants and shares are m apart, and returns its level.
func fill[T kernels.Float](share, want, weights []T, n, m int) T {
	var total, weight T
	for i := range n {
		d := want[i*m]
		share[i*m] = d
		total += d
		if d > 0 {
			weight += weights[i]
		}
	}
	share[n*m] = max(0, 1-total)
	if total <= 1 {
		return -1
	}
	level := settle(want, weights, n, m, weight)
	for i := range n {
		share[i*m] = min(want[i*m], weights[i]*level)
	}
	return level
}

// settle finds the level of a resource that is scarce: whoever asks for less than the level gives the rest back, which
// raises it, until nobody new does.
func settle[T kernels.Float](want, weights []T, n, m int, weight T) T {
	level := 1 / weight
	for {
		var left, rest T = 1, 0
		for i := range n {
			switch d := want[i*m]; {
			case d == 0:
			case d < weights[i]*level:
				left -= d
			default:
				rest += weights[i]
			}
		}
		if rest == 0 {
			return level
		}
		raised := left / rest
		if !(raised > level) {
			return level
		}
		level = raised
	}
}

// Backward: where nothing is scarce a share is the want itself. Where something is, what a served agent asks for more
// is taken from those at the level, in proportion to their weights.
func (op *uniformRule[T]) Backward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	n, m := op.t.agents, op.t.resources
	dwant, accumulate := op.t.want.Adjoint()
	if !accumulate {
		clear(dwant)
	}
	for k := range g.Batch() {
		want, weights := op.t.item(op.t.want, k), op.t.item(op.t.weights, k)
		dshare, dwant := out.Grad()[k*(n+1)*m:][:(n+1)*m], dwant[k*n*m:][:n*m]
		for j := range m {
			level := op.levels[k*m+j]
			if level < 0 {
				for i := range n {
					dwant[i*m+j] += dshare[i*m+j] - dshare[n*m+j]
				}
				continue
			}
			var taken, weight T
			for i := range n {
				if want[i*m+j] >= weights[i]*level {
					taken += T(dshare[i*m+j] * weights[i])
					weight += weights[i]
				}
			}
			for i := range n {
				if want[i*m+j] < weights[i]*level {
					dwant[i*m+j] += dshare[i*m+j] - taken/weight
				}
			}
		}
	}
}

// startWithheld is what the synthetic agent has at the start of a resource that is scarce: little, but not nothing, so
// that training can move it.
const startWithheld = 1e-3

// started is the softmax over agents of log p + c, with a prior p from the uniform rule: shares that start at p where
// the network's correction c is zero. Every agent that asks for a resource, and the synthetic agent, has in p its share
// by the rule and an equal part of what the rule leaves over, so that at the start the cap at the demand holds with
// room to spare wherever nothing is scarce; who asks for nothing has nothing. It is computed as p·softmax(c), normalised,
// without the logarithm.
type started[T kernels.Float] struct {
	rule, correction *autodiff.Node[T]
	prior            []T
}

// startFrom adds the shares that result from correcting the uniform rule's. Both are (N+1)×M.
func (t *table[T]) startFrom(rule, correction *autodiff.Node[T]) *autodiff.Node[T] {
	op := &started[T]{rule, correction, make([]T, t.graph.Capacity()*rule.Size())}
	return t.graph.Apply(op, false, "shares", t.agents+1, t.resources, rule, correction)
}

func (*started[T]) Name() string { return "corrected softmax" }

func (op *started[T]) Forward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	y, rule, size, m := out.Value(), op.rule.Value(), out.Size(), out.Cols()
	g.Kernels().SoftmaxColumns(y, op.correction.Value(), g.Batch(), out.Rows(), m)
	for k := range g.Batch() {
		y, rule, prior := y[k*size:][:size], rule[k*size:][:size], op.prior[k*size:][:size]
		for j := range m {
			last := size - m + j
			spare := rule[last] / T(out.Rows())
			prior[last] = spare + startWithheld
			sum := y[last] * prior[last]
			y[last] = sum
			for r := j; r < last; r += m {
				prior[r] = 0
				if rule[r] > 0 {
					prior[r] = rule[r] + spare
				}
				s := y[r] * prior[r]
				y[r] = s
				sum += s
			}
			scale := 1 / sum
			for r := j; r < size; r += m {
				y[r] *= scale
			}
		}
	}
}

// Backward: with respect to the logits log p + c it is that of a softmax.
func (op *started[T]) Backward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	d, size, m := out.Grad(), out.Size(), out.Cols()
	g.Kernels().SoftmaxColumnsBack(d, out.Value(), d, g.Batch(), out.Rows(), m, false)
	if op.correction.Wanted() {
		dc, accumulate := op.correction.Adjoint()
		for k, v := range d {
			if accumulate {
				v += dc[k]
			}
			dc[k] = v
		}
	}
	if !op.rule.Wanted() {
		return
	}
	drule := overwritten(op.rule)
	for k := range g.Batch() {
		d, drule, prior := d[k*size:][:size], drule[k*size:][:size], op.prior[k*size:][:size]
		for j := range m {
			last := size - m + j
			spare := d[last] / prior[last]
			for r := j; r < last; r += m {
				if prior[r] > 0 {
					v := d[r] / prior[r]
					drule[r] += v
					spare += v
				}
			}
			drule[last] += spare / T(out.Rows())
		}
	}
}
