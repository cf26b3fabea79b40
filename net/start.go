package net

import (
	"fallow/net/autodiff"
	"fallow/net/kernels"
)

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
