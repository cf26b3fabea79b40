package kernels

// Plain is the reference: every kernel as a loop that can be read. Sums run in the order of their index, and T(a*b)
// rounds each product, so that no compiler fuses it into the addition that follows.
type Plain[T Float] struct{}

func (Plain[T]) Name() string { return "plain" }

func (Plain[T]) MatMul(c, a, b []T, m, k, n int, accumulate bool) {
	checkProduct(c, a, b, m, k, n)
	if !accumulate {
		clear(c)
	}
	for i := range m {
		addProduct(c[i*n:(i+1)*n], a[i*k:(i+1)*k], b, n)
	}
}

func (Plain[T]) MatMulBT(c, a, b []T, m, k, n int, accumulate bool) {
	checkProduct(c, a, b, m, k, n)
	for i := range m {
		row := a[i*k : (i+1)*k]
		for j := range n {
			var s T
			if accumulate {
				s = c[i*n+j]
			}
			column := b[j*k : (j+1)*k]
			for p, x := range row {
				s += T(x * column[p])
			}
			c[i*n+j] = s
		}
	}
}

func (Plain[T]) MatMulAT(c, a, b []T, m, k, n int, accumulate bool) {
	checkProduct(c, a, b, m, k, n)
	if !accumulate {
		clear(c)
	}
	for p := range k {
		row := b[p*n : (p+1)*n]
		for i, x := range a[p*m : (p+1)*m] {
			axpy(c[i*n:(i+1)*n], row, x)
		}
	}
}

func (Plain[T]) Linear(y, x, w, bias []T, m, k, n int, relu bool) {
	checkLinear(y, x, w, bias, m, k, n)
	for i := range m {
		row := y[i*n : (i+1)*n]
		copy(row, bias)
		addProduct(row, x[i*k:(i+1)*k], w, n)
		if relu {
			rectify(row)
		}
	}
}

// rectify computes max(0, x) in place, and keeps a NaN so that it can be traced.
func rectify[T Float](x []T) {
	for i, v := range x {
		if v < 0 {
			x[i] = 0
		}
	}
}

// addProduct computes c += a·B, with a of length k, B k×n, c of length n.
func addProduct[T Float](c, a, b []T, n int) {
	for p, x := range a {
		axpy(c, b[p*n:(p+1)*n], x)
	}
}

func axpy[T Float](y, x []T, s T) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] += T(s * v)
	}
}

func (Plain[T]) ReLUBack(dx, y, dy []T) {
	checkSame("y", y, len(dx))
	checkSame("dy", dy, len(dx))
	for i, v := range y {
		if v > 0 {
			dx[i] = dy[i]
		} else {
			dx[i] = 0
		}
	}
}

func (Plain[T]) SumRows(out, a []T, m, n int, accumulate bool) {
	checkLength("out", out, n)
	checkLength("a", a, m, n)
	if !accumulate {
		clear(out)
	}
	for i := range m {
		row := a[i*n : (i+1)*n]
		for j, v := range row {
			out[j] += v
		}
	}
}

func (Plain[T]) Exp(y, x []T) {
	checkSame("y", y, len(x))
	for i, v := range x {
		y[i] = exponential(v)
	}
}

func (Plain[T]) Add(y, a, b []T) {
	checkSame("a", a, len(y))
	checkSame("b", b, len(y))
	for i := range y {
		y[i] = a[i] + b[i]
	}
}

func (Plain[T]) Mul(y, a, b []T) {
	checkSame("a", a, len(y))
	checkSame("b", b, len(y))
	for i := range y {
		y[i] = a[i] * b[i]
	}
}

func (Plain[T]) Scale(y, x []T, s T) {
	checkSame("y", y, len(x))
	for i, v := range x {
		y[i] = s * v
	}
}

func (Plain[T]) AddScaled(y, x []T, s T) {
	checkSame("y", y, len(x))
	axpy(y, x, s)
}

// Dot keeps four sums, as four lanes do, and adds them at the end.
func (Plain[T]) Dot(a, b []T) T {
	checkSame("b", b, len(a))
	var s [4]T
	for i, v := range a {
		s[i&3] += T(v * b[i])
	}
	return (s[0] + s[2]) + (s[1] + s[3])
}
