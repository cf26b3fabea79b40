package solvers

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"fallow/core"
)

// setting is a family of instances as in eq. (6): values and demands uniform in [.1, 1], each demand zero but with
// probability ask, and budgets of perAgent times the number of agents.
type setting struct{ ask, perAgent float64 }

var (
	eq6      = setting{.5, .5}
	masked   = setting{.5, .2}
	unmasked = setting{1, .5}
)

func (st setting) instances(n, m, count int) []*core.Instance {
	r := rand.New(rand.NewPCG(uint64(n), uint64(m)))
	ins := make([]*core.Instance, count)
	for k := range ins {
		in := &core.Instance{N: n, M: m}
		for range n * m {
			in.Values = append(in.Values, .1+.9*r.Float64())
			x := .1 + .9*r.Float64()
			if r.Float64() >= st.ask {
				x = 0
			}
			in.Demands = append(in.Demands, x)
		}
		for range n {
			in.Weights = append(in.Weights, 1)
		}
		for range m {
			in.Budgets = append(in.Budgets, st.perAgent*float64(n))
		}
		ins[k] = in
	}
	return ins
}

// benchmarkOn allocates the instances in turn, after a first round that warms up.
func benchmarkOn(b *testing.B, mech core.Mechanism, ins []*core.Instance) {
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
	for _, size := range [][2]int{{2, 2}, {10, 3}, {40, 3}, {60, 2}} {
		for name, st := range map[string]setting{"eq6": eq6, "masked": masked, "unmasked": unmasked} {
			b.Run(fmt.Sprintf("%s/%dx%d", name, size[0], size[1]), func(b *testing.B) {
				benchmarkOn(b, NewPF(Options{}), st.instances(size[0], size[1], 64))
			})
		}
	}
}

func BenchmarkPA(b *testing.B) {
	for name, st := range map[string]setting{"eq6": eq6, "masked": masked, "unmasked": unmasked} {
		b.Run(name+"/10x3", func(b *testing.B) {
			benchmarkOn(b, NewPA(Options{}), st.instances(10, 3, 64))
		})
	}
}

func BenchmarkGrowth(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		b.Run(fmt.Sprintf("%dx10", n), func(b *testing.B) {
			benchmarkOn(b, NewPF(Options{}), masked.instances(n, 10, 1))
		})
	}
}
