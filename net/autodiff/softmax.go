package autodiff

import "fallow/net/kernels"

// softmax is the softmax of every column of every item, with the item seen as rows×cols.
type softmax[T kernels.Float] struct {
	x                  *Node[T]
	blocks, rows, cols int
}

// SoftmaxColumns returns, for each item of x, the softmax of each of its columns: over the agents, where a row is an
// agent and a column a resource.
func (g *Graph[T]) SoftmaxColumns(name string, x *Node[T]) *Node[T] {
	return g.Apply(&softmax[T]{x, 1, x.rows, x.cols}, false, name, x.rows, x.cols, x)
}

// SoftmaxRows returns the softmax of each row of x.
func (g *Graph[T]) SoftmaxRows(name string, x *Node[T]) *Node[T] {
	return g.Apply(&softmax[T]{x, x.rows, x.cols, 1}, false, name, x.rows, x.cols, x)
}

func (*softmax[T]) Name() string { return "softmax" }

func (op *softmax[T]) Forward(g *Graph[T], out *Node[T]) {
	g.kernels.SoftmaxColumns(out.Value(), op.x.Value(), g.batch*op.blocks, op.rows, op.cols)
}

func (op *softmax[T]) Backward(g *Graph[T], out *Node[T]) {
	dx, accumulate := op.x.Adjoint()
	g.kernels.SoftmaxColumnsBack(dx, out.Value(), out.Grad(), g.batch*op.blocks, op.rows, op.cols, accumulate)
}
