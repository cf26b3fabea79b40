package autodiff

import "fallow/net/kernels"

// normEpsilon keeps the norm of a constant row finite (the usual value).
const normEpsilon = 1e-5

// norm is layer normalisation: every row shifted to mean 0 and scaled to variance 1, then scaled and shifted by
// parameters (Ba, Kiros and Hinton 2016).
type norm[T kernels.Float] struct {
	x          *Node[T]
	gain, bias Tensor
	// unit is the normalised x, inverse 1/√(variance + ε) of each row.
	unit, inverse []T
}

// LayerNorm returns the layer normalisation of the rows of x with new parameters name.gain, starting at 1, and
// name.bias, starting at 0.
func (g *Graph[T]) LayerNorm(name string, x *Node[T]) *Node[T] {
	op := &norm[T]{
		x:       x,
		gain:    g.params.Declare(Tensor{Name: name + ".gain", Rows: 1, Cols: x.cols, Centre: 1}),
		bias:    g.params.Declare(Tensor{Name: name + ".bias", Rows: 1, Cols: x.cols}),
		unit:    make([]T, g.capacity*x.Size()),
		inverse: make([]T, g.capacity*x.rows),
	}
	g.slab += len(op.unit) + len(op.inverse)
	return g.Apply(op, true, name, x.rows, x.cols, x)
}

func (*norm[T]) Name() string { return "layernorm" }

func (op *norm[T]) Forward(g *Graph[T], out *Node[T]) {
	p, x := g.params, op.x.Value()
	rows := len(x) / out.cols
	g.kernels.LayerNorm(out.Value(), op.unit[:len(x)], op.inverse[:rows], x, p.Of(op.gain, p.Values), p.Of(op.bias, p.Values),
		rows, out.cols, normEpsilon)
}

func (op *norm[T]) Backward(g *Graph[T], out *Node[T]) {
	p, dy, c := g.params, out.Grad(), out.cols
	rows, unit := len(dy)/c, op.unit[:len(dy)]
	if g.Wants(Params) {
		g.kernels.SumRows(p.Of(op.bias, g.gradient), dy, rows, c, true)
		g.kernels.SumProducts(p.Of(op.gain, g.gradient), dy, unit, rows, c, true)
	}
	if op.x.Wanted() {
		dx, accumulate := op.x.Adjoint()
		g.kernels.LayerNormBack(dx, dy, unit, op.inverse[:rows], p.Of(op.gain, p.Values), rows, c, accumulate)
	}
}
