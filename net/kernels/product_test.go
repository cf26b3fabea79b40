package kernels

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// shapes are m, k, n of a product: nothing, ones, odd, tall, wide, deeper than a block, and those of networks.
var shapes = [][3]int{
	{0, 3, 2}, {3, 0, 2}, {3, 2, 0}, {0, 0, 0}, {1, 1, 1}, {1, 5, 1}, {1, 3, 9}, {2, 2, 2}, {3, 1, 3}, {4, 4, 8},
	{4, 8, 8}, {5, 7, 9}, {7, 5, 3}, {8, 16, 4}, {9, 10, 11}, {13, 3, 17}, {31, 33, 35}, {32, 64, 64}, {33, 6, 64},
	{1, 64, 64}, {64, 1, 64}, {64, 64, 1}, {257, 2, 3}, {3, 257, 2}, {2, 3, 257}, {10, 256, 8}, {10, 255, 12},
	{5, 600, 9}, {1, 1, 40}, {41, 1, 1}, {1, 40, 1}, {513, 33, 1}, {1, 513, 33}, {1, 33, 47}, {34, 1, 19}, {128, 10, 64}, {128, 64, 6}, {64, 74, 128}, {64, 128, 33}, {16, 242, 122}, {512, 64, 64},
}

// products names the four products with what they compute written as gonum's dense matrices.
var products = []struct {
	name string
	run  func(k Backend[float32], c, a, b []float32, m, d, n int, accumulate bool)
	wide func(k Backend[float64], c, a, b []float64, m, d, n int, accumulate bool)
	// transposed says which of a and b are.
	aT, bT bool
}{
	{"MatMul", Backend[float32].MatMul, Backend[float64].MatMul, false, false},
	{"MatMulBT", Backend[float32].MatMulBT, Backend[float64].MatMulBT, false, true},
	{"MatMulAT", Backend[float32].MatMulAT, Backend[float64].MatMulAT, true, false},
}

func TestProducts(t *testing.T) {
	for _, p := range products {
		for _, s := range shapes {
			for _, accumulate := range []bool{false, true} {
				m, d, n := s[0], s[1], s[2]
				what := fmt.Sprint(p.name, s, accumulate)
				rng := newRand(what)
				a, b, start := unaligned(random(rng, m*d)), unaligned(random(rng, d*n)), random(rng, m*n)
				got, want, exact := unaligned(start), clone(start), widen(start)
				p.run(Best(), got, a, b, m, d, n, accumulate)
				p.run(plain32, want, a, b, m, d, n, accumulate)
				p.wide(plain64, exact, widen(a), widen(b), m, d, n, accumulate)
				mustBeSame(t, what, got, want)
				mustBeNear(t, what, got, exact, math.Sqrt(float64(d)))
				mustBeGonum(t, what, exact, widen(a), widen(b), widen(start), s, p.aT, p.bT, accumulate)
			}
		}
	}
}

func mustBeGonum(t *testing.T, what string, got, a, b, start []float64, s [3]int, aT, bT, accumulate bool) {
	t.Helper()
	m, d, n := s[0], s[1], s[2]
	if m*d*n == 0 {
		return // gonum has no empty matrices
	}
	orient := func(x []float64, rows, cols int, transposed bool) mat.Matrix {
		if transposed {
			return mat.NewDense(cols, rows, x).T()
		}
		return mat.NewDense(rows, cols, x)
	}
	var c mat.Dense
	c.Mul(orient(a, m, d, aT), orient(b, d, n, bT))
	if accumulate {
		c.Add(&c, mat.NewDense(m, n, start))
	}
	for i, w := range c.RawMatrix().Data {
		if math.Abs(got[i]-w) > 1e-12*float64(d+1) {
			t.Fatalf("%s[%d] = %v, gonum says %v", what, i, got[i], w)
		}
	}
}

func TestLinear(t *testing.T) {
	for _, s := range shapes {
		for _, relu := range []bool{false, true} {
			m, d, n := s[0], s[1], s[2]
			what := fmt.Sprint("Linear", s, relu)
			rng := newRand(what)
			x, w, bias := random(rng, m*d), random(rng, d*n), random(rng, n)
			got, want := unaligned(random(rng, m*n)), random(rng, m*n)
			Best().Linear(got, x, w, bias, m, d, n, relu)
			plain32.Linear(want, x, w, bias, m, d, n, relu)
			mustBeSame(t, what, got, want)
			exact := make([]float64, m*n)
			plain64.Linear(exact, widen(x), widen(w), widen(bias), m, d, n, relu)
			mustBeNear(t, what, got, exact, math.Sqrt(float64(d)))

			// The definition: a product, a row added, negative entries cut off.
			plain64.MatMul(exact, widen(x), widen(w), m, d, n, false)
			for i := range exact {
				exact[i] += float64(bias[i%n])
				if relu {
					exact[i] = max(exact[i], 0)
				}
			}
			mustBeNear(t, what, got, exact, math.Sqrt(float64(d)))
		}
	}
}

func TestProductKeepsNaNAndInfinity(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	y := make([]float32, 4)
	Best().Linear(y, []float32{1, nan}, []float32{1, 1}, []float32{0, 0}, 2, 1, 2, true)
	mustBeSame(t, "Linear of NaN", y, []float32{1, 1, nan, nan})
	Best().Linear(y, []float32{-inf, 1}, []float32{1, inf}, []float32{0, -1}, 2, 1, 2, true)
	mustBeSame(t, "Linear of infinity", y, []float32{0, 0, 1, inf})
}

// Rows of a product must not depend on how many others there are: batches are split over workers.
func TestRowsAreIndependent(t *testing.T) {
	rng := newRand("rows")
	const m, k, n = 70, 300, 19
	x, w, bias := random(rng, m*k), random(rng, k*n), random(rng, n)
	whole, part := make([]float32, m*n), make([]float32, m*n)
	Best().Linear(whole, x, w, bias, m, k, n, true)
	for i := 0; i < m; {
		rows := min(1+i%9, m-i)
		Best().Linear(part[i*n:(i+rows)*n], x[i*k:(i+rows)*k], w, bias, rows, k, n, true)
		i += rows
	}
	mustBeSame(t, "Linear in parts", part, whole)
}
