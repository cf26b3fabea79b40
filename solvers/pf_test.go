package solvers

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"fallow/core"
)

func solvePF(t testing.TB, in *core.Instance) *core.Outcome {
	t.Helper()
	out := new(core.Outcome)
	if err := NewPF(Options{}).Allocate(in, out); err != nil {
		t.Fatal(err)
	}
	return out
}

func instance(t testing.TB, values, demands [][]float64, budgets, weights []float64) *core.Instance {
	t.Helper()
	in, err := core.NewInstance(values, demands, budgets, weights)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// TestPFHardInstances solves every kind of instance to its certificate and within its bounds.
func TestPFHardInstances(t *testing.T) {
	pf, out := NewPF(Options{}), new(core.Outcome)
	forEachFamily(300, func(name string, seed uint64, in *core.Instance) {
		if err := pf.Allocate(in, out); err != nil {
			t.Errorf("%s %d: %v", name, seed, err)
			return
		}
		checkFeasible(t, name, in, out.Branches[0].Allocation)
		if c := Certify(in, out.Branches[0].Allocation, out.Prices); !c.Valid || !out.Certificate.Valid {
			t.Errorf("%s %d: certificate %+v, returned as %+v", name, seed, c, out.Certificate)
		}
	})
}

// TestPFFewKinds has many more of the hardest kind of instances: weights far apart, and ties.
func TestPFFewKinds(t *testing.T) {
	all := families()
	kind := all[slices.IndexFunc(all, func(f family) bool { return f.name == "few kinds" })]
	pf, out := NewPF(Options{}), new(core.Outcome)
	for seed := range uint64(5000) {
		r := rand.New(rand.NewPCG(seed, 8))
		in := kind.make(r, 1+r.IntN(8), 1+r.IntN(5))
		if err := pf.Allocate(in, out); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}

func checkFeasible(t *testing.T, name string, in *core.Instance, allocation []float64) {
	t.Helper()
	sums := make([]float64, in.M)
	for k, a := range allocation {
		if !(a >= 0 && a <= in.Demands[k]) {
			t.Fatalf("%s: allocation %d is %g of a demand of %g", name, k, a, in.Demands[k])
		}
		sums[k%in.M] += a
	}
	for m, b := range in.Budgets {
		if sums[m] > b*(1+1e-14*float64(in.N)) {
			t.Fatalf("%s: %g allocated of a budget of %g", name, sums[m], b)
		}
	}
}

// TestPFDuality checks the defining inequality of PF, Σ_j w_j u_j(other)/u_j(PF) ≤ Σ_j w_j, for other allocations.
func TestPFDuality(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pf, out := NewPF(Options{}), new(core.Outcome)
	forEachFamily(40, func(name string, seed uint64, in *core.Instance) {
		if err := pf.Allocate(in, out); err != nil {
			t.Fatal(err)
		}
		best := utilities(in, out)
		for range 20 {
			other := randomFeasible(r, in)
			ratio, weight := 0.0, 0.0
			for i, u := range best {
				if u > 0 {
					ratio += in.Weights[i] * (in.Utility(i, in.Row(other, i)) / u)
					weight += in.Weights[i]
				}
			}
			if ratio > weight*(1+Tolerance) {
				t.Fatalf("%s %d: others get %g times as much", name, seed, ratio/weight)
			}
		}
	})
}

// TestPFClosedForms has the answers that can be written down.
func TestPFClosedForms(t *testing.T) {
	for _, test := range []struct {
		name              string
		values, demands   [][]float64
		budgets, weights  []float64
		utilities, prices []float64
	}{
		{
			name:   "nothing scarce",
			values: [][]float64{{2, 3}, {5, 7}}, demands: [][]float64{{1, 0}, {2, 3}}, budgets: []float64{3, 4},
			utilities: []float64{2, 31}, prices: []float64{0, 0},
		},
		{
			name:   "one resource is shared by weight",
			values: [][]float64{{1}, {5}}, demands: [][]float64{{9}, {9}}, budgets: []float64{6}, weights: []float64{1, 2},
			utilities: []float64{2, 20}, prices: []float64{.5},
		},
		{
			name:   "a cap binds",
			values: [][]float64{{1}, {1}, {1}}, demands: [][]float64{{1}, {9}, {9}}, budgets: []float64{7},
			utilities: []float64{1, 3, 3}, prices: []float64{1. / 3},
		},
		{
			name:   "agents that want different things",
			values: [][]float64{{1, 1e-3}, {1e-3, 1}}, demands: [][]float64{{1, 1}, {1, 1}}, budgets: []float64{1, 1},
			utilities: []float64{1, 1}, // any prices between 1e-3 and 1 will do
		},
		{
			name:   "Figure 1",
			values: [][]float64{{1, .5}, {1, .25}}, demands: [][]float64{{1, 1}, {1, 1}}, budgets: []float64{1, 1},
			utilities: []float64{.75, .75}, prices: []float64{4. / 3},
		},
		{
			name:   "one agent, one resource",
			values: [][]float64{{3}}, demands: [][]float64{{9}}, budgets: []float64{2},
			utilities: []float64{6}, prices: []float64{.5},
		},
		{
			name:   "one agent that asks for all there is, and no more",
			values: [][]float64{{3}}, demands: [][]float64{{2}}, budgets: []float64{2},
			utilities: []float64{6}, prices: []float64{0},
		},
		{
			name:   "each of two resources is wanted by one agent, the third by both",
			values: [][]float64{{1, 1, 1}, {1, 1, 1}}, demands: [][]float64{{2, 0, 1}, {0, 2, 1}}, budgets: []float64{1, 1, 1},
			utilities: []float64{1.5, 1.5}, prices: []float64{2. / 3, 2. / 3, 2. / 3},
		},
		{
			name:   "nobody asks, or there is nothing",
			values: [][]float64{{1, 1}, {1, 1}}, demands: [][]float64{{0, 1}, {0, 2}}, budgets: []float64{1, 0},
			utilities: []float64{0, 0}, prices: []float64{0, 0},
		},
	} {
		in := instance(t, test.values, test.demands, test.budgets, test.weights)
		out := solvePF(t, in)
		for i, u := range utilities(in, out) {
			if math.Abs(u-test.utilities[i]) > 1e-11*test.utilities[i] {
				t.Errorf("%s: utility of agent %d is %.15g, want %g", test.name, i, u, test.utilities[i])
			}
		}
		for m, want := range test.prices {
			if p := out.Prices[m]; math.Abs(p-want) > 1e-11*want {
				t.Errorf("%s: price of resource %d is %.15g, want %g", test.name, m, p, want)
			}
		}
	}
}

// TestPFFigure1 has agent 1 of Figure 1 report a ratio of values just above the other's: it gains 1/6.
func TestPFFigure1(t *testing.T) {
	in := instance(t, [][]float64{{1, .5}, {1, .25}}, [][]float64{{1, 1}, {1, 1}}, []float64{1, 1}, nil)
	in.Values[1] = .25 * (1 + 1e-6)
	out := solvePF(t, in)
	if u := out.AgentUtility(0, []float64{1, .5}, []float64{1, 1}); math.Abs(u-.875) > 1e-6 {
		t.Errorf("a misreport of .25+ gives %g, want .875", u)
	}
}

// TestPFTiesAreShared has agents that cannot be told apart get the same.
func TestPFTiesAreShared(t *testing.T) {
	in := instance(t, [][]float64{{1, 2}, {1, 2}, {1, 2}}, [][]float64{{5, 5}, {5, 5}, {5, 5}}, []float64{3, 3}, nil)
	for k, a := range solvePF(t, in).Branches[0].Allocation {
		if math.Abs(a-1) > 1e-8 {
			t.Errorf("cell %d is %g, want 1", k, a)
		}
	}
}

func TestPFRefusesWhatItCannotProve(t *testing.T) {
	in := instance(t, [][]float64{{1}, {1}}, [][]float64{{1e-300}, {1e-300}}, []float64{1e-300}, []float64{1e300, 1e300})
	err := NewPF(Options{}).Allocate(in, new(core.Outcome))
	if _, ok := err.(*NotSolvedError); !ok {
		t.Errorf("prices that overflow give %v, want a *NotSolvedError", err)
	}
}
