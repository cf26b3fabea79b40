package autodiff

import (
	"math"

	"fallow/net/kernels"
)

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
		gain:    g.params.declare(Tensor{Name: name + ".gain", Rows: 1, Cols: x.cols, Centre: 1}),
		bias:    g.params.declare(Tensor{Name: name + ".bias", Rows: 1, Cols: x.cols}),
		unit:    make([]T, g.capacity*x.Size()),
		inverse: make([]T, g.capacity*x.rows),
	}
	g.slab += len(op.unit) + len(op.inverse)
	return g.Apply(op, true, name, x.rows, x.cols, x)
}

func (*norm[T]) Name() string { return "layernorm" }

func (op *norm[T]) Forward(g *Graph[T], out *Node[T]) {
	x, y, c := op.x.Value(), out.Value(), out.cols
	gain, bias := g.params.Of(op.gain, g.params.Values), g.params.Of(op.bias, g.params.Values)
	for r := range len(x) / c {
		row, unit, to := x[r*c:][:c], op.unit[r*c:][:c], y[r*c:][:c]
		var mean, square T
		for _, v := range row {
			mean += v
		}
		mean /= T(c)
		for k, v := range row {
			d := v - mean
			unit[k] = d
			square += T(d * d)
		}
		inverse := 1 / T(math.Sqrt(float64(square/T(c)+normEpsilon)))
		op.inverse[r] = inverse
		for k, d := range unit {
			u := d * inverse
			unit[k] = u
			to[k] = T(u*gain[k]) + bias[k]
		}
	}
}

// Backward: with u the normalised row and d = dy·gain, dx = (d − mean(d) − u·mean(d·u)) / √(variance + ε).
func (op *norm[T]) Backward(g *Graph[T], out *Node[T]) {
	dy, c := out.Grad(), out.cols
	if g.Wants(Params) {
		op.backwardParams(g, dy, c)
	}
	if !op.x.Wanted() {
		return
	}
	gain := g.params.Of(op.gain, g.params.Values)
	dx, accumulate := op.x.Adjoint()
	for r := range len(dy) / c {
		d, unit, to := dy[r*c:][:c], op.unit[r*c:][:c], dx[r*c:][:c]
		var mean, along T
		for k, u := range unit {
			v := d[k] * gain[k]
			d[k] = v
			mean += v
			along += T(v * u)
		}
		mean /= T(c)
		along /= T(c)
		for k, u := range unit {
			v := (d[k] - mean - T(u*along)) * op.inverse[r]
			if accumulate {
				v = to[k] + T(v)
			}
			to[k] = v
		}
	}
}

func (op *norm[T]) backwardParams(g *Graph[T], dy []T, c int) {
	g.kernels.SumRows(g.params.Of(op.bias, g.gradient), dy, len(dy)/c, c, true)
	dgain := g.params.Of(op.gain, g.gradient)
	for r := range len(dy) / c {
		unit := op.unit[r*c:][:c]
		for k, d := range dy[r*c:][:c] {
			dgain[k] += T(d * unit[k])
		}
	}
}
