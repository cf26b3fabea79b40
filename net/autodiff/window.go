package autodiff

import "fallow/net/kernels"

// window puts beside each row the rows around it.
type window[T kernels.Float] struct {
	x    *Node[T]
	size int
}

// Window returns, for each row r of x, rows r−h to r+h side by side, zeros beyond the ends, with size = 2h+1 odd. A
// Linear on it is a one-dimensional convolution along the rows with same padding.
func (g *Graph[T]) Window(name string, x *Node[T], size int) *Node[T] {
	if size%2 == 0 {
		panic("autodiff: a window has an odd size")
	}
	return g.Apply(&window[T]{x, size}, false, name, x.rows, size*x.cols, x)
}

func (*window[T]) Name() string { return "window" }

func (op *window[T]) Forward(g *Graph[T], out *Node[T]) {
	x, y := op.x.Value(), out.Value()
	clear(y)
	op.each(g.batch, func(at, from, length int) { copy(y[at:at+length], x[from:from+length]) })
}

func (op *window[T]) Backward(g *Graph[T], out *Node[T]) {
	dx, accumulate := op.x.Adjoint()
	if !accumulate {
		clear(dx)
	}
	dy := out.Grad()
	op.each(g.batch, func(at, from, length int) {
		to := dx[from : from+length]
		for k, d := range dy[at : at+length] {
			to[k] += d
		}
	})
}

// each calls visit for every row of the output: its part that lies within x starts at index at, comes from index from
// of x and is length long. The rows of a window lie side by side in x as well, so that one copy does.
func (op *window[T]) each(batch int, visit func(at, from, length int)) {
	n, c, half := op.x.rows, op.x.cols, op.size/2
	for item := range batch {
		for r := range n {
			first, last := max(0, r-half), min(n-1, r+half)
			visit(((item*n+r)*op.size+first-(r-half))*c, (item*n+first)*c, (last-first+1)*c)
		}
	}
}
