package autodiff

import (
	"math"

	"fallow/net/kernels"
)

// exchange is a layer on the cells of a table, agents × resources, that commutes with every exchange of two agents or
// of two resources. Each cell sees itself, the mean of its row, the mean of its column and the mean of the table:
//
//	Y[i,m] = X[i,m]·Wcell + R[i]·Wagent + C[m]·Wresource + A·Wtable + bias
//
// (Hartford et al. 2018, "Deep models of interactions across sets", eq. 4).
type exchange[T kernels.Float] struct {
	x                                   *Node[T]
	agents, resources                   int
	cell, agent, resource, table, shift Tensor
	relu                                bool
	// Means of x and their adjoints: agents×in, resources×in and 1×in per item.
	rows, cols, all []T
	// What the means contribute to Y, and its adjoints: the same with out for in.
	toRows, toCols, toAll []T
}

// Exchange returns the exchangeable layer of x, whose rows are the cells (i, m) of an agents×resources table at index
// i·resources + m, with out columns, and then max(0, ·) if relu. The new parameters are name.cell, name.agent,
// name.resource, name.table and name.bias; none of their shapes depends on the size of the table.
func (g *Graph[T]) Exchange(name string, x *Node[T], agents, resources, out int, relu bool) *Node[T] {
	variance := 1 / float64(x.cols)
	if relu {
		variance *= 2
	}
	return g.exchange(name, x, agents, resources, out, relu, math.Sqrt(3*variance))
}

func (g *Graph[T]) exchange(name string, x *Node[T], agents, resources, out int, relu bool, bound float64) *Node[T] {
	if agents*resources != x.rows {
		panic("autodiff: exchange of " + x.name + ", whose rows are not agents times resources")
	}
	weight := func(part string) Tensor {
		return g.params.Declare(Tensor{Name: name + "." + part, Rows: x.cols, Cols: out, Bound: bound})
	}
	op := &exchange[T]{
		x: x, agents: agents, resources: resources, relu: relu,
		cell: weight("cell"), agent: weight("agent"), resource: weight("resource"), table: weight("table"),
		shift:  g.params.Declare(Tensor{Name: name + ".bias", Rows: 1, Cols: out}),
		rows:   make([]T, g.capacity*agents*x.cols),
		cols:   make([]T, g.capacity*resources*x.cols),
		all:    make([]T, g.capacity*x.cols),
		toRows: make([]T, g.capacity*agents*out),
		toCols: make([]T, g.capacity*resources*out),
		toAll:  make([]T, g.capacity*out),
	}
	g.slab += len(op.rows) + len(op.cols) + len(op.all) + len(op.toRows) + len(op.toCols) + len(op.toAll)
	return g.Apply(op, true, name, x.rows, out, x)
}

func (*exchange[T]) Name() string { return "exchange" }

// sized is the part of the workspace that the current batch uses.
func (op *exchange[T]) sized(batch, out int) (rows, cols, all, toRows, toCols, toAll []T) {
	n, m, in := batch*op.agents, batch*op.resources, op.x.cols
	return op.rows[:n*in], op.cols[:m*in], op.all[:batch*in], op.toRows[:n*out], op.toCols[:m*out], op.toAll[:batch*out]
}

func (op *exchange[T]) Forward(g *Graph[T], out *Node[T]) {
	b, n, m, k, f := g.batch, op.agents, op.resources, op.x.cols, out.cols
	rows, cols, all, toRows, toCols, toAll := op.sized(b, f)
	p, v := g.params, g.params.Values

	g.kernels.PoolTable(rows, cols, op.x.Value(), b, n, m, k)
	g.kernels.PoolTable(all, nil, rows, b, 1, n, k)
	g.kernels.Scale(rows, rows, 1/T(m))
	g.kernels.Scale(cols, cols, 1/T(n))
	g.kernels.Scale(all, all, 1/T(n*m))

	g.kernels.Linear(toAll, all, p.Of(op.table, v), p.Of(op.shift, v), b, k, f, false)
	g.kernels.MatMul(toRows, rows, p.Of(op.agent, v), b*n, k, f, false)
	g.kernels.MatMul(toCols, cols, p.Of(op.resource, v), b*m, k, f, false)
	g.kernels.SpreadTable(toRows, toAll, nil, b, 1, n, f, false)
	g.kernels.MatMul(out.Value(), op.x.Value(), p.Of(op.cell, v), b*n*m, k, f, false)
	g.kernels.SpreadTable(out.Value(), toRows, toCols, b, n, m, f, op.relu)
}

func (op *exchange[T]) Backward(g *Graph[T], out *Node[T]) {
	b, n, m, k, f := g.batch, op.agents, op.resources, op.x.cols, out.cols
	rows, cols, all, toRows, toCols, toAll := op.sized(b, f)
	p, v, dy := g.params, g.params.Values, out.Grad()

	if op.relu {
		g.kernels.ReLUBack(dy, out.Value(), dy)
	}
	g.kernels.PoolTable(toRows, toCols, dy, b, n, m, f)
	g.kernels.PoolTable(toAll, nil, toRows, b, 1, n, f)
	if g.Wants(Params) {
		d := g.gradient
		g.kernels.MatMulAT(p.Of(op.cell, d), op.x.Value(), dy, k, b*n*m, f, true)
		g.kernels.MatMulAT(p.Of(op.agent, d), rows, toRows, k, b*n, f, true)
		g.kernels.MatMulAT(p.Of(op.resource, d), cols, toCols, k, b*m, f, true)
		g.kernels.MatMulAT(p.Of(op.table, d), all, toAll, k, b, f, true)
		g.kernels.SumRows(p.Of(op.shift, d), toAll, b, f, true)
	}
	if !op.x.Wanted() {
		return
	}
	g.kernels.MatMulBT(rows, toRows, p.Of(op.agent, v), b*n, f, k, false)
	g.kernels.MatMulBT(cols, toCols, p.Of(op.resource, v), b*m, f, k, false)
	g.kernels.MatMulBT(all, toAll, p.Of(op.table, v), b, f, k, false)
	g.kernels.Scale(all, all, 1/T(n))
	g.kernels.SpreadTable(rows, all, nil, b, 1, n, k, false)
	g.kernels.Scale(rows, rows, 1/T(m))
	g.kernels.Scale(cols, cols, 1/T(n))
	dx, accumulate := op.x.Adjoint()
	g.kernels.MatMulBT(dx, dy, p.Of(op.cell, v), b*n*m, f, k, accumulate)
	g.kernels.SpreadTable(dx, rows, cols, b, n, m, k, false)
}
