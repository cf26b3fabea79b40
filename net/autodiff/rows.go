package autodiff

import "fallow/net/kernels"

// meanRows is the mean of the rows of each item.
type meanRows[T kernels.Float] struct{ x *Node[T] }

// MeanRows returns the mean of x's rows: one row per item.
func (g *Graph[T]) MeanRows(name string, x *Node[T]) *Node[T] {
	return g.Apply(&meanRows[T]{x}, false, name, 1, x.cols, x)
}

func (*meanRows[T]) Name() string { return "mean" }

func (op *meanRows[T]) Forward(g *Graph[T], out *Node[T]) {
	g.kernels.PoolTable(out.Value(), nil, op.x.Value(), g.batch, 1, op.x.rows, op.x.cols)
	g.kernels.Scale(out.Value(), out.Value(), 1/T(op.x.rows))
}

func (op *meanRows[T]) Backward(g *Graph[T], out *Node[T]) {
	dx, accumulate := op.x.Adjoint()
	if !accumulate {
		clear(dx)
	}
	g.kernels.Scale(out.Grad(), out.Grad(), 1/T(op.x.rows))
	g.kernels.SpreadTable(dx, out.Grad(), nil, g.batch, 1, op.x.rows, op.x.cols, false)
}

// stack puts the rows of b below those of a.
type stack[T kernels.Float] struct{ a, b *Node[T] }

// Stack returns, for each item, the rows of a and below them those of b, with equally many columns.
func (g *Graph[T]) Stack(name string, a, b *Node[T]) *Node[T] {
	if a.cols != b.cols {
		panic("autodiff: stack of " + a.name + " and " + b.name + ", which differ in columns")
	}
	return g.Apply(&stack[T]{a, b}, false, name, a.rows+b.rows, a.cols, a, b)
}

func (*stack[T]) Name() string { return "stack" }

func (op *stack[T]) Forward(g *Graph[T], out *Node[T]) {
	y, a, b := out.Value(), op.a.Value(), op.b.Value()
	p, q := op.a.Size(), op.b.Size()
	for item := range g.batch {
		to := y[item*(p+q):][:p+q]
		copy(to[:p], a[item*p:])
		copy(to[p:], b[item*q:])
	}
}

func (op *stack[T]) Backward(g *Graph[T], out *Node[T]) {
	start, size := 0, out.Size()
	for _, in := range [2]*Node[T]{op.a, op.b} {
		if in.Wanted() {
			dx, accumulate := in.Adjoint()
			n := in.Size()
			for item := range g.batch {
				from, to := out.Grad()[item*size+start:][:n], dx[item*n:][:n]
				if !accumulate {
					copy(to, from)
					continue
				}
				for k, d := range from {
					to[k] += d
				}
			}
		}
		start += in.Size()
	}
}
