package net

import (
	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// The handicapped rule is where scale-free networks start. It is the uniform rule, but who holds much of the other
// resources stands back: agent i's handicap at resource m is handicapRate times the sum of its shares of the others,
//
//	h_im = τ·Σ_{k≠m} s_ik,
//
// and the shares are those of water filling with these handicaps, which is a fixed point of few iterations. Values do not
// enter, so nothing is gained by lying about them; asking for less of one resource, to be served better at another, pays
// only for an agent to whom a unit of the first is worth less than τ of the second. Proportional fairness is the same
// with h_im = Σ_{k≠m} r_ik·s_ik / r_im.
//
// Measured at 2x2, eq. (6): NSW 97.7 % of PF's at 2.4 % of its exploitability with τ = .5; the uniform rule has 94.8 %.
//
// The rate is learned along with the weights.
const (
	handicapRate = .4
	// handicapRounds is the number of times that handicaps are computed from shares.
	handicapRounds = 3
)

// handicaps is h' = τ·Σ_{k≠m} s_ik, or the mean of it and the handicap before, which damps the iteration.
type handicaps[T kernels.Float] struct {
	t             *table[T]
	rate          autodiff.Tensor
	shares, prior *autodiff.Node[T]
}

// handicappedRule adds the iteration and returns its last filling, its shares, (N+1)×M, and the handicaps that follow
// from them, N×M.
func (t *table[T]) handicappedRule() (fill *waterFill[T], shares, handicap *autodiff.Node[T]) {
	rate := t.graph.Params().Declare(autodiff.Tensor{Name: "handicap.rate", Rows: 1, Cols: 1, Centre: handicapRate})
	for range handicapRounds {
		fill, shares = t.waterFill("rule", handicap, fill)
		inputs := []*autodiff.Node[T]{shares}
		if handicap != nil {
			inputs = append(inputs, handicap)
		}
		op := &handicaps[T]{t, rate, shares, handicap}
		handicap = t.graph.Apply(op, true, "handicap", t.agents, t.resources, inputs...)
	}
	return fill, shares, handicap
}

func (*handicaps[T]) Name() string { return "handicap" }

// damping is what the new handicap is multiplied by in the mean.
func (op *handicaps[T]) damping() T {
	if op.prior == nil {
		return 1
	}
	return .5
}

func (op *handicaps[T]) Forward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	n, m := op.t.agents, op.t.resources
	y, shares := out.Value(), op.shares.Value()
	rate := op.damping() * g.Params().Of(op.rate, g.Params().Values)[0]
	for k := range g.Batch() {
		for i := range n {
			s, to := shares[(k*(n+1)+i)*m:][:m], y[(k*n+i)*m:][:m]
			var sum T
			for _, v := range s {
				sum += v
			}
			for j, v := range s {
				to[j] = rate * (sum - v)
			}
		}
	}
	if op.prior != nil {
		g.Kernels().AddScaled(y, op.prior.Value(), .5)
	}
}

func (op *handicaps[T]) Backward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	if op.prior != nil && op.prior.Wanted() {
		g.Kernels().AddScaled(overwritten(op.prior), out.Grad(), .5)
	}
	if g.Wants(autodiff.Params) {
		op.backwardRate(g, out)
	}
	if !op.shares.Wanted() {
		return
	}
	n, m := op.t.agents, op.t.resources
	rate := op.damping() * g.Params().Of(op.rate, g.Params().Values)[0]
	dshares := overwritten(op.shares)
	for k := range g.Batch() {
		for i := range n {
			dy, to := out.Grad()[(k*n+i)*m:][:m], dshares[(k*(n+1)+i)*m:][:m]
			var sum T
			for _, v := range dy {
				sum += v
			}
			for j, v := range dy {
				to[j] += rate * (sum - v)
			}
		}
	}
}

func (op *handicaps[T]) backwardRate(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	n, m := op.t.agents, op.t.resources
	var along T
	for k := range g.Batch() {
		for i := range n {
			s, dy := op.shares.Value()[(k*(n+1)+i)*m:][:m], out.Grad()[(k*n+i)*m:][:m]
			var sum T
			for _, v := range s {
				sum += v
			}
			for j, v := range s {
				along += T(dy[j] * (sum - v))
			}
		}
	}
	g.Params().Of(op.rate, g.Gradient())[0] += op.damping() * along
}

// correct adds the handicaps as a network corrects them. Corrections are in units of 2/N, the size of shares.
func (t *table[T]) correct(handicap, correction *autodiff.Node[T]) *autodiff.Node[T] {
	return t.graph.AddScaled("corrected handicap", handicap, correction, 2/float64(t.agents))
}
