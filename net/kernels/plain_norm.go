package kernels

import "math"

func (Plain[T]) LayerNorm(y, unit, inverse, x, gain, bias []T, rows, cols int, epsilon T) {
	checkNorm(y, unit, inverse, x, gain, rows, cols)
	checkSame("bias", bias, cols)
	for r := range rows {
		x, unit, y := x[r*cols:][:cols], unit[r*cols:][:cols], y[r*cols:][:cols]
		var sum, squares lanes[T]
		for k, v := range x {
			sum[k&3] += v
		}
		mean := sum.total() / T(cols)
		for k, v := range x {
			d := v - mean
			unit[k] = d
			squares[k&3] += T(d * d)
		}
		scale := 1 / T(math.Sqrt(float64(squares.total()/T(cols)+epsilon)))
		inverse[r] = scale
		for k, d := range unit {
			u := d * scale
			unit[k] = u
			y[k] = T(u*gain[k]) + bias[k]
		}
	}
}

func (Plain[T]) LayerNormBack(dx, dy, unit, inverse, gain []T, rows, cols int, accumulate bool) {
	checkNorm(dx, unit, inverse, dy, gain, rows, cols)
	for r, scale := range inverse {
		dx, dy, unit := dx[r*cols:][:cols], dy[r*cols:][:cols], unit[r*cols:][:cols]
		var sum, along lanes[T]
		for k, v := range dy {
			d := T(v * gain[k])
			sum[k&3] += d
			along[k&3] += T(d * unit[k])
		}
		mean, slope := sum.total()/T(cols), along.total()/T(cols)
		for k, v := range dy {
			d := scale * (T(v*gain[k]) - mean - T(unit[k]*slope))
			if accumulate {
				d = dx[k] + T(d)
			}
			dx[k] = d
		}
	}
}

// lanes is a sum along a row in four parts, as a vector unit keeps it: element i belongs to part i mod 4.
type lanes[T Float] [4]T

func (s *lanes[T]) total() T { return (s[0] + s[2]) + (s[1] + s[3]) }
