//go:build js && wasm

package kernels

import "unsafe"

// Best returns the fastest kernels that this program was linked with: SIMD where the host has it and wants it.
func Best() Backend[float32] {
	if simdPresent() != 0 {
		return simd{}
	}
	return Plain[float32]{}
}

// simd calls the kernels of *.wat. They give the same bits as Plain[float32].
type simd struct{}

func (simd) Name() string { return "simd" }

func (simd) ReLUBack(dx, y, dy []float32) {
	checkSame("y", y, len(dx))
	checkSame("dy", dy, len(dx))
	simdReLUBack(at(dx), at(y), at(dy), int32(len(dx)))
}

func (simd) SumRows(out, a []float32, m, n int, accumulate bool) {
	checkLength("out", out, n)
	checkLength("a", a, m, n)
	simdSumRows(at(out), at(a), int32(m), int32(n), flag(accumulate))
}

func (simd) SoftmaxColumns(y, x []float32, batch, rows, cols int) {
	checkLength("x", x, batch, rows, cols)
	checkLength("y", y, batch, rows, cols)
	simdSoftmax(at(y), at(x), int32(batch), int32(rows), int32(cols), workspace(4*rows*cols))
}

func (simd) SoftmaxColumnsBack(dx, y, dy []float32, batch, rows, cols int, accumulate bool) {
	checkLength("y", y, batch, rows, cols)
	checkLength("dy", dy, batch, rows, cols)
	checkLength("dx", dx, batch, rows, cols)
	simdSoftmaxBack(at(dx), at(y), at(dy), int32(batch), int32(rows), int32(cols), flag(accumulate), workspace(12*rows*cols))
}

func (simd) SumProducts(out, a, b []float32, m, n int, accumulate bool) {
	checkLength("out", out, n)
	checkLength("a", a, m, n)
	checkLength("b", b, m, n)
	simdSumProducts(at(out), at(a), at(b), int32(m), int32(n), flag(accumulate))
}

func (simd) LayerNorm(y, unit, inverse, x, gain, bias []float32, rows, cols int, epsilon float32) {
	checkNorm(y, unit, inverse, x, gain, rows, cols)
	checkSame("bias", bias, cols)
	simdLayerNorm(at(y), at(unit), at(inverse), at(x), at(gain), at(bias), int32(rows), int32(cols), epsilon, workspace(4))
}

func (simd) LayerNormBack(dx, dy, unit, inverse, gain []float32, rows, cols int, accumulate bool) {
	checkNorm(dx, unit, inverse, dy, gain, rows, cols)
	simdLayerNormBack(at(dx), at(dy), at(unit), at(inverse), at(gain), int32(rows), int32(cols), flag(accumulate), workspace(cols+8))
}

func (simd) PoolTable(rows, cols, x []float32, items, n, m, f int) {
	checkTable(x, rows, cols, items, n, m, f)
	if n*m*f == 0 {
		clear(rows)
		clear(cols)
		return
	}
	simdPoolTable(at(rows), at(cols), at(x), int32(items), int32(n), int32(m), int32(f))
}

func (simd) SpreadTable(x, rows, cols []float32, items, n, m, f int, relu bool) {
	checkTable(x, rows, cols, items, n, m, f)
	if len(x) > 0 {
		simdSpreadTable(at(x), at(rows), at(cols), int32(items), int32(n), int32(m), int32(f), floorOf(relu))
	}
}

func (simd) WaterFill(shares, levels, wants, handicaps, weights []float32, items, n, m int) {
	checkFill(shares, levels, wants, handicaps, weights, items, n, m)
	if n*m == 0 {
		plain := Plain[float32]{}
		plain.WaterFill(shares, levels, wants, handicaps, weights, items, n, m)
		return
	}
	simdWaterFill(at(shares), at(levels), at(wants), at(handicaps), at(weights), int32(items), int32(n), int32(m),
		workspace(4*(3*n*m+n+2*m)))
}

func (simd) WaterFillBack(dwants, dhandicaps, dshares, shares, levels, wants, weights []float32, items, n, m int) {
	checkFillBack(dwants, dhandicaps, dshares, shares, levels, wants, weights, items, n, m)
	if n*m > 0 {
		simdWaterFillBack(at(dwants), at(dhandicaps), at(dshares), at(shares), at(levels), at(wants), at(weights),
			int32(items), int32(n), int32(m), workspace(4*(5*n*m+n+3*m)))
	}
}

func (simd) Exp(y, x []float32) {
	checkSame("y", y, len(x))
	simdExp(at(y), at(x), int32(len(x)), workspace(4))
}

func (simd) Add(y, a, b []float32) {
	checkSame("a", a, len(y))
	checkSame("b", b, len(y))
	simdAdd(at(y), at(a), at(b), int32(len(y)))
}

func (simd) Mul(y, a, b []float32) {
	checkSame("a", a, len(y))
	checkSame("b", b, len(y))
	simdMul(at(y), at(a), at(b), int32(len(y)))
}

func (simd) Scale(y, x []float32, s float32) {
	checkSame("y", y, len(x))
	simdScale(at(y), at(x), s, int32(len(x)))
}

func (simd) AddScaled(y, x []float32, s float32) {
	checkSame("y", y, len(x))
	simdAddScaled(at(y), at(x), s, int32(len(x)))
}

func (simd) Dot(a, b []float32) float32 {
	checkSame("b", b, len(a))
	return simdDot(at(a), at(b), int32(len(a)), workspace(8))
}

func (simd) Adam(w, g, m1, m2 []float32, step AdamStep) {
	checkSame("g", g, len(w))
	checkSame("m1", m1, len(w))
	checkSame("m2", m2, len(w))
	s := scalarsOf[float32](step)
	simdAdam(at(w), at(g), at(m1), at(m2), int32(len(w)),
		s.gradientScale, s.beta1, s.rest1, s.beta2, s.rest2, s.rate, s.correction2, s.epsilon)
}

// spare is what workspace hands out. One is enough: there is one thread, and no kernel gives it away while it runs.
var spare []float32

// workspace returns memory for n floats, which the next call hands out again.
func workspace(n int) unsafe.Pointer {
	if len(spare) < n {
		spare = make([]float32, n+n/2)
	}
	return at(spare)
}

func at(x []float32) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(x)) }

func flag(b bool) int32 {
	if b {
		return 1
	}
	return 0
}
