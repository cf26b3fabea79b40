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
	// near is a filling whose levels are near those of this one, or nil.
	near *waterFill[T]
	// levels holds L_m for each item, or kernels.FullyServed.
	levels []T
}

// waterFill adds the shares, (N+1)×M, for a handicap of N×M, or for none. near may be nil.
func (t *table[T]) waterFill(name string, handicap *autodiff.Node[T], near *waterFill[T]) (*waterFill[T], *autodiff.Node[T]) {
	op := &waterFill[T]{t: t, handicap: handicap, near: near, levels: make([]T, t.graph.Capacity()*t.resources)}
	inputs := []*autodiff.Node[T]{t.want, t.weights}
	if handicap != nil {
		inputs = append(inputs, handicap)
	}
	return op, t.graph.Apply(op, false, name, t.agents+1, t.resources, inputs...)
}

func (*waterFill[T]) Name() string { return "water filling" }

func (op *waterFill[T]) Forward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	n, m := op.t.agents, op.t.resources
	levels := op.levels[:g.Batch()*m]
	if op.near != nil {
		copy(levels, op.near.levels)
	} else {
		clear(levels)
	}
	var handicaps []T
	if op.handicap != nil {
		handicaps = op.handicap.Value()
	}
	g.Kernels().WaterFill(out.Value(), levels, op.t.want.Value(), handicaps, op.t.weights.Value(), g.Batch(), n, m)
}

func (op *waterFill[T]) Backward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	n, m := op.t.agents, op.t.resources
	var dwants, dhandicaps []T
	if op.t.want.Wanted() {
		dwants = overwritten(op.t.want)
	}
	if op.handicap != nil && op.handicap.Wanted() {
		dhandicaps = overwritten(op.handicap)
	}
	g.Kernels().WaterFillBack(dwants, dhandicaps, out.Grad(), out.Value(), op.levels[:g.Batch()*m],
		op.t.want.Value(), op.t.weights.Value(), g.Batch(), n, m)
}
