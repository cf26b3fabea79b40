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
	if !accumulate {
		clear(c)
	}
	for i := range m {
		row, out := a[i*k:(i+1)*k], c[i*n:(i+1)*n]
		j := 0
		for ; j+4 <= n; j += 4 {
			addFourDots(out[j:j+4], row, b[j*k:(j+4)*k])
		}
		for ; j < n; j++ {
			s := out[j]
			for p, v := range b[j*k : (j+1)*k] {
				s += T(row[p] * v)
			}
			out[j] = s
		}
	}
}

// addFourDots adds to each of c's 4 entries the dot product of a with a row of b, 4 rows as long as a. Four at once,
// because each sum must wait for its last addition.
func addFourDots[T Float](c, a, b []T) {
	k := len(a)
	b0, b1, b2, b3 := b[:k], b[k:][:k], b[2*k:][:k], b[3*k:][:k]
	s0, s1, s2, s3 := c[0], c[1], c[2], c[3]
	for p, x := range a {
		s0 += T(x * b0[p])
		s1 += T(x * b1[p])
		s2 += T(x * b2[p])
		s3 += T(x * b3[p])
	}
	c[0], c[1], c[2], c[3] = s0, s1, s2, s3
}

func (Plain[T]) MatMulAT(c, a, b []T, m, k, n int, accumulate bool) {
	checkProduct(c, a, b, m, k, n)
	if !accumulate {
		clear(c)
	}
	p := 0
	for ; p+4 <= k; p += 4 {
		a0, a1, a2, a3 := a[p*m:][:m], a[(p+1)*m:][:m], a[(p+2)*m:][:m], a[(p+3)*m:][:m]
		for i, x := range a0 {
			addFourRows(c[i*n:(i+1)*n], b[p*n:(p+4)*n], x, a1[i], a2[i], a3[i])
		}
	}
	for ; p < k; p++ {
		for i, x := range a[p*m : (p+1)*m] {
			axpy(c[i*n:(i+1)*n], b[p*n:(p+1)*n], x)
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
	p := 0
	for ; p+4 <= len(a); p += 4 {
		addFourRows(c, b[p*n:(p+4)*n], a[p], a[p+1], a[p+2], a[p+3])
	}
	for ; p < len(a); p++ {
		axpy(c, b[p*n:(p+1)*n], a[p])
	}
}

// addFourRows adds to c the 4 rows of b, as long as c, times a0 to a3, in that order: c is loaded and stored once.
func addFourRows[T Float](c, b []T, a0, a1, a2, a3 T) {
	n := len(c)
	b0, b1, b2, b3 := b[:n], b[n:][:n], b[2*n:][:n], b[3*n:][:n]
	for j, s := range c {
		s += T(a0 * b0[j])
		s += T(a1 * b1[j])
		s += T(a2 * b2[j])
		s += T(a3 * b3[j])
		c[j] = s
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

func (Plain[T]) SumProducts(out, a, b []T, m, n int, accumulate bool) {
	checkLength("out", out, n)
	checkLength("a", a, m, n)
	checkLength("b", b, m, n)
	if !accumulate {
		clear(out)
	}
	for i := range m {
		row := b[i*n : (i+1)*n]
		for j, v := range a[i*n : (i+1)*n] {
			out[j] += T(v * row[j])
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

func (Plain[T]) Dot(a, b []T) T {
	checkSame("b", b, len(a))
	var s lanes[T]
	for i, v := range a {
		s[i&3] += T(v * b[i])
	}
	return s.total()
}
