package solvers

import (
	"math"

	"fallow/core"
)

// Certify measures how far allocation (N×M) is from the optimum of the PF program of in, given a price of each
// resource (length M, not negative).
func Certify(in *core.Instance, allocation, prices []float64) core.Certificate {
	return certify(in, -1, allocation, prices)
}

func certify(in *core.Instance, without int, allocation, prices []float64) core.Certificate {
	gap, weight, residual := 0.0, 0.0, 0.0
	for i := range in.N {
		if i == without || !in.Servable(i) {
			continue
		}
		values, demands, bundle := in.Row(in.Values, i), in.Row(in.Demands, i), in.Row(allocation, i)
		u := in.Utility(i, bundle)
		w := in.Weights[i]
		weight += w
		for m, b := range in.Budgets {
			x := min(demands[m], b)
			if x <= 0 {
				continue
			}
			a := bundle[m]
			marginal := w * (values[m] / u)
			violation := (marginal - prices[m]) * (x - a)
			if marginal < prices[m] {
				violation = (prices[m] - marginal) * a
			}
			gap += violation
			residual = max(residual, violation/w)
		}
	}
	for m, b := range in.Budgets {
		if b <= 0 {
			continue
		}
		sum := 0.0
		for i := range in.N {
			sum += allocation[i*in.M+m]
		}
		residual = max(residual, (sum-b)/b)
		unsold := prices[m] * max(0, b-sum)
		gap += unsold
	}
	if weight > 0 {
		gap /= weight
	}
	return core.Certificate{Valid: gap <= Tolerance && residual <= Tolerance && !math.IsNaN(gap), Gap: gap, Residual: residual}
}
