package net

import (
	"fallow/core"
	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// table is the part of a graph that all networks share, for instances of one size: reports come in, every agent's
// share of every resource comes out. All of it is in units of the budgets: an agent's worth r_im = v_im·b_m is what
// the whole of resource m would bring it, and its want d_im = x_im/b_m the fraction of m that it asks for.
type table[T kernels.Float] struct {
	graph             *autodiff.Graph[T]
	agents, resources int
	clip              bool

	// changed says, for each item, the only agent whose report has changed since the last Forward; nil says that
	// anything may have. Backward then differentiates with respect to that agent's report only.
	changed []int

	// Per item: worth and want are N×M and may be differentiated; budgets is 1×M; weights is N×1.
	worth, want, budgets, weights *autodiff.Node[T]
	// shares is ã, (N+1)×M; its last row is the synthetic agent's.
	shares *autodiff.Node[T]
}

// newTable starts a graph for batches of up to capacity instances of the architecture and adds everything up to the
// shares. The caller may add more and must Build.
func newTable[T kernels.Float](backend kernels.Backend[T], params *autodiff.Parameters[T], a architecture,
	agents, resources, capacity int) *table[T] {
	return newTableOn(autodiff.New(backend, params, capacity), a, agents, resources)
}

// newTableOn is newTable on an empty graph.
func newTableOn[T kernels.Float](g *autodiff.Graph[T], a architecture, agents, resources int) *table[T] {
	t := &table[T]{
		graph: g, agents: agents, resources: resources,
		clip:    a.Inputs == ScaleFree,
		worth:   g.Input("values", agents, resources),
		want:    g.Input("demands", agents, resources),
		budgets: g.Data("budgets", 1, resources),
		weights: g.Data("weights", agents, 1),
	}
	layers := layersOf[T](a)
	if a.Inputs == Raw {
		logits, _ := layers.outputs(g, t.rawFeatures(), agents, resources, head[T]{})
		t.shares = g.SoftmaxColumns("shares", logits)
		return t
	}
	fill, rule, handicap := t.handicappedRule()
	cells := t.scaleFreeFeatures(rule, handicap, a.Weighted)
	logits, correction := layers.outputs(g, cells, agents, resources, head[T]{still: true, handicaps: true})
	_, corrected := t.waterFill("corrected rule", t.correct(handicap, correction), fill)
	t.shares = t.startFrom(corrected, logits)
	return t
}

// load writes an instance as item k.
func (t *table[T]) load(k int, in *core.Instance) {
	worth, want := t.item(t.worth, k), t.item(t.want, k)
	for m, b := range in.Budgets {
		t.item(t.budgets, k)[m] = T(b)
	}
	for i := range in.N {
		t.item(t.weights, k)[i] = T(in.Weights[i])
		row := i * in.M
		t.loadReport(worth[row:row+in.M], want[row:row+in.M], in.Row(in.Values, i), in.Row(in.Demands, i), in.Budgets)
	}
}

// loadReport turns one agent's report into worth and want. All of length M.
func (t *table[T]) loadReport(worth, want []T, values, demands, budgets []float64) {
	for m, b := range budgets {
		worth[m], want[m] = T(values[m]*b), T(t.fraction(demands[m], b))
	}
}

// fraction is the part of a budget that a demand asks for. Scale-free networks see no difference between asking for
// all there is and asking for more, which nobody has a use for.
func (t *table[T]) fraction(demand, budget float64) float64 {
	switch {
	case budget == 0:
		return 0
	case t.clip:
		return min(demand/budget, 1)
	}
	return demand / budget
}

// item is the part of a node's value that belongs to item k.
func (t *table[T]) item(n *autodiff.Node[T], k int) []T {
	return n.Value()[k*n.Size() : (k+1)*n.Size()]
}
