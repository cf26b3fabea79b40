package net

import (
	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// utilities is u_i = Σ_m r_im·min(ã_im, d_im) of every agent (eq. 1), when everybody reports the truth.
type utilities[T kernels.Float] struct{ t *table[T] }

// utilities adds the utilities of all agents, N×1. Only the shares are differentiated: the truth is not a choice.
func (t *table[T]) utilities() *autodiff.Node[T] {
	return t.graph.Apply(&utilities[T]{t}, false, "utilities", t.agents, 1, t.shares)
}

func (*utilities[T]) Name() string { return "utilities" }

func (op *utilities[T]) Forward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	n, m := op.t.agents, op.t.resources
	for k := range g.Batch() {
		worth, want, share := op.t.item(op.t.worth, k), op.t.item(op.t.want, k), op.t.item(op.t.shares, k)
		for i := range n {
			var u T
			for c := i * m; c < (i+1)*m; c++ {
				u += T(worth[c] * lesser(share[c], want[c]))
			}
			out.Value()[k*n+i] = u
		}
	}
}

func (op *utilities[T]) Backward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	n, m := op.t.agents, op.t.resources
	dshares := overwritten(op.t.shares)
	for k := range g.Batch() {
		worth, want, share := op.t.item(op.t.worth, k), op.t.item(op.t.want, k), op.t.item(op.t.shares, k)
		dshare := dshares[k*(n+1)*m:][:n*m]
		for i := range n {
			du := out.Grad()[k*n+i]
			for c := i * m; c < (i+1)*m; c++ {
				if share[c] < want[c] {
					dshare[c] += T(du * worth[c])
				}
			}
		}
	}
}

// trueUtility is the utility of one agent of each item at its true worth and want when it reports what the table
// holds: Σ_m r_m·min(ã_im, d'_im, d_m), with d' the report that caps its allocation.
type trueUtility[T kernels.Float] struct {
	t *table[T]
	// agent says whose utility, for each item of the capacity.
	agent []int
	// worth and want hold the agent's truth, 1×M per item.
	worth, want *autodiff.Node[T]
}

// trueUtility adds the utility of one agent of each item, 1×1.
func (t *table[T]) trueUtility() (*trueUtility[T], *autodiff.Node[T]) {
	op := &trueUtility[T]{
		t: t, agent: make([]int, t.graph.Capacity()),
		worth: t.graph.Data("true values", 1, t.resources),
		want:  t.graph.Data("true demands", 1, t.resources),
	}
	return op, t.graph.Apply(op, false, "true utility", 1, 1, t.shares, t.want)
}

func (*trueUtility[T]) Name() string { return "true utility" }

func (op *trueUtility[T]) Forward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	n, m := op.t.agents, op.t.resources
	for k := range g.Batch() {
		i := op.agent[k]
		share, reported := op.t.shares.Value()[(k*(n+1)+i)*m:][:m], op.t.want.Value()[(k*n+i)*m:][:m]
		worth, want := op.worth.Value()[k*m:][:m], op.want.Value()[k*m:][:m]
		var u T
		for j, r := range worth {
			u += T(r * lesser(lesser(share[j], reported[j]), want[j]))
		}
		out.Value()[k] = u
	}
}

func (op *trueUtility[T]) Backward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	n, m := op.t.agents, op.t.resources
	dshares := overwritten(op.t.shares)
	var dwants []T
	if op.t.want.Wanted() {
		dwants = overwritten(op.t.want)
	}
	for k := range g.Batch() {
		i, du := op.agent[k], out.Grad()[k]
		share, reported := op.t.shares.Value()[(k*(n+1)+i)*m:][:m], op.t.want.Value()[(k*n+i)*m:][:m]
		worth, want := op.worth.Value()[k*m:][:m], op.want.Value()[k*m:][:m]
		dshare := dshares[(k*(n+1)+i)*m:][:m]
		for j, r := range worth {
			switch {
			case share[j] < lesser(reported[j], want[j]):
				dshare[j] += T(du * r)
			case dwants != nil && reported[j] < want[j]:
				dwants[(k*n+i)*m+j] += T(du * r)
			}
		}
	}
}

// lesser is min(a, b), but for a NaN in b. Go's own min is not inlined on WebAssembly, and costs as much as all else
// in these loops.
func lesser[T kernels.Float](a, b T) T {
	if b < a {
		return b
	}
	return a
}
