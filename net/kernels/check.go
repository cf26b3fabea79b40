package kernels

import (
	"fmt"
	"slices"
)

// checkLength panics unless x, called name, has a length of the product of dims. Only copies of dims are formatted:
// otherwise dims would escape and every call of a kernel would allocate.
func checkLength[T Float](name string, x []T, dims ...int) {
	want := 1
	for _, d := range dims {
		if d < 0 {
			panic(fmt.Sprintf("kernels: %s has a negative dimension: %v", name, slices.Clone(dims)))
		}
		want *= d
	}
	if len(x) != want {
		panic(fmt.Sprintf("kernels: %s has length %d, want %d = product of %v", name, len(x), want, slices.Clone(dims)))
	}
}

// checkSame panics unless x, called name, is as long as n.
func checkSame[T Float](name string, x []T, n int) {
	if len(x) != n {
		panic(fmt.Sprintf("kernels: %s has length %d, want %d like the others", name, len(x), n))
	}
}

func checkProduct[T Float](c, a, b []T, m, k, n int) {
	checkLength("c", c, m, n)
	checkLength("a", a, m, k)
	checkLength("b", b, k, n)
}

func checkLinear[T Float](y, x, w, bias []T, m, k, n int) {
	checkLength("y", y, m, n)
	checkLength("x", x, m, k)
	checkLength("w", w, k, n)
	checkLength("bias", bias, n)
}

func checkTable[T Float](x, rows, cols []T, items, n, m, f int) {
	checkLength("x", x, items, n, m, f)
	checkLength("rows", rows, items, n, f)
	if cols != nil {
		checkLength("cols", cols, items, m, f)
	}
}

func checkNorm[T Float](y, unit, inverse, x, gain []T, rows, cols int) {
	checkLength("y", y, rows, cols)
	checkLength("x", x, rows, cols)
	checkLength("unit", unit, rows, cols)
	checkSame("inverse", inverse, rows)
	checkSame("gain", gain, cols)
}

func checkFill[T Float](shares, levels, wants, handicaps, weights []T, items, n, m int) {
	checkLength("shares", shares, items, n+1, m)
	checkLength("levels", levels, items, m)
	checkLength("wants", wants, items, n, m)
	checkLength("weights", weights, items, n)
	if handicaps != nil {
		checkLength("handicaps", handicaps, items, n, m)
	}
}

func checkFillBack[T Float](dwants, dhandicaps, dshares, shares, levels, wants, weights []T, items, n, m int) {
	checkFill(shares, levels, wants, dhandicaps, weights, items, n, m)
	checkLength("dshares", dshares, items, n+1, m)
	if dwants != nil {
		checkLength("dwants", dwants, items, n, m)
	}
}
