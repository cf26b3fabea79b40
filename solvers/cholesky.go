package solvers

import "math"

const (
	// dependent is the part of a diagonal entry below which its pivot is taken for rounding.
	dependent = 1e-30
	// infinitePivot takes the place of such a pivot, which leaves the variable where it is: at the end of a solve the
	// directions that it stands for change nothing (Wright 1999, "Modified Cholesky factorizations in interior-point
	// algorithms for linear programming").
	infinitePivot = 1e64
)

// cholesky replaces the lower triangle of the symmetric positive semidefinite n×n matrix a (row-major) by its Cholesky
// factor.
func cholesky(a []float64, n int) {
	for j := range n {
		row := a[j*n:][: j+1 : j+1]
		for k := range j {
			other := a[k*n:][: k+1 : k+1]
			sum := row[k]
			for q, x := range other[:k] {
				sum -= x * row[q]
			}
			row[k] = sum / other[k]
		}
		d := row[j]
		for _, x := range row[:j] {
			d -= x * x
		}
		if d > dependent*row[j] {
			row[j] = math.Sqrt(d)
		} else {
			row[j] = infinitePivot
		}
	}
}

// choleskySolve replaces x by the solution of L·Lᵀ·x = x for the factor that cholesky leaves in a.
func choleskySolve(a []float64, n int, x []float64) {
	for j := range n {
		sum := x[j]
		for k, l := range a[j*n:][:j] {
			sum -= l * x[k]
		}
		x[j] = sum / a[j*n+j]
	}
	for j := n - 1; j >= 0; j-- {
		x[j] /= a[j*n+j]
		for k, l := range a[j*n:][:j] {
			x[k] -= l * x[j]
		}
	}
}
