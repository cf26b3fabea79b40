package autodiff

import "fallow/net/kernels"

// product is Y = s·A·B, or s·A·Bᵀ with transposed, item by item.
type product[T kernels.Float] struct {
	a, b       *Node[T]
	transposed bool
	scale      T
}

// MatMul returns, for each item, a·b.
func (g *Graph[T]) MatMul(name string, a, b *Node[T]) *Node[T] {
	if a.cols != b.rows {
		panic("autodiff: product of " + a.name + " and " + b.name + ", whose shapes do not fit")
	}
	return g.Apply(&product[T]{a, b, false, 1}, false, name, a.rows, b.cols, a, b)
}

// MatMulBT returns, for each item, scale·a·bᵀ.
func (g *Graph[T]) MatMulBT(name string, a, b *Node[T], scale float64) *Node[T] {
	if a.cols != b.cols {
		panic("autodiff: product of " + a.name + " and " + b.name + " transposed, whose shapes do not fit")
	}
	return g.Apply(&product[T]{a, b, true, T(scale)}, false, name, a.rows, b.rows, a, b)
}

func (*product[T]) Name() string { return "matmul" }

func (op *product[T]) Forward(g *Graph[T], out *Node[T]) {
	a, b, y := op.a.Value(), op.b.Value(), out.Value()
	m, k, n := out.rows, op.a.cols, out.cols
	for item := range g.batch {
		a, b, y := a[item*m*k:][:m*k], b[item*k*n:][:k*n], y[item*m*n:][:m*n]
		if op.transposed {
			g.kernels.MatMulBT(y, a, b, m, k, n, false)
		} else {
			g.kernels.MatMul(y, a, b, m, k, n, false)
		}
	}
	if op.scale != 1 {
		g.kernels.Scale(y, y, op.scale)
	}
}

func (op *product[T]) Backward(g *Graph[T], out *Node[T]) {
	a, b, dy := op.a.Value(), op.b.Value(), out.Grad()
	m, k, n := out.rows, op.a.cols, out.cols
	if op.scale != 1 {
		g.kernels.Scale(dy, dy, op.scale)
	}
	if op.a.Wanted() {
		da, accumulate := op.a.Adjoint()
		for item := range g.batch {
			da, b, dy := da[item*m*k:][:m*k], b[item*k*n:][:k*n], dy[item*m*n:][:m*n]
			if op.transposed {
				g.kernels.MatMul(da, dy, b, m, n, k, accumulate)
			} else {
				g.kernels.MatMulBT(da, dy, b, m, n, k, accumulate)
			}
		}
	}
	if op.b.Wanted() {
		db, accumulate := op.b.Adjoint()
		for item := range g.batch {
			db, a, dy := db[item*k*n:][:k*n], a[item*m*k:][:m*k], dy[item*m*n:][:m*n]
			if op.transposed {
				g.kernels.MatMulAT(db, dy, a, n, m, k, accumulate)
			} else {
				g.kernels.MatMulAT(db, a, dy, k, m, n, accumulate)
			}
		}
	}
}
