package kernels

import (
	"fmt"
	"testing"
	"time"
)

// Every benchmark reports the fastest of many short runs: other programs on the machine make some of them slow, and
// none faster. Kernels and Plain take turns, so that ratios hold even where the clock of the processor drifts.

// benchShapes are rows, k, n: layers of the networks that are trained, at the batches that training has.
var benchShapes = [][3]int{
	{4096, 10, 64}, {4096, 64, 64}, {4096, 64, 6}, {512, 64, 64}, {64, 64, 64},
	{2560, 63, 128}, {2560, 128, 128}, {2560, 128, 33}, {4096, 32, 32}, {4096, 16, 8}, {4096, 32, 1}, {1, 64, 64}, {4, 8, 8},
}

func BenchmarkProducts(b *testing.B) {
	for _, s := range benchShapes {
		m, k, n := s[0], s[1], s[2]
		rng := newRand("bench")
		x, w, y, bias := random(rng, m*k), random(rng, k*n), random(rng, m*n), random(rng, n)
		dw, dx := make([]float32, k*n), make([]float32, m*k)
		flop := float64(2 * m * k * n)
		for _, p := range []struct {
			name string
			run  func(Backend[float32])
		}{
			{"Linear", func(b Backend[float32]) { b.Linear(y, x, w, bias, m, k, n, true) }},
			{"MatMulBT", func(b Backend[float32]) { b.MatMulBT(dx, y, w, m, n, k, false) }},
			{"MatMulAT", func(b Backend[float32]) { b.MatMulAT(dw, x, y, k, m, n, true) }},
		} {
			b.Run(fmt.Sprintf("%s/%dx%dx%d", p.name, m, k, n), func(b *testing.B) {
				plain, best := compete(b, p.run)
				b.ReportMetric(flop/plain, "plain_GFLOP/s")
				b.ReportMetric(flop/best, "GFLOP/s")
				b.ReportMetric(plain/best, "times_plain")
			})
		}
	}
}

func BenchmarkOthers(b *testing.B) {
	const n = 4096 * 6
	rng := newRand("others")
	x, y, out := random(rng, n), random(rng, n), make([]float32, n)
	m1, m2 := make([]float32, n), make([]float32, n)
	wants, ones := make([]float32, n), make([]float32, n)
	for i := range wants {
		wants[i], ones[i] = rng.Float32(), 1
	}
	for _, p := range []struct {
		name string
		run  func(Backend[float32])
	}{
		{"Exp", func(b Backend[float32]) { b.Exp(out, x) }},
		{"SoftmaxColumns/2x2", func(b Backend[float32]) { b.SoftmaxColumns(out, x, 4096, 3, 2) }},
		{"SoftmaxColumns/10x3", func(b Backend[float32]) { b.SoftmaxColumns(out[:744*33], x[:744*33], 744, 11, 3) }},
		{"SoftmaxColumnsBack/2x2", func(b Backend[float32]) { b.SoftmaxColumnsBack(out, x, y, 4096, 3, 2, false) }},
		{"SoftmaxColumnsBack/10x3", func(b Backend[float32]) {
			b.SoftmaxColumnsBack(out[:744*33], x[:744*33], y[:744*33], 744, 11, 3, false)
		}},
		{"ReLUBack", func(b Backend[float32]) { b.ReLUBack(out, x, y) }},
		{"SumRows/64", func(b Backend[float32]) { b.SumRows(out[:64], x, n/64, 64, false) }},
		{"LayerNorm/64", func(b Backend[float32]) {
			b.LayerNorm(out, y, m1[:n/64], x, m2[:64], m2[:64], n/64, 64, 1e-5)
		}},
		{"LayerNormBack/64", func(b Backend[float32]) { b.LayerNormBack(out, x, y, m1[:n/64], m2[:64], n/64, 64, false) }},
		{"PoolTable/5x3", func(b Backend[float32]) {
			b.PoolTable(out[:51*5*32], y[:51*3*32], x[:51*15*32], 51, 5, 3, 32)
		}},
		{"SpreadTable/5x3", func(b Backend[float32]) {
			b.SpreadTable(out[:51*15*32], x[:51*5*32], y[:51*3*32], 51, 5, 3, 32, true)
		}},
		{"WaterFill/2x2", func(b Backend[float32]) {
			b.WaterFill(out[:6*4096], m1[:2*4096], wants[:4*4096], y[:4*4096], ones[:2*4096], 4096, 2, 2)
		}},
		{"WaterFill/5x3", func(b Backend[float32]) {
			b.WaterFill(out[:18*1024], m1[:3*1024], wants[:15*1024], y[:15*1024], ones[:5*1024], 1024, 5, 3)
		}},
		{"Add", func(b Backend[float32]) { b.Add(out, x, y) }},
		{"Dot", func(b Backend[float32]) { b.Dot(x, y) }},
		{"Adam", func(b Backend[float32]) { b.Adam(out, x, m1, m2, NewAdamStep(1e-3, 10)) }},
	} {
		b.Run(p.name, func(b *testing.B) {
			plain, best := compete(b, p.run)
			b.ReportMetric(plain/n, "plain_ns/float")
			b.ReportMetric(best/n, "ns/float")
			b.ReportMetric(plain/best, "times_plain")
		})
	}
}

// compete returns the shortest time of a call, in nanoseconds, with Plain and with Best.
func compete(b *testing.B, call func(Backend[float32])) (plain, best float64) {
	k := Best()
	slow := newStopwatch(func() { call(plain32) })
	fast := newStopwatch(func() { call(k) })
	for b.Loop() {
		slow.measure()
		for range 5 {
			fast.measure()
		}
	}
	b.ReportMetric(0, "ns/op") // says nothing here
	return slow.best, fast.best
}

// stopwatch keeps the shortest time of a call. Calls that are short for the clock are timed several at once.
type stopwatch struct {
	call  func()
	calls int
	best  float64
}

func newStopwatch(call func()) *stopwatch {
	call()
	s := &stopwatch{call: call, calls: 1}
	for {
		s.best = 1e18
		s.measure()
		if s.best*float64(s.calls) > 1e5 {
			return s
		}
		s.calls *= 2
	}
}

func (s *stopwatch) measure() {
	start := time.Now()
	for range s.calls {
		s.call()
	}
	s.best = min(s.best, float64(time.Since(start).Nanoseconds())/float64(s.calls))
}
