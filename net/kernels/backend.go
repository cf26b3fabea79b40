package kernels

// Float is what a kernel computes in: float32 for speed, float64 to check gradients.
type Float interface{ float32 | float64 }

// Backend is a set of kernels. Every slice must be exactly as long as its shape says, and a slice that is written
// may overlap no other argument unless the method says that it may be the same slice. A wrong length is a programming
// error and panics. Dimensions may be zero. No method keeps a slice or allocates once its workspace has grown.
//
// "accumulate" adds to what is in the output; otherwise the output is overwritten.
type Backend[T Float] interface {
	// Name says which loops run: "plain" or "simd".
	Name() string

	// MatMul computes C (+)= A·B, with c m×n, a m×k, b k×n.
	MatMul(c, a, b []T, m, k, n int, accumulate bool)
	// MatMulBT computes C (+)= A·Bᵀ, with c m×n, a m×k, b n×k.
	MatMulBT(c, a, b []T, m, k, n int, accumulate bool)
	// MatMulAT computes C (+)= Aᵀ·B, with c m×n, a k×m, b k×n.
	MatMulAT(c, a, b []T, m, k, n int, accumulate bool)
	// Linear computes Y = X·W + 1·biasᵀ, and then max(0, Y) if relu, with y m×n, x m×k, w k×n, bias of length n.
	Linear(y, x, w, bias []T, m, k, n int, relu bool)
	// ReLUBack computes dx = dy where y > 0, else 0. Equal lengths; dx may be dy.
	ReLUBack(dx, y, dy []T)
	// SumRows computes out[j] (+)= Σ_i a[i][j], with a m×n and out of length n.
	SumRows(out, a []T, m, n int, accumulate bool)
	// SumProducts computes out[j] (+)= Σ_i a[i][j]·b[i][j], with a and b m×n and out of length n.
	SumProducts(out, a, b []T, m, n int, accumulate bool)

	// SoftmaxColumns computes, for each matrix rows×cols of a batch, the softmax of each column: with x and y
	// batch×rows×cols, y[b][r][c] = exp(x[b][r][c]) / Σ_r exp(x[b][r][c]). With cols = 1 it is the softmax of the
	// rows of a batch×rows matrix. y may be x.
	SoftmaxColumns(y, x []T, batch, rows, cols int)
	// SoftmaxColumnsBack computes dx (+)= y·(dy − Σ_r y·dy) from the y of SoftmaxColumns. dx may be dy unless it accumulates.
	SoftmaxColumnsBack(dx, y, dy []T, batch, rows, cols int, accumulate bool)
	// LayerNorm normalises the rows of x, rows×cols (Ba, Kiros and Hinton 2016): inverse = 1/√(variance + epsilon), of
	// length rows, unit = (x − mean)·inverse, y = unit·gain + bias. y and unit are rows×cols, gain and bias of length
	// cols; y may be x. Means are sums in four parts, element i in part i mod 4, as in Dot.
	LayerNorm(y, unit, inverse, x, gain, bias []T, rows, cols int, epsilon T)
	// LayerNormBack computes, with d = dy·gain and means along rows,
	// dx (+)= (d − mean(d) − unit·mean(d·unit))·inverse. dx may be dy unless it accumulates.
	LayerNormBack(dx, dy, unit, inverse, gain []T, rows, cols int, accumulate bool)

	// PoolTable sums tables of n×m cells, of f entries each, over both of their directions: with x items×n×m×f,
	// rows[b][i] = Σ_j x[b][i][j], items×n×f, and unless cols is nil cols[b][j] = Σ_i x[b][i][j], items×m×f.
	PoolTable(rows, cols, x []T, items, n, m, f int)
	// SpreadTable is the reverse: it adds rows[b][i] and then, unless cols is nil, cols[b][j] to x[b][i][j], and then
	// takes max(0, ·) if relu. The shapes are those of PoolTable.
	SpreadTable(x, rows, cols []T, items, n, m, f int, relu bool)

	// WaterFill shares columns out by levels with handicaps. For each column of each item,
	//
	//	shares[i] = min(max(weights[i]·level − handicaps[i], 0), wants[i])   for i < n
	//
	// with the level for which they sum to 1, or FullyServed and shares[i] = wants[i] where the wants sum to no more
	// than that; shares[n] is what is left of 1. wants ≥ 0 and handicaps, which may be nil, are items×n×m, weights > 0
	// items×n, shares items×(n+1)×m. levels, items×m, holds guesses before (0 for none) and the levels after.
	WaterFill(shares, levels, wants, handicaps, weights []T, items, n, m int)
	// WaterFillBack adds to dwants and dhandicaps, either of which may be nil, what dshares implies: where something is
	// scarce, what a share at neither end gains is taken from the others at neither end, in proportion to their weights.
	WaterFillBack(dwants, dhandicaps, dshares, shares, levels, wants, weights []T, items, n, m int)

	// Exp computes y = exp(x). Equal lengths; y may be x.
	Exp(y, x []T)

	// Add computes y = a + b. Equal lengths; y may be a or b.
	Add(y, a, b []T)
	// Mul computes y = a·b element by element. Equal lengths; y may be a or b.
	Mul(y, a, b []T)
	// Scale computes y = s·x. Equal lengths; y may be x.
	Scale(y, x []T, s T)
	// AddScaled computes y = y + s·x. Equal lengths; y may be x.
	AddScaled(y, x []T, s T)
	// Dot returns Σ a·b; with a = b the square of the norm. Equal lengths. The sum has four parts, element i being in
	// part i mod 4.
	Dot(a, b []T) T

	// Adam updates the weights w and the moments m1, m2 from the gradient g, which is not modified. Equal lengths.
	Adam(w, g, m1, m2 []T, step AdamStep)
}

// FullyServed stands for the level of a column in WaterFill that everybody gets all of what it wants of.
const FullyServed = 1 << 60

// AdamStep is one step of Adam (Kingma and Ba 2015, algorithm 1):
//
//	g  = GradientScale·gradient
//	m1 = Beta1·m1 + (1−Beta1)·g
//	m2 = Beta2·m2 + (1−Beta2)·g²
//	w −= Rate·(m1·Correction1) / (√(m2·Correction2) + Epsilon)
type AdamStep struct {
	Rate, Beta1, Beta2, Epsilon float64
	// Correction1 and Correction2 undo the bias of moments that started at zero: 1/(1−Beta1^t), 1/(1−Beta2^t).
	Correction1, Correction2 float64
	// GradientScale multiplies the gradient: 1, or less to clip its norm, or −1 to ascend.
	GradientScale float64
}

// NewAdamStep returns step t = 1, 2, ... at the given rate with the usual β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
func NewAdamStep(rate float64, t int) AdamStep {
	s := AdamStep{Rate: rate, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, GradientScale: 1}
	s.Correction1 = 1 / (1 - powInt(s.Beta1, t))
	s.Correction2 = 1 / (1 - powInt(s.Beta2, t))
	return s
}

// powInt is x^t by squaring: math.Pow may differ in its last bit from platform to platform.
func powInt(x float64, t int) float64 {
	p := 1.0
	for ; t > 0; t >>= 1 {
		if t&1 == 1 {
			p *= x
		}
		x *= x
	}
	return p
}
