package net

import (
	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// caps is what agents may get at most: c = d·min(max(1 + η, 0), 1) for wants d and a network's η. A cap below its want
// lets an agent that would be served in full give something up for more elsewhere, with no waste: what it leaves goes to
// the others.
type caps[T kernels.Float] struct{ want, by *autodiff.Node[T] }

// capped adds the caps, N×M.
func (t *table[T]) capped(by *autodiff.Node[T]) *autodiff.Node[T] {
	return t.graph.Apply(&caps[T]{t.want, by}, false, "caps", t.agents, t.resources, t.want, by)
}

func (*caps[T]) Name() string { return "cap" }

func (op *caps[T]) Forward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	want, by, y := op.want.Value(), op.by.Value(), out.Value()
	for c, d := range want {
		y[c] = d * capFactor(by[c])
	}
}

func capFactor[T kernels.Float](by T) T {
	switch f := 1 + by; {
	case f <= 0:
		return 0
	case f < 1:
		return f
	}
	return 1
}

func (op *caps[T]) Backward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	want, by, dy := op.want.Value(), op.by.Value(), out.Grad()
	if op.by.Wanted() {
		dby := overwritten(op.by)
		for c, d := range want {
			// At zero, where training starts, a cap can only be lowered: the derivative is that from below.
			if f := 1 + by[c]; f > 0 && f <= 1 {
				dby[c] += T(d * dy[c])
			}
		}
	}
	if op.want.Wanted() {
		dwant := overwritten(op.want)
		for c, v := range dy {
			dwant[c] += T(v * capFactor(by[c]))
		}
	}
}
