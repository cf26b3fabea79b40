package study

import "math"

// A pair of moments is what is kept of a sample of pairs (x, y): enough for the mean of y, for the ratio of the means
// of y and x, and for the standard errors of both. y is a figure of one mechanism, x that of the reference on the same
// instances.
const (
	pairCount = iota
	pairMeanX
	pairMeanY
	pairSquaresX // Σ (x - mean)²
	pairSquaresY
	pairProducts // Σ (x - mean x)(y - mean y)
	pairSize
)

// observe adds (x, y) to p, of length pairSize. Pairs that are not finite do not count.
//
// It is Welford's update: no cancellation where a mean is large beside the spread. The conversions keep compilers from
// fusing products into sums, which would change the last bits from one platform to the next.
func observe(p []float64, x, y float64) {
	if math.IsNaN(x+y) || math.IsInf(x+y, 0) {
		return
	}
	p[pairCount]++
	n := p[pairCount]
	dx, dy := x-p[pairMeanX], y-p[pairMeanY]
	p[pairMeanX] += dx / n
	p[pairMeanY] += dy / n
	p[pairSquaresX] += float64(dx * (x - p[pairMeanX]))
	p[pairSquaresY] += float64(dy * (y - p[pairMeanY]))
	p[pairProducts] += float64(dx * (y - p[pairMeanY]))
}

// merge adds the sample behind q to p: the update of Chan, Golub and LeVeque (1983).
func merge(p, q []float64) {
	n, m := p[pairCount], q[pairCount]
	if m == 0 {
		return
	}
	if n == 0 {
		copy(p, q)
		return
	}
	dx, dy := q[pairMeanX]-p[pairMeanX], q[pairMeanY]-p[pairMeanY]
	share, f := m/(n+m), float64(n*m)/(n+m)
	p[pairCount] = n + m
	p[pairMeanX] += float64(dx * share)
	p[pairMeanY] += float64(dy * share)
	p[pairSquaresX] += q[pairSquaresX] + float64(float64(dx*dx)*f)
	p[pairSquaresY] += q[pairSquaresY] + float64(float64(dy*dy)*f)
	p[pairProducts] += q[pairProducts] + float64(float64(dx*dy)*f)
}

// mergeAll merges the pairs that begin at offset in each record, in the order of the records.
func mergeAll(records [][]float64, offset int) []float64 {
	p := make([]float64, pairSize)
	for _, r := range records {
		merge(p, r[offset:offset+pairSize])
	}
	return p
}

// estimate returns the mean of y and its standard error.
func estimate(p []float64) (mean, stderr float64, n int) {
	count := p[pairCount]
	mean, stderr, n = p[pairMeanY], math.NaN(), int(count)
	if n == 0 {
		mean = math.NaN()
	}
	if n > 1 {
		stderr = math.Sqrt(p[pairSquaresY] / (count - 1) / count)
	}
	return mean, stderr, n
}

// ratio returns the mean of y over the mean of x, and its standard error to first order (the delta method).
func ratio(p []float64) (r, stderr float64, n int) {
	count, x := p[pairCount], p[pairMeanX]
	n = int(count)
	if n == 0 || x == 0 {
		return math.NaN(), math.NaN(), n
	}
	r, stderr = p[pairMeanY]/x, math.NaN()
	if n > 1 {
		squares := p[pairSquaresY] - float64(2*r*p[pairProducts]) + float64(float64(r*r)*p[pairSquaresX])
		stderr = math.Sqrt(max(squares, 0)/(count-1)/count) / math.Abs(x)
	}
	return r, stderr, n
}
