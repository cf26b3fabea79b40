package autodiff

import "fallow/net/kernels"

// add is Y = A + s·B.
type add[T kernels.Float] struct {
	a, b  *Node[T]
	scale T
}

// Add returns a + b, of equal shape.
func (g *Graph[T]) Add(name string, a, b *Node[T]) *Node[T] { return g.AddScaled(name, a, b, 1) }

// AddScaled returns a + scale·b, of equal shape.
func (g *Graph[T]) AddScaled(name string, a, b *Node[T], scale float64) *Node[T] {
	mustMatch("add", a, b)
	return g.Apply(&add[T]{a, b, T(scale)}, false, name, a.rows, a.cols, a, b)
}

func (*add[T]) Name() string { return "add" }

func (op *add[T]) Forward(g *Graph[T], out *Node[T]) {
	if op.scale == 1 {
		g.kernels.Add(out.Value(), op.a.Value(), op.b.Value())
		return
	}
	copy(out.Value(), op.a.Value())
	g.kernels.AddScaled(out.Value(), op.b.Value(), op.scale)
}

func (op *add[T]) Backward(g *Graph[T], out *Node[T]) {
	if op.a.Wanted() {
		addTo(g, op.a, out.Grad())
	}
	if op.b.Wanted() {
		if op.scale != 1 {
			g.kernels.Scale(out.Grad(), out.Grad(), op.scale)
		}
		addTo(g, op.b, out.Grad())
	}
}

// addTo adds d to the adjoint of in.
func addTo[T kernels.Float](g *Graph[T], in *Node[T], d []T) {
	if dx, accumulate := in.Adjoint(); accumulate {
		g.kernels.Add(dx, dx, d)
	} else {
		copy(dx, d)
	}
}

// offset is Y = X + P with a parameter P of the shape of one item.
type offset[T kernels.Float] struct {
	x *Node[T]
	p Tensor
}

// Offset returns x plus a new parameter called name of the shape of one item, which starts uniform in [−bound, bound].
func (g *Graph[T]) Offset(name string, x *Node[T], bound float64) *Node[T] {
	p := g.params.Declare(Tensor{Name: name, Rows: x.rows, Cols: x.cols, Bound: bound})
	return g.Apply(&offset[T]{x, p}, true, name, x.rows, x.cols, x)
}

func (*offset[T]) Name() string { return "offset" }

func (op *offset[T]) Forward(g *Graph[T], out *Node[T]) {
	x, y, p, size := op.x.Value(), out.Value(), g.params.Of(op.p, g.params.Values), out.Size()
	for k := 0; k < len(y); k += size {
		g.kernels.Add(y[k:k+size], x[k:k+size], p)
	}
}

func (op *offset[T]) Backward(g *Graph[T], out *Node[T]) {
	if g.Wants(Params) {
		g.kernels.SumRows(g.params.Of(op.p, g.gradient), out.Grad(), g.batch, out.Size(), true)
	}
	if op.x.Wanted() {
		addTo(g, op.x, out.Grad())
	}
}

func mustMatch[T kernels.Float](op string, a, b *Node[T]) {
	if a.rows != b.rows || a.cols != b.cols {
		panic("autodiff: " + op + " of " + a.name + " and " + b.name + ", which differ in shape")
	}
}
