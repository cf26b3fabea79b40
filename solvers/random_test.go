package solvers

import (
	"math"
	"math/rand/v2"

	"fallow/core"
)

// fill makes an instance of data drawn cell by cell: values, demands, budgets, then weights.
func fill(n, m int, value, demand, budget, weight func() float64) *core.Instance {
	in := &core.Instance{N: n, M: m}
	for range n * m {
		in.Values, in.Demands = append(in.Values, value()), append(in.Demands, demand())
	}
	for range m {
		in.Budgets = append(in.Budgets, budget())
	}
	for range n {
		in.Weights = append(in.Weights, weight())
	}
	return in
}

// randomInstance is moderately scarce: each agent asks for each resource with probability 3/4.
func randomInstance(r *rand.Rand, n, m int) *core.Instance {
	return fill(n, m,
		func() float64 { return .1 + .9*r.Float64() },
		func() float64 {
			if r.Float64() < .25 {
				return 0
			}
			return .1 + .9*r.Float64()
		},
		func() float64 { return float64(n) * (.1 + .4*r.Float64()) },
		func() float64 { return .5 + r.Float64() })
}

// family is a kind of instance that has been hard for one solver or another.
type family struct {
	name string
	make func(r *rand.Rand, n, m int) *core.Instance
}

func families() []family {
	one := func() float64 { return 1 }
	constant := func(x float64) func() float64 { return func() float64 { return x } }
	// over is log-uniform over so many orders of magnitude around 1.
	over := func(r *rand.Rand, orders float64) func() float64 {
		return func() float64 { return math.Pow(10, orders*(r.Float64()-.5)) }
	}
	upTo := func(r *rand.Rand, from, to int) func() float64 {
		return func() float64 { return float64(from + r.IntN(to-from+1)) }
	}
	uniform := func(r *rand.Rand) func() float64 { return func() float64 { return .1 + .9*r.Float64() } }
	nearOne := func(r *rand.Rand) func() float64 { return func() float64 { return 1 + 1e-9*r.Float64() } }
	return []family{
		{"moderate", randomInstance},
		{"uncapped", func(r *rand.Rand, n, m int) *core.Instance {
			return fill(n, m, uniform(r), one, one, one)
		}},
		{"all spread", func(r *rand.Rand, n, m int) *core.Instance {
			return fill(n, m, over(r, 9), over(r, 12), over(r, 12), over(r, 6))
		}},
		{"demands spread", func(r *rand.Rand, n, m int) *core.Instance {
			return fill(n, m, uniform(r), over(r, 12), one, one)
		}},
		{"values and weights spread", func(r *rand.Rand, n, m int) *core.Instance {
			return fill(n, m, over(r, 9), r.Float64, constant(.1*float64(n)), over(r, 6))
		}},
		{"weights spread, uncapped", func(r *rand.Rand, n, m int) *core.Instance {
			return fill(n, m, uniform(r), one, one, over(r, 6))
		}},
		{"very scarce", func(r *rand.Rand, n, m int) *core.Instance {
			return fill(n, m, uniform(r), uniform(r), func() float64 { return 1e-9 * r.Float64() }, one)
		}},
		{"near ties", func(r *rand.Rand, n, m int) *core.Instance {
			return fill(n, m, nearOne(r), nearOne(r), constant(.3*float64(n)), one)
		}},
		{"ties", func(r *rand.Rand, n, m int) *core.Instance {
			return fill(n, m, upTo(r, 1, 2), upTo(r, 0, 2), upTo(r, 0, n), one)
		}},
		{"integers", func(r *rand.Rand, n, m int) *core.Instance {
			return fill(n, m, upTo(r, 1, 3), upTo(r, 0, 5), upTo(r, 0, 2*n), upTo(r, 1, 3))
		}},
		{"few kinds", func(r *rand.Rand, n, m int) *core.Instance {
			amount := fewOver(r, 12)
			return fill(n, m, fewOver(r, 9), amount, amount, fewOver(r, 6))
		}},
		{"barely scarce", func(r *rand.Rand, n, m int) *core.Instance {
			in := fill(n, m, over(r, 3), r.Float64, constant(0), one)
			for k, x := range in.Demands {
				in.Budgets[k%m] += x
			}
			for j := range in.Budgets {
				in.Budgets[j] *= 1 - math.Pow(10, -1-14*r.Float64())
			}
			return in
		}},
		{"exact fit", func(r *rand.Rand, n, m int) *core.Instance {
			in := fill(n, m, over(r, 3), upTo(r, 0, 3), constant(0), one)
			for k, x := range in.Demands {
				if k/m <= n/2 {
					in.Budgets[k%m] += x
				}
			}
			return in
		}},
	}
}

// fewOver draws from two to four numbers over up to so many orders of magnitude, of which one may be frequent: so that
// ties come together with wide spreads.
func fewOver(r *rand.Rand, orders float64) func() float64 {
	kinds := make([]float64, 2+r.IntN(3))
	for k := range kinds {
		kinds[k] = math.Pow(10, orders*(r.Float64()-.5))
	}
	often := r.Float64()
	return func() float64 {
		if r.Float64() < often {
			return kinds[0]
		}
		return kinds[r.IntN(len(kinds))]
	}
}

// forEachFamily calls check for count random instances of every family, with up to 12 agents and 6 resources.
func forEachFamily(count uint64, check func(name string, seed uint64, in *core.Instance)) {
	for _, f := range families() {
		for seed := range count {
			r := rand.New(rand.NewPCG(seed, 7))
			n, m := 1+r.IntN(12), 1+r.IntN(6)
			check(f.name, seed, f.make(r, n, m))
		}
	}
}

// randomFeasible is an allocation within all bounds of in that leaves little over: each resource is handed out to the
// agents in a random order, each getting a random part of what it can use, then each the rest.
func randomFeasible(r *rand.Rand, in *core.Instance) []float64 {
	a := make([]float64, in.N*in.M)
	for m, left := range in.Budgets {
		order := r.Perm(in.N)
		for _, part := range []float64{r.Float64(), 1} {
			for _, i := range order {
				k := i*in.M + m
				more := min(part*(in.Demands[k]-a[k]), left)
				a[k] += more
				left -= more
			}
		}
	}
	return a
}
