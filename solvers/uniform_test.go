package solvers

import (
	"math"
	"math/rand/v2"
	"testing"

	"fallow/core"
)

func TestUniformByHand(t *testing.T) {
	for _, test := range []struct{ demands, weights, want []float64 }{
		{[]float64{1, 2, 9}, nil, []float64{1, 2, 3}},
		{[]float64{1, 9, 9}, nil, []float64{1, 2.5, 2.5}},
		{[]float64{1, 2, 2}, nil, []float64{1, 2, 2}},
		{[]float64{0, 9, 0}, nil, []float64{0, 6, 0}},
		{[]float64{9, 9, 9}, []float64{1, 2, 3}, []float64{1, 2, 3}},
		{[]float64{9, 1, 9}, []float64{1, 8, 4}, []float64{1, 1, 4}},
	} {
		in := fill(3, 1, func() float64 { return 1 }, nil0, func() float64 { return 6 }, func() float64 { return 1 })
		in.Demands = test.demands
		if test.weights != nil {
			in.Weights = test.weights
		}
		out := new(core.Outcome)
		if err := NewUniform().Allocate(in, out); err != nil {
			t.Fatal(err)
		}
		for i, a := range out.Branches[0].Allocation {
			if math.Abs(a-test.want[i]) > 1e-15 {
				t.Errorf("demands %v, weights %v: agent %d gets %g, want %g", test.demands, test.weights, i, a, test.want[i])
			}
		}
	}
}

func nil0() float64 { return 0 }

// TestUniformLevels checks the definition: the column sums to what it should, nobody gets more than it asks for, and
// all who get less have the same amount per weight, which is the most that anyone has.
func TestUniformLevels(t *testing.T) {
	un, out := NewUniform(), new(core.Outcome)
	forEachFamily(60, func(name string, seed uint64, in *core.Instance) {
		if err := un.Allocate(in, out); err != nil {
			t.Fatal(err)
		}
		checkFeasible(t, name, in, out.Branches[0].Allocation)
		for m, b := range in.Budgets {
			sum, asked, level, highest := 0.0, 0.0, -1.0, 0.0
			for i, w := range in.Weights {
				a, x := out.Branches[0].Allocation[i*in.M+m], in.Demands[i*in.M+m]
				sum, asked = sum+a, asked+x
				highest = max(highest, a/w)
				if a < x {
					if level >= 0 && math.Abs(level-a/w) > 1e-9*level {
						t.Errorf("%s %d: levels %g and %g", name, seed, level, a/w)
					}
					level = a / w
				}
			}
			if level >= 0 && highest > level*(1+1e-9) {
				t.Errorf("%s %d: somebody has %g per weight, above the level %g", name, seed, highest, level)
			}
			if want := min(b, asked); math.Abs(sum-want) > 1e-12*want {
				t.Errorf("%s %d: %g of %g handed out", name, seed, sum, want)
			}
		}
	})
}

// TestUniformRounds counts the passes over the reports, which must not grow with the number of agents.
func TestUniformRounds(t *testing.T) {
	const most = 12
	un, out := NewUniform(), new(core.Outcome)
	check := func(name string, in *core.Instance) {
		if err := un.Allocate(in, out); err != nil {
			t.Fatal(err)
		}
		if un.progress.Iteration > most {
			t.Errorf("%s, %d agents: %d rounds", name, in.N, un.progress.Iteration)
		}
	}
	forEachFamily(60, func(name string, _ uint64, in *core.Instance) { check(name, in) })
	for _, st := range settings {
		check(st.name, st.instances(20000, 3, 1)[0])
	}
}

func TestUniformIsTruthful(t *testing.T) {
	un, out := NewUniform(), new(core.Outcome)
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 5))
		in := randomInstance(r, 2+r.IntN(4), 1+r.IntN(3))
		values, demands := append([]float64(nil), in.Row(in.Values, 0)...), append([]float64(nil), in.Row(in.Demands, 0)...)
		utility := func() float64 {
			if err := un.Allocate(in, out); err != nil {
				t.Fatal(err)
			}
			return out.AgentUtility(0, values, demands)
		}
		truthful := utility()
		for range 20 {
			for m := range in.M {
				in.Values[m], in.Demands[m] = r.Float64()+.1, 2*r.Float64()
			}
			if lie := utility(); lie > truthful+1e-12 {
				t.Errorf("seed %d: a lie gains %g", seed, lie-truthful)
			}
		}
	}
}

func TestRound(t *testing.T) {
	in := fill(3, 4, nil0, nil0, nil0, nil0)
	rounded := Round(in, []float64{
		.2, .5, 0, .1,
		.3, .5, 0, .2,
		.1, 0, 0, .7,
	})
	want := []float64{
		0, 1, 0, 0,
		1, 0, 0, 0,
		0, 0, 0, 1,
	}
	for k := range want {
		if rounded[k] != want[k] {
			t.Fatalf("got %v, want %v", rounded, want)
		}
	}
}
