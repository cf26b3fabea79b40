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

// usable is the most that an agent can use of a resource. (The builtin min is a call on WebAssembly, and this is hot.)
func usable(demand, budget float64) float64 {
	if demand < budget {
		return demand
	}
	return budget
}

// worths writes to worth (length M) what each resource adds to the utility of agent i when it gets as much as it asks
// for and there is, v_im·min(x_im, b_m), as a part of all of them together.
func worths(in *core.Instance, i int, worth []float64) {
	values, demands := in.Row(in.Values, i), in.Row(in.Demands, i)
	total := 0.0
	for m, b := range in.Budgets {
		worth[m] = values[m] * usable(demands[m], b)
		total += worth[m]
	}
	if !(total >= tinyTotal && total <= hugeTotal) {
		if total = scaledWorths(in, i, worth); total == 0 {
			return
		}
	}
	for m, b := range in.Budgets {
		worth[m] /= total
		if worth[m] < leastWorth && usable(demands[m], b) > 0 {
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
		if x := usable(demands[m], b); x > 0 {
			largest = max(largest, math.Ilogb(values[m])+math.Ilogb(x))
		}
	}
	total := 0.0
	for m, b := range in.Budgets {
		worth[m] = 0
		if x := usable(demands[m], b); x > 0 {
			v, ev := math.Frexp(values[m])
			x, ex := math.Frexp(x)
			worth[m] = math.Ldexp(v*x, ev+ex-largest)
			total += worth[m]
		}
	}
	return total
}

// enjoyed is the part of its worths that agent i has of a bundle (length M).
func enjoyed(in *core.Instance, i int, worth, bundle []float64) (u float64) {
	demands := in.Row(in.Demands, i)
	for m, b := range in.Budgets {
		if x := usable(demands[m], b); x > 0 {
			u += worth[m] * (bundle[m] / x)
		}
	}
	return u
}
