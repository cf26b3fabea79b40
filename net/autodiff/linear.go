package autodiff

import (
	"math"

	"fallow/net/kernels"
)

// linear is Y = X·W + bias, and then max(0, Y) with relu, on every row of X.
type linear[T kernels.Float] struct {
	x            *Node[T]
	weight, bias Tensor
	relu         bool
}

// Linear returns x·W + b for every row of x, with W (columns of x)×out and b of length out new parameters called
// name.weight and name.bias, and then max(0, ·) if relu. W starts uniform with the variance that keeps that of the
// signal (He et al. 2015): 2/columns with relu, 1/columns without; b starts at zero.
func (g *Graph[T]) Linear(name string, x *Node[T], out int, relu bool) *Node[T] {
	variance := 1 / float64(x.cols)
	if relu {
		variance *= 2
	}
	return g.linear(name, x, out, relu, math.Sqrt(3*variance))
}

// LinearZero is Linear without relu whose weights start at zero, so that what it is added to starts undisturbed.
func (g *Graph[T]) LinearZero(name string, x *Node[T], out int) *Node[T] {
	return g.linear(name, x, out, false, 0)
}

func (g *Graph[T]) linear(name string, x *Node[T], out int, relu bool, bound float64) *Node[T] {
	op := &linear[T]{
		x:      x,
		weight: g.params.Declare(Tensor{Name: name + ".weight", Rows: x.cols, Cols: out, Bound: bound}),
		bias:   g.params.Declare(Tensor{Name: name + ".bias", Rows: 1, Cols: out}),
		relu:   relu,
	}
	return g.Apply(op, true, name, x.rows, out, x)
}

func (*linear[T]) Name() string { return "linear" }

func (op *linear[T]) Forward(g *Graph[T], out *Node[T]) {
	p := g.params
	g.kernels.Linear(out.Value(), op.x.Value(), p.Of(op.weight, p.Values), p.Of(op.bias, p.Values),
		g.batch*out.rows, op.x.cols, out.cols, op.relu)
}

func (op *linear[T]) Backward(g *Graph[T], out *Node[T]) {
	dy, m, k, n := out.Grad(), g.batch*out.rows, op.x.cols, out.cols
	if op.relu {
		g.kernels.ReLUBack(dy, out.Value(), dy)
	}
	if g.Wants(Params) {
		g.kernels.MatMulAT(g.params.Of(op.weight, g.gradient), op.x.Value(), dy, k, m, n, true)
		g.kernels.SumRows(g.params.Of(op.bias, g.gradient), dy, m, n, true)
	}
	if op.x.Wanted() {
		dx, accumulate := op.x.Adjoint()
		g.kernels.MatMulBT(dx, dy, g.params.Of(op.weight, g.params.Values), m, n, k, accumulate)
	}
}
