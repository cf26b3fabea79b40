//go:build js && wasm

package kernels

import "testing"

// BenchmarkTarget measures what the kernels are there for, in one run: the product of a hidden layer with the kernel,
// with Plain, and the rate of multiply-adds that the machine gives WebAssembly SIMD when nothing else is in the way.
func BenchmarkTarget(b *testing.B) {
	if Best().Name() != "simd" {
		b.Skip("no SIMD kernels are linked")
	}
	const m, k, n, turns = 512, 64, 64, 1 << 16
	rng := newRand("target")
	x, w, y, bias := random(rng, m*k), random(rng, k*n), make([]float32, m*n), random(rng, n)
	layer := func(k32 Backend[float32]) func() {
		return func() { k32.Linear(y, x, w, bias, m, k, n, true) }
	}
	plain, kernel := newStopwatch(layer(plain32)), newStopwatch(layer(Best()))
	peak := newStopwatch(func() { simdPeak(at(x), turns) })
	for b.Loop() {
		plain.measure()
		for range 10 {
			kernel.measure()
			peak.measure()
		}
	}
	const flop = 2 * m * k * n
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(flop/kernel.best, "GFLOP/s")
	b.ReportMetric(plain.best/kernel.best, "times_plain")
	b.ReportMetric(100*flop/kernel.best/(64*turns/peak.best), "%_of_peak")
}
