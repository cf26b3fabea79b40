package ops

import "fallow/core"

// Outcomes cross as one array of numbers, one after the other, each as a head of fixed length and then the arrays
// allocation (N·M), withheld (M), utilities (N), and those that the head announces: prices (M), ratios (N),
// rounded (N·M). The head is NSW, logNSW, efficiency, then 1 or 0 for each of prices, ratios, rounded and certificate,
// then the certificate's gap, residual and iterations.

// appendOutcome writes what out is worth at the reports in in. Rounded may be nil.
func appendOutcome(data []float64, out *core.Outcome, metrics *core.Metrics, rounded []float64) []float64 {
	data = append(data,
		metrics.NSW, metrics.LogNSW, metrics.Efficiency,
		flag(len(out.Prices) > 0), flag(len(out.Ratios) > 0), flag(rounded != nil), flag(out.Certificate.Valid),
		out.Certificate.Gap, out.Certificate.Residual, float64(out.Certificate.Iterations))
	for _, part := range [][]float64{
		metrics.Allocation, metrics.Withheld, metrics.Utilities, out.Prices, out.Ratios, rounded,
	} {
		data = append(data, part...)
	}
	return data
}

func flag(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
