package core_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"fallow/core"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-12*max(1, math.Abs(want)) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// certain makes an outcome of one allocation.
func certain(n, m int, allocation ...float64) *core.Outcome {
	var out core.Outcome
	out.Reset(1, n, m)
	copy(out.Branches[0].Allocation, allocation)
	return &out
}

func measure(in *core.Instance, out *core.Outcome) core.Metrics {
	var m core.Metrics
	core.Measure(in, out, &m)
	return m
}

func TestUtilityIsCappedAtDemand(t *testing.T) {
	in := example(t)
	near(t, "below the cap", in.Utility(0, []float64{.5, 9}), .5)
	near(t, "above the cap", in.Utility(0, []float64{1.25, 0}), 1)
	near(t, "second resource", in.Utility(1, []float64{9, .25}), 1)
	near(t, "nothing asked for", in.Utility(2, []float64{1, 1}), 0)
}

func TestServable(t *testing.T) {
	in := example(t) // of the second resource there is none
	for i, want := range []bool{true, false, false} {
		if in.Servable(i) != want {
			t.Errorf("agent %d: %v", i, !want)
		}
	}
}

// Two agents ask, the third asks for nothing: it makes raw NSW zero and is left out of logNSW.
func TestAgentsThatAskForNothing(t *testing.T) {
	in, err := core.NewInstance([][]float64{{2}, {3}, {4}}, [][]float64{{1}, {1}, {0}}, []float64{2}, []float64{1, 2, 3})
	if err != nil {
		t.Fatal(err)
	}
	m := measure(in, certain(3, 1, .5, 1, .25))
	if m.NSW != 0 {
		t.Errorf("NSW %v", m.NSW)
	}
	near(t, "logNSW", m.LogNSW, math.Log(1)+2*math.Log(3))
	near(t, "geometric mean", m.GeometricMean, math.Pow(9, 1./3))
	near(t, "efficiency", m.Efficiency, 1.75/2)
	near(t, "withheld", m.Withheld[0], .25)
	if !reflect.DeepEqual(m.Utilities, []float64{1, 3, 0}) {
		t.Errorf("utilities %v", m.Utilities)
	}
}

func TestNobodyAsksForAnything(t *testing.T) {
	in, err := core.NewInstance([][]float64{{2}, {3}}, [][]float64{{0}, {0}}, []float64{0}, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := measure(in, certain(2, 1, 0, 0))
	if m.NSW != 0 || m.LogNSW != 0 || m.GeometricMean != 0 || m.Efficiency != 0 {
		t.Errorf("%+v", m)
	}
}

func TestServableAgentWithNothing(t *testing.T) {
	in, err := core.NewInstance([][]float64{{2}, {3}}, [][]float64{{1}, {1}}, []float64{1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := measure(in, certain(2, 1, 1, 0))
	if m.NSW != 0 || !math.IsInf(m.LogNSW, -1) || m.GeometricMean != 0 {
		t.Errorf("%+v", m)
	}
}

func TestWeightsAreExponents(t *testing.T) {
	in, err := core.NewInstance([][]float64{{2}, {3}}, [][]float64{{1}, {1}}, []float64{2}, []float64{.5, 3})
	if err != nil {
		t.Fatal(err)
	}
	m := measure(in, certain(2, 1, 1, 1))
	near(t, "NSW", m.NSW, math.Sqrt(2)*27)
	near(t, "logNSW", m.LogNSW, .5*math.Log(2)+3*math.Log(3))
	near(t, "geometric mean", m.GeometricMean, math.Pow(math.Sqrt(2)*27, 1/3.5))
}

// randomLottery is an instance with a lottery over branches, some with agents' own coins.
func randomLottery(r *rand.Rand, n, m, branches int) (*core.Instance, *core.Outcome) {
	in := &core.Instance{N: n, M: m}
	for range n * m {
		in.Values = append(in.Values, .1+r.Float64())
		in.Demands = append(in.Demands, .1+r.Float64())
	}
	for range m {
		in.Budgets = append(in.Budgets, float64(n))
	}
	for range n {
		in.Weights = append(in.Weights, .5+r.Float64())
	}
	var out core.Outcome
	out.Reset(branches, n, m)
	left := 1.0
	for k := range out.Branches {
		b := &out.Branches[k]
		b.Probability = left
		if k < branches-1 {
			b.Probability *= r.Float64()
		}
		left -= b.Probability
		for e := range b.Allocation {
			b.Allocation[e] = r.Float64()
		}
		if k%2 == 1 {
			for range n {
				b.Chance = append(b.Chance, .2+.8*r.Float64())
			}
		}
	}
	return in, &out
}

// Every expectation, against the sum over all sides of all coins.
func TestMeasureIsTheExpectationOverAllCoins(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		n, m := 1+r.IntN(4), 1+r.IntN(3)
		in, out := randomLottery(r, n, m, 1+r.IntN(3))
		got := measure(in, out)
		nsw, efficiency := 0.0, 0.0
		utilities, allocation := make([]float64, n), make([]float64, n*m)
		eachSide(in, out, func(p float64, side *core.Outcome) {
			one := measure(in, side)
			nsw += p * one.NSW
			efficiency += p * one.Efficiency
			for i, u := range one.Utilities {
				utilities[i] += p * u
			}
			for e, a := range one.Allocation {
				allocation[e] += p * a
			}
		})
		near(t, "NSW", got.NSW, nsw)
		near(t, "efficiency", got.Efficiency, efficiency)
		for i := range n {
			near(t, "utility", got.Utilities[i], utilities[i])
			near(t, "agent's utility", out.AgentUtility(i, in.Row(in.Values, i), in.Row(in.Demands, i)), utilities[i])
		}
		for e := range allocation {
			near(t, "allocation", got.Allocation[e], allocation[e])
		}
	}
}

// eachSide calls visit for every way in which the coins of out may fall, with its probability.
func eachSide(in *core.Instance, out *core.Outcome, visit func(p float64, side *core.Outcome)) {
	for _, b := range out.Branches {
		for mask := range 1 << in.N {
			p, side := b.Probability, certain(in.N, in.M, b.Allocation...)
			for i := range in.N {
				chance := 1.0
				if len(b.Chance) > 0 {
					chance = b.Chance[i]
				}
				if mask>>i&1 == 1 {
					p *= chance
				} else {
					p *= 1 - chance
					clear(in.Row(side.Branches[0].Allocation, i))
				}
			}
			if p > 0 {
				visit(p, side)
			}
		}
	}
}

// Of log-welfare it is not: there an agent's own chance counts as a share of its utility.
func TestLogNSWCountsAChanceAsAShare(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		in, out := randomLottery(r, 3, 2, 2)
		want := 0.0
		for _, b := range out.Branches {
			for i := range in.N {
				share := 1.0
				if len(b.Chance) > 0 {
					share = b.Chance[i]
				}
				want += b.Probability * in.Weights[i] * math.Log(share*in.Utility(i, in.Row(b.Allocation, i)))
			}
		}
		near(t, "logNSW", measure(in, out).LogNSW, want)
	}
}

// A branch that never happens may leave everybody with nothing.
func TestImpossibleBranchCountsForNothing(t *testing.T) {
	in, err := core.NewInstance([][]float64{{2}}, [][]float64{{1}}, []float64{1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out core.Outcome
	out.Reset(2, 1, 1)
	out.Branches[0].Probability, out.Branches[1].Probability = 1, 0
	out.Branches[0].Allocation[0] = 1
	m := measure(in, &out)
	near(t, "logNSW", m.LogNSW, math.Log(2))
	near(t, "NSW", m.NSW, 2)
}

// True utility of a misreport: half a chance at twice the demand is worth half of it, not all.
func TestAgentUtilityIsAtTheTruth(t *testing.T) {
	out := certain(1, 1, 2)
	out.Branches[0].Chance = []float64{.5}
	near(t, "utility", out.AgentUtility(0, []float64{3}, []float64{1}), 1.5)
}

func TestMeasureReusesItsMemory(t *testing.T) {
	in, out := randomLottery(rand.New(rand.NewPCG(5, 6)), 4, 3, 2)
	var m core.Metrics
	core.Measure(in, out, &m)
	if n := testing.AllocsPerRun(10, func() { core.Measure(in, out, &m) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
