// Package kernels holds the loops that a network spends its time in: matrix products, softmax, activations, Adam.
//
// Plain is the reference, in Go. In WebAssembly the host links SIMD versions of the same loops: *.wat here, which
// assets/assemble-kernels.mjs assembles and assets/kernels.mjs links; Best returns them where they are there. Both add
// every sum in the same order and round after every operation, so the float32 results are the same bits, with SIMD or
// without it, in every engine and natively.
//
// A program for js/wasm that imports this package needs those links: nodeexec/go_js_wasm_exec runs it in Node.
//
// Matrices are flat slices in row-major order without gaps. Kernels is the ground of net: it imports nothing of this
// module and knows neither graphs nor mechanisms.
package kernels
