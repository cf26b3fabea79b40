package solvers

import (
	"math"

	"fallow/core"
)

const (
	// tinyTotal and hugeTotal bound the utilities that are summed as they are; beyond, products might have lost digits
	// to underflow, or overflowed.
	tinyTotal, hugeTotal = 1e-250, 1e250
	// leastWorth keeps the worth of what is asked for positive. Nothing of it can be seen at double precision.
	leastWorth = 1e-50
)

// worths writes to worth (length M) what each resource adds to the utility of agent i when it gets as much as it asks
// for and there is, v_im·min(x_im, b_m), as a part of all of them together.
func worths(in *core.Instance, i int, worth []float64) {
	values, demands := in.Row(in.Values, i), in.Row(in.Demands, i)
	total := 0.0
	for m, b := range in.Budgets {
		worth[m] = values[m] * min(demands[m], b)
		total += worth[m]
	}
	if !(total >= tinyTotal && total <= hugeTotal) {
		if total = scaledWorths(in, i, worth); total == 0 {
			return
		}
	}
	for m, b := range in.Budgets {
		worth[m] /= total
		if worth[m] < leastWorth && min(demands[m], b) > 0 {
			worth[m] = leastWorth
		}
	}
}

// scaledWorths is worths in units of a power of two at which nothing overflows and only what is negligible underflows.
// It returns the total.
func scaledWorths(in *core.Instance, i int, worth []float64) float64 {
	values, demands := in.Row(in.Values, i), in.Row(in.Demands, i)
	largest := math.MinInt
	for m, b := range in.Budgets {
		if x := min(demands[m], b); x > 0 {
			largest = max(largest, math.Ilogb(values[m])+math.Ilogb(x))
		}
	}
	total := 0.0
	for m, b := range in.Budgets {
		worth[m] = 0
		if x := min(demands[m], b); x > 0 {
			v, ev := math.Frexp(values[m])
			x, ex := math.Frexp(x)
			worth[m] = math.Ldexp(v*x, ev+ex-largest)
			total += worth[m]
		}
	}
	return total
}
