package kernels

import (
	"hash/fnv"
	"math"
	"testing"
)

// TestBitsAreTheSameEverywhere trains a small network for a few steps, with every kernel that training uses, and
// compares a hash of all that comes out with a constant: natively, in WebAssembly, with SIMD and without it.
func TestBitsAreTheSameEverywhere(t *testing.T) {
	const batch, in, width, agents, resources, want = 37, 10, 19, 3, 2, 0xa6e2d79f4157b84f
	const out = agents * resources
	rng := newRand("bits")
	// Uniform numbers: NormFloat64 calls math.Exp.
	uniform := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = rng.Float32() - .5
		}
		return x
	}
	x, target := uniform(batch*in), uniform(batch*out)
	w1, b1, w2, b2, gain := uniform(in*width), uniform(width), uniform(width*out), uniform(out), uniform(width)
	params := [][]float32{w1, b1, w2, b2, gain}
	var grads, m1, m2 [][]float32
	for _, p := range params {
		grads = append(grads, make([]float32, len(p)))
		m1 = append(m1, make([]float32, len(p)))
		m2 = append(m2, make([]float32, len(p)))
	}
	h, dh, n, unit := make([]float32, batch*width), make([]float32, batch*width), make([]float32, batch*width), make([]float32, batch*width)
	inverse := make([]float32, batch)
	y, dy := make([]float32, batch*out), make([]float32, batch*out)
	hash := fnv.New64a()
	k := Best()
	for step := 1; step <= 10; step++ {
		k.Linear(h, x, w1, b1, batch, in, width, true)
		k.LayerNorm(n, unit, inverse, h, gain, b1, batch, width, normEpsilon)
		k.Linear(y, n, w2, b2, batch, width, out, false)
		k.SoftmaxColumns(y, y, batch, agents, resources)
		k.Mul(dy, y, target)
		k.SoftmaxColumnsBack(dy, y, dy, batch, agents, resources, false)
		k.MatMulAT(grads[2], n, dy, width, batch, out, false)
		k.SumRows(grads[3], dy, batch, out, false)
		k.MatMulBT(dh, dy, w2, batch, out, width, false)
		k.SumProducts(grads[4], dh, unit, batch, width, false)
		k.LayerNormBack(dh, dh, unit, inverse, gain, batch, width, false)
		k.ReLUBack(dh, h, dh)
		k.MatMulAT(grads[0], x, dh, in, batch, width, false)
		k.SumRows(grads[1], dh, batch, width, false)
		for i, p := range params {
			k.Adam(p, grads[i], m1[i], m2[i], NewAdamStep(1e-2, step))
		}
	}
	for _, p := range append(params, y, dh) {
		for _, v := range p {
			b := math.Float32bits(v)
			hash.Write([]byte{byte(b), byte(b >> 8), byte(b >> 16), byte(b >> 24)})
		}
	}
	if got := hash.Sum64(); got != want {
		t.Errorf("hash %#x, want %#x", got, uint64(want))
	}
}
