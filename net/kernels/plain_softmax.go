package kernels

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
