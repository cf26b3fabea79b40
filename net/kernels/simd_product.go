//go:build js && wasm

package kernels

import (
	"math"
	"unsafe"
)

func (simd) MatMul(c, a, b []float32, m, k, n int, accumulate bool) {
	checkProduct(c, a, b, m, k, n)
	switch {
	case n == 1:
		dotRows(c, a, b, nil, m, k, accumulate, noFloor)
	case m == 1:
		simdCombineRows(at(c), startIf(accumulate, c), at(a), at(b), int32(k), int32(n), noFloor)
	default:
		product(c, a, b, nil, m, k, n, 4*k, 4, 0, accumulate, noFloor)
	}
}

func (simd) MatMulBT(c, a, b []float32, m, k, n int, accumulate bool) {
	checkProduct(c, a, b, m, k, n)
	switch {
	case n == 1:
		dotRows(c, a, b, nil, m, k, accumulate, noFloor)
	case m == 1:
		dotRows(c, b, a, nil, n, k, accumulate, noFloor)
	default:
		product(c, a, b, nil, m, k, n, 4*k, 4, 1, accumulate, noFloor)
	}
}

func (simd) MatMulAT(c, a, b []float32, m, k, n int, accumulate bool) {
	checkProduct(c, a, b, m, k, n)
	switch {
	case n == 1:
		simdCombineRows(at(c), startIf(accumulate, c), at(b), at(a), int32(k), int32(m), noFloor)
	case m == 1:
		simdCombineRows(at(c), startIf(accumulate, c), at(a), at(b), int32(k), int32(n), noFloor)
	default:
		product(c, a, b, nil, m, k, n, 4, 4*m, 0, accumulate, noFloor)
	}
}

func (simd) Linear(y, x, w, bias []float32, m, k, n int, relu bool) {
	checkLinear(y, x, w, bias, m, k, n)
	switch {
	case n == 1:
		dotRows(y, x, w, bias, m, k, false, floorOf(relu))
	case m == 1:
		simdCombineRows(at(y), at(bias), at(x), at(w), int32(k), int32(n), floorOf(relu))
	default:
		product(y, x, w, bias, m, k, n, 4*k, 4, 0, false, floorOf(relu))
	}
}

var noFloor = float32(math.Inf(-1))

// floorOf is what kernels take the maximum with.
func floorOf(relu bool) float32 {
	if relu {
		return 0
	}
	return noFloor
}

// depth is that of product.wat.
const depth = 256

func product(c, a, b, bias []float32, m, k, n, rowStride, termStride int, transposed int32, accumulate bool, floor float32) {
	panels := (n + 7) &^ 7
	scratch := workspace(32 + panels*(1+min(k, depth)))
	simdProduct(at(c), at(a), at(b), at(bias), scratch, int32(m), int32(k), int32(n),
		int32(rowStride), int32(termStride), transposed, flag(accumulate), floor)
}

func dotRows(y, a, b, bias []float32, m, k int, accumulate bool, floor float32) {
	simdDotRows(at(y), at(a), at(b), at(bias), int32(m), int32(k), flag(accumulate), floor, workspace(4*k+4))
}

// startIf is where a sum that accumulates starts; nil is zero.
func startIf(accumulate bool, c []float32) unsafe.Pointer {
	if accumulate {
		return at(c)
	}
	return nil
}
