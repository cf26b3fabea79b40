package solvers

import "math"

// cholesky replaces the lower triangle of the symmetric n×n matrix a (row-major) by its Cholesky factor. It reports
// whether a was numerically positive definite.
func cholesky(a []float64, n int) bool {
	for j := range n {
		row := a[j*n : j*n+j+1]
		for k := range j {
			sum := row[k]
			other := a[k*n : k*n+k+1]
			for q := range k {
				sum -= row[q] * other[q]
			}
			row[k] = sum / other[k]
		}
		d := row[j]
		for _, x := range row[:j] {
			d -= x * x
		}
		if !(d > 0) || math.IsInf(d, 1) {
			return false
		}
		row[j] = math.Sqrt(d)
	}
	return true
}

// choleskySolve replaces x by the solution of L·Lᵀ·x = x for the factor that cholesky leaves in a.
func choleskySolve(a []float64, n int, x []float64) {
	for j := range n {
		sum := x[j]
		for k := range j {
			sum -= a[j*n+k] * x[k]
		}
		x[j] = sum / a[j*n+j]
	}
	for j := n - 1; j >= 0; j-- {
		sum := x[j]
		for k := j + 1; k < n; k++ {
			sum -= a[k*n+j] * x[k]
		}
		x[j] = sum / a[j*n+j]
	}
}
