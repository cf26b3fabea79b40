package kernels

import "math"

func (Plain[T]) SoftmaxColumns(y, x []T, batch, rows, cols int) {
	checkLength("x", x, batch, rows, cols)
	checkLength("y", y, batch, rows, cols)
	size := rows * cols
	for b := range batch {
		for c := range cols {
			softmaxColumn(y[b*size:(b+1)*size], x[b*size:(b+1)*size], c, cols)
		}
	}
}

// softmaxColumn is the softmax of x[c], x[c+cols], x[c+2·cols], ... The largest is subtracted first: no overflow.
func softmaxColumn[T Float](y, x []T, c, cols int) {
	if len(x) == 0 {
		return
	}
	top := x[c]
	for r := c; r < len(x); r += cols {
		top = max(top, x[r])
	}
	var sum T
	for r := c; r < len(x); r += cols {
		e := exponential(x[r] - top)
		y[r] = e
		sum += e
	}
	scale := 1 / sum
	for r := c; r < len(x); r += cols {
		y[r] *= scale
	}
}

func (Plain[T]) SoftmaxColumnsBack(dx, y, dy []T, batch, rows, cols int, accumulate bool) {
	checkLength("y", y, batch, rows, cols)
	checkLength("dy", dy, batch, rows, cols)
	checkLength("dx", dx, batch, rows, cols)
	size := rows * cols
	for b := range batch {
		dx, y, dy := dx[b*size:(b+1)*size], y[b*size:(b+1)*size], dy[b*size:(b+1)*size]
		for c := range cols {
			var inner T
			for r := c; r < size; r += cols {
				inner += T(y[r] * dy[r])
			}
			for r := c; r < size; r += cols {
				d := y[r] * (dy[r] - inner)
				if accumulate {
					d = dx[r] + T(d)
				}
				dx[r] = d
			}
		}
	}
}

func (Plain[T]) Adam(w, g, m1, m2 []T, step AdamStep) {
	checkSame("g", g, len(w))
	checkSame("m1", m1, len(w))
	checkSame("m2", m2, len(w))
	s := scalarsOf[T](step)
	for i, gradient := range g {
		d := gradient * s.gradientScale
		a := T(s.beta1*m1[i]) + T(s.rest1*d)
		b := T(s.beta2*m2[i]) + T(s.rest2*T(d*d))
		m1[i], m2[i] = a, b
		root := T(math.Sqrt(float64(T(b * s.correction2))))
		w[i] -= T(s.rate*a) / (root + s.epsilon)
	}
}

// adamScalars is an AdamStep rounded once to T.
type adamScalars[T Float] struct {
	gradientScale, beta1, rest1, beta2, rest2, rate, correction2, epsilon T
}

func scalarsOf[T Float](s AdamStep) adamScalars[T] {
	return adamScalars[T]{
		gradientScale: T(s.GradientScale),
		beta1:         T(s.Beta1), rest1: T(1 - s.Beta1),
		beta2: T(s.Beta2), rest2: T(1 - s.Beta2),
		rate: T(s.Rate * s.Correction1), correction2: T(s.Correction2), epsilon: T(s.Epsilon),
	}
}
