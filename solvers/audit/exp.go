package audit

import "math"

// exp is e^x for x <= 700, the same bits on amd64 and WebAssembly, where math.Exp differs. Its relative error is below
// 1e-15; what is below e^-708, about the least normal number, is 0.
//
// The conversions to float64 keep compilers from fusing products into sums, which some platforms would do and others
// not.
func exp(x float64) float64 {
	const (
		log2e  = 1.44269504088896338700e+00
		ln2Hi  = 6.93147180369123816490e-01
		ln2Lo  = 1.90821492927058770002e-10
		lowest = -708
	)
	if x < lowest {
		return 0
	}
	k := math.Floor(float64(x*log2e) + 0.5)
	r := float64(x-float64(k*ln2Hi)) - float64(k*ln2Lo) // |r| <= ln(2)/2, where 14 terms of the series are enough
	sum := 1.0
	for n := 14.0; n >= 1; n-- {
		sum = 1 + float64(sum*r)/n
	}
	return sum * math.Float64frombits(uint64(1023+int(k))<<52)
}
