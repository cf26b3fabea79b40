package kernels

import "math"

// exp32 is e^x with a relative error below 1e-7, always with the same bits: math.Exp differs between platforms.
//
// x = n·ln 2 + r with |r| ≤ ln 2 / 2; e^r is a polynomial of degree 6 (coefficients of Cephes' expf), and 2^n is put
// together from bits, in two factors so that results below the smallest normal number are right as well.
// Above 88.73 the result is +Inf, below −103.97 it is 0. NaN stays NaN.
func exp32(x float32) float32 {
	if x != x {
		return x
	}
	x = min(max(x, expLow), expHigh)
	n := float32(float32(x*log2E)+roundMagic) - roundMagic
	r := x - float32(n*ln2High)
	r = r - float32(n*ln2Low)
	p := float32(expC0)
	p = float32(p*r) + expC1
	p = float32(p*r) + expC2
	p = float32(p*r) + expC3
	p = float32(p*r) + expC4
	p = float32(p*r) + expC5
	p = float32(p*float32(r*r)) + r
	p = p + 1
	k := int32(n)
	half := k >> 1
	return float32(p*powerOfTwo(half)) * powerOfTwo(k-half)
}

// powerOfTwo is 2^k for −126 ≤ k ≤ 127.
func powerOfTwo(k int32) float32 { return math.Float32frombits(uint32(k+127) << 23) }

const (
	log2E float32 = 1.44269504088896341
	// Adding and subtracting 1.5·2²³ rounds to the nearest integer, in every engine alike.
	roundMagic float32 = 12582912
	// ln 2 in two parts: n·ln2High is exact for |n| < 2⁹.
	ln2High float32 = 0.693359375
	ln2Low  float32 = -2.12194440e-4
	// Beyond these the result is 0 or +Inf; clamping keeps n within what two powers of two can express.
	expLow  float32 = -105
	expHigh float32 = 90

	expC0 float32 = 1.9875691500e-4
	expC1 float32 = 1.3981999507e-3
	expC2 float32 = 8.3334519073e-3
	expC3 float32 = 4.1665795894e-2
	expC4 float32 = 1.6666665459e-1
	expC5 float32 = 5.0000001201e-1
)

func exponential[T Float](x T) T {
	switch x := any(x).(type) {
	case float32:
		return T(exp32(x))
	case float64:
		return T(math.Exp(x))
	}
	panic("unreachable")
}
