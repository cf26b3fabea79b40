//go:build js && wasm

package kernels

import "unsafe"

// What assets/kernels.mjs links: the exports of *.wat, where each is described, behind trampolines. Every host of a
// program that imports this package must provide them. Pointers are offsets in Go's memory.

//go:wasmimport kernels present
func simdPresent() int32

//go:wasmimport kernels product
//go:noescape
func simdProduct(c, a, b, bias, scratch unsafe.Pointer, m, k, n, rowStride, termStride, transposed, accumulate int32, floor float32)

//go:wasmimport kernels combineRows
//go:noescape
func simdCombineRows(out, start, s, a unsafe.Pointer, m, n int32, floor float32)

//go:wasmimport kernels dotRows
//go:noescape
func simdDotRows(y, a, b, bias unsafe.Pointer, m, k, accumulate int32, floor float32, scratch unsafe.Pointer)

//go:wasmimport kernels softmax
//go:noescape
func simdSoftmax(y, x unsafe.Pointer, batch, rows, columns int32, scratch unsafe.Pointer)

//go:wasmimport kernels softmaxBack
//go:noescape
func simdSoftmaxBack(dx, y, dy unsafe.Pointer, batch, rows, columns, accumulate int32, scratch unsafe.Pointer)

//go:wasmimport kernels exp
//go:noescape
func simdExp(y, x unsafe.Pointer, n int32, scratch unsafe.Pointer)

//go:wasmimport kernels add
//go:noescape
func simdAdd(y, a, b unsafe.Pointer, n int32)

//go:wasmimport kernels mul
//go:noescape
func simdMul(y, a, b unsafe.Pointer, n int32)

//go:wasmimport kernels scale
//go:noescape
func simdScale(y, x unsafe.Pointer, s float32, n int32)

//go:wasmimport kernels addScaled
//go:noescape
func simdAddScaled(y, x unsafe.Pointer, s float32, n int32)

//go:wasmimport kernels dot
//go:noescape
func simdDot(a, b unsafe.Pointer, n int32, scratch unsafe.Pointer) float32

//go:wasmimport kernels reluBack
//go:noescape
func simdReLUBack(dx, y, dy unsafe.Pointer, n int32)

//go:wasmimport kernels sumRows
//go:noescape
func simdSumRows(out, a unsafe.Pointer, m, n, accumulate int32)

//go:wasmimport kernels sumProducts
//go:noescape
func simdSumProducts(out, a, b unsafe.Pointer, m, n, accumulate int32)

//go:wasmimport kernels layerNorm
//go:noescape
func simdLayerNorm(y, unit, inverse, x, gain, bias unsafe.Pointer, rows, n int32, epsilon float32, scratch unsafe.Pointer)

//go:wasmimport kernels layerNormBack
//go:noescape
func simdLayerNormBack(dx, dy, unit, inverse, gain unsafe.Pointer, rows, n, accumulate int32, scratch unsafe.Pointer)

//go:wasmimport kernels poolTable
//go:noescape
func simdPoolTable(rows, cols, x unsafe.Pointer, items, n, m, f int32)

//go:wasmimport kernels spreadTable
//go:noescape
func simdSpreadTable(x, rows, cols unsafe.Pointer, items, n, m, f int32, floor float32)

//go:wasmimport kernels waterFill
//go:noescape
func simdWaterFill(shares, levels, wants, handicaps, weights unsafe.Pointer, items, n, m int32, scratch unsafe.Pointer)

//go:wasmimport kernels waterFillBack
//go:noescape
func simdWaterFillBack(dwants, dhandicaps, dshares, shares, levels, wants, weights unsafe.Pointer, items, n, m int32, scratch unsafe.Pointer)

//go:wasmimport kernels adam
//go:noescape
func simdAdam(w, g, m1, m2 unsafe.Pointer, n int32, gradientScale, beta1, rest1, beta2, rest2, rate, correction2, epsilon float32)

//go:wasmimport kernels peak
//go:noescape
func simdPeak(data unsafe.Pointer, turns int32) float32
