//go:build js && wasm

package kernels

import "testing"

// BenchmarkTarget measures what the kernels are there for, in one run: a hidden layer with the kernel, with the loops
// that one would write first, with Plain, whose loops are blocked, and the rate of multiply-adds that the machine gives
// WebAssembly SIMD when nothing else is in the way.
func BenchmarkTarget(b *testing.B) {
	if Best().Name() != "simd" {
		b.Skip("no SIMD kernels are linked")
	}
	const m, k, n, turns = 128, 64, 64, 1 << 14
	rng := newRand("target")
	x, w, y, bias := random(rng, m*k), random(rng, k*n), make([]float32, m*n), random(rng, n)
	layer := func(k32 Backend[float32]) func() {
		return func() { k32.Linear(y, x, w, bias, m, k, n, true) }
	}
	plain, kernel := newStopwatch(layer(plain32)), newStopwatch(layer(Best()))
	loops := newStopwatch(func() { simpleLinear(y, x, w, bias, m, k, n) })
	peak := newStopwatch(func() { simdPeak(at(x), turns) })
	for b.Loop() {
		plain.measure()
		loops.measure()
		kernel.measure()
		peak.measure()
	}
	const flop = 2 * m * k * n
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(flop/kernel.best, "GFLOP/s")
	b.ReportMetric(loops.best/kernel.best, "times_loops")
	b.ReportMetric(plain.best/kernel.best, "times_plain")
	b.ReportMetric(100*flop/kernel.best/(48*turns/peak.best), "%_of_peak")
}

// simpleLinear is Linear with relu as it would first be written, with the inner loop along rows of w and y.
func simpleLinear(y, x, w, bias []float32, m, k, n int) {
	for i := range m {
		row := y[i*n : (i+1)*n]
		copy(row, bias)
		for p := range k {
			a, terms := x[i*k+p], w[p*n:(p+1)*n]
			for j := range row {
				row[j] += a * terms[j]
			}
		}
		for j, v := range row {
			row[j] = max(v, 0)
		}
	}
}
