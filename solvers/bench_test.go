package solvers

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"fallow/core"
)

// setting is a family of instances as in eq. (6): values and demands uniform in [.1, 1], each demand zero but with
// probability ask, and budgets of perAgent times the number of agents.
type setting struct {
	name          string
	ask, perAgent float64
}

var (
	eq6      = setting{"eq6", .5, .5}
	masked   = setting{"scarce", .5, .2}
	unmasked = setting{"unmasked", 1, .5}
	settings = []setting{eq6, masked, unmasked}
)

func (st setting) instances(n, m, count int) []*core.Instance {
	r := rand.New(rand.NewPCG(uint64(n), uint64(m)))
	ins := make([]*core.Instance, count)
	for k := range ins {
		ins[k] = fill(n, m,
			func() float64 { return .1 + .9*r.Float64() },
			func() float64 {
				if r.Float64() >= st.ask {
					return 0
				}
				return .1 + .9*r.Float64()
			},
			func() float64 { return st.perAgent * float64(n) },
			func() float64 { return 1 })
	}
	return ins
}

// allocateIn allocates the instances in turn. A first round warms up.
func allocateIn(b *testing.B, mech core.Mechanism, ins []*core.Instance) {
	out := new(core.Outcome)
	for _, in := range ins {
		if err := mech.Allocate(in, out); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	b.ResetTimer()
	for k := range b.N {
		if err := mech.Allocate(ins[k%len(ins)], out); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPF(b *testing.B) {
	for _, st := range settings {
		for _, size := range [][2]int{{2, 2}, {10, 3}, {40, 3}, {60, 2}} {
			b.Run(fmt.Sprintf("%s/%dx%d", st.name, size[0], size[1]), func(b *testing.B) {
				allocateIn(b, NewPF(Options{}), st.instances(size[0], size[1], 64))
			})
		}
	}
}

func BenchmarkUniform(b *testing.B) {
	for _, st := range settings {
		for _, size := range [][2]int{{10, 3}, {100000, 10}} {
			b.Run(fmt.Sprintf("%s/%dx%d", st.name, size[0], size[1]), func(b *testing.B) {
				allocateIn(b, NewUniform(), st.instances(size[0], size[1], 1))
			})
		}
	}
}

func BenchmarkPA(b *testing.B) {
	for _, st := range settings {
		b.Run(st.name+"/10x3/warm", func(b *testing.B) {
			allocateIn(b, NewPA(Options{}), st.instances(10, 3, 64))
		})
		b.Run(st.name+"/10x3/cold", func(b *testing.B) {
			allocateIn(b, coldPA(), st.instances(10, 3, 64))
		})
	}
}

// coldPA is PA by a solve from scratch without each agent.
func coldPA() *PA {
	pa := NewPA(Options{})
	pa.partial.fromScratch = true
	return pa
}

// BenchmarkRatios has its figures in its metrics, from quickest runs, so that they mean something on a busy machine.
func BenchmarkRatios(b *testing.B) {
	for _, st := range settings {
		b.Run(st.name+"/10x3", func(b *testing.B) {
			for range b.N {
				ins := st.instances(10, 3, 64)
				pf, warm, cold := quickest(b, NewPF(Options{}), ins), quickest(b, NewPA(Options{}), ins), quickest(b, coldPA(), ins)
				b.ReportMetric(pf*1e6, "PF-µs")
				b.ReportMetric(warm/pf, "PA/PF")
				b.ReportMetric(cold/warm, "cold/warm")
			}
		})
		b.Run(st.name+"/growth", func(b *testing.B) {
			for range b.N {
				sizes, seconds, least := growth(b, st)
				b.ReportMetric(slope(sizes, seconds), "exponent")
				b.ReportMetric(seconds[2], "cpu-s-at-1e5")
				b.ReportMetric(least, "s-at-1e5")
			}
		})
	}
}

// quickest returns the seconds that mech takes on average for one of the instances, each batch of which it does several
// times, of which the quickest counts.
func quickest(b *testing.B, mech core.Mechanism, ins []*core.Instance) float64 {
	const batch, atLeast = 16, 200 * time.Millisecond
	out := new(core.Outcome)
	total := 0.0
	for from := 0; from < len(ins); from += batch {
		least := time.Duration(math.MaxInt64)
		for start, runs := time.Now(), 0; runs < 3 || time.Since(start) < atLeast; runs++ {
			began := time.Now()
			for _, in := range ins[from:min(from+batch, len(ins))] {
				if err := mech.Allocate(in, out); err != nil {
					b.Fatal(err)
				}
			}
			least = min(least, time.Since(began))
		}
		total += least.Seconds()
	}
	return total / float64(len(ins))
}

// growth returns the seconds of processor time that PF takes at 10 resources and so many agents, and those on the clock
// for most. Small instances are solved as often as makes up for their size, and in turn with large ones, so that
// whatever else the machine does is in all of the figures.
func growth(b *testing.B, st setting) (agents, seconds []float64, least float64) {
	const rounds, largest = 3, 100000
	var ins []*core.Instance
	for n := 1000; n <= largest; n *= 10 {
		ins = append(ins, st.instances(n, 10, 1)...)
		agents, seconds = append(agents, float64(n)), append(seconds, math.Inf(1))
	}
	pf, out := NewPF(Options{}), new(core.Outcome)
	least = math.Inf(1)
	for range rounds {
		for k, in := range ins {
			times := largest / in.N
			began, used := time.Now(), cpuTime()
			for range times {
				if err := pf.Allocate(in, out); err != nil {
					b.Fatal(err)
				}
			}
			seconds[k] = min(seconds[k], (cpuTime()-used).Seconds()/float64(times))
			if in.N == largest {
				least = min(least, time.Since(began).Seconds())
			}
		}
	}
	return agents, seconds, least
}

// slope is that of the line through the logarithms by least squares: the exponent of a power law.
func slope(x, y []float64) float64 {
	n, sx, sy, sxx, sxy := float64(len(x)), 0.0, 0.0, 0.0, 0.0
	for k := range x {
		lx, ly := math.Log(x[k]), math.Log(y[k])
		sx, sy, sxx, sxy = sx+lx, sy+ly, sxx+lx*lx, sxy+lx*ly
	}
	return (n*sxy - sx*sy) / (n*sxx - sx*sx)
}
