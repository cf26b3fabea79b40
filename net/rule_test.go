package net

import (
	"errors"
	"math"
	"testing"

	"fallow/core"
	"fallow/core/sample"
	"fallow/net/kernels"
)

func handicapped(t *testing.T, tau float64, in *core.Instance) []float64 {
	t.Helper()
	h, err := NewHandicap(tau)
	if err != nil {
		t.Fatal(err)
	}
	var out core.Outcome
	if err := h.Allocate(in, &out); err != nil {
		t.Fatal(err)
	}
	return out.Branches[0].Allocation
}

// Agent 0 asks for everything and agent 1 for the first resource only: agent 0 has all of the second, so its level at
// the first is τ ahead of its share.
func TestHandicapByHand(t *testing.T) {
	in, err := core.NewInstance([][]float64{{1, 1}, {1, 1}}, [][]float64{{9, 9}, {9, 0}}, []float64{2, 3}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tau := range []float64{0, .4, .9} {
		want := []float64{1 - tau, 3, 1 + tau, 0}
		for c, a := range handicapped(t, tau, in) {
			if math.Abs(a-want[c]) > 1e-12 {
				t.Errorf("τ = %v: cell %d gets %v, want %v", tau, c, a, want[c])
			}
		}
	}
}

// The definition: nothing is wasted, nobody gets more than it asks for, and at every resource all who are between
// nothing and all they ask for have one level of (share + handicap)/weight, which nobody who has something exceeds and
// nobody who wants more falls below.
func TestHandicapHasLevels(t *testing.T) {
	stream := sample.NewStream(5, "handicap")
	for range 200 {
		in := unequal(stream)
		tau := stream.Uniform() * largestHandicap
		a := handicapped(t, tau, in)
		for m, b := range in.Budgets {
			sum, asked, lowest, highest := 0.0, 0.0, math.Inf(1), math.Inf(-1)
			for i, w := range in.Weights {
				c := i*in.M + m
				others := 0.0
				for k, budget := range in.Budgets {
					if k != m {
						others += a[i*in.M+k] / budget
					}
				}
				level := (a[c]/b + tau*others) / w
				if a[c] > 0 {
					highest = max(highest, level)
				}
				if a[c] < min(in.Demands[c], b)*(1-1e-12) {
					lowest = min(lowest, level)
				}
				if a[c] < 0 || a[c] > in.Demands[c] {
					t.Fatalf("agent %d gets %v of the %v that it asks for", i, a[c], in.Demands[c])
				}
				sum, asked = sum+a[c], asked+in.Demands[c]
			}
			if want := min(b, asked); math.Abs(sum-want) > 1e-9*want {
				t.Errorf("τ = %v: %v handed out of %v that could be", tau, sum, want)
			}
			if asked > b && highest > lowest+1e-9 {
				t.Errorf("τ = %v: somebody has something at level %v, somebody else lacks something at %v", tau, highest, lowest)
			}
		}
	}
}

// unequal draws an instance of up to 6 agents and 4 resources with weights and budgets.
func unequal(stream *sample.Stream) *core.Instance {
	n, m := 1+stream.Below(6), 1+stream.Below(4)
	in := &core.Instance{N: n, M: m, Values: make([]float64, n*m), Demands: make([]float64, n*m),
		Budgets: make([]float64, m), Weights: make([]float64, n)}
	for c := range in.Values {
		in.Values[c] = stream.Between(.1, 1)
		if stream.Uniform() < .7 {
			in.Demands[c] = stream.Between(0, 2)
		}
	}
	for j := range in.Budgets {
		in.Budgets[j] = stream.Between(.1, 1.5)
	}
	for i := range in.Weights {
		in.Weights[i] = stream.Between(.3, 3)
	}
	return in
}

func TestHandicapIgnoresValuesAndUnits(t *testing.T) {
	stream := sample.NewStream(6, "handicap")
	for range 50 {
		in := unequal(stream)
		before := append([]float64(nil), handicapped(t, .6, in)...)
		for c := range in.Values {
			in.Values[c] = stream.Between(.1, 1)
			in.Demands[c] *= 8
		}
		for m := range in.Budgets {
			in.Budgets[m] *= 8
		}
		for c, a := range handicapped(t, .6, in) {
			if math.Abs(a-8*before[c]) > 1e-10 {
				t.Fatalf("cell %d gets %v in other units, %v in the first", c, a/8, before[c])
			}
		}
	}
}

// A network takes a few rounds towards the fixed point only.
func TestNetworksStartNearTheFixedPoint(t *testing.T) {
	for _, s := range [][2]int{{2, 2}, {5, 3}, {10, 3}} {
		in := drawn(t, s[0], s[1], 1)[0]
		trainer, err := NewTrainer(setups(s), Options{Objective: Objective{Kind: Penalty}, Network: Network{Kind: Exchangeable}}, kernels.Best())
		if err != nil {
			t.Fatal(err)
		}
		var out core.Outcome
		if err := trainer.Model().Allocate(in, &out); err != nil {
			t.Fatal(err)
		}
		want := handicapped(t, DefaultHandicap, in)
		for c, a := range out.Branches[0].Allocation {
			if math.Abs(a-want[c]) > .02*in.Budgets[c%in.M] {
				t.Errorf("%v: cell %d gets %v, at the fixed point %v", s, c, a, want[c])
			}
		}
	}
}

func TestHandicapRejectsItsRate(t *testing.T) {
	for _, tau := range []float64{-.1, .96, math.NaN(), math.Inf(1)} {
		_, err := NewHandicap(tau)
		if bad := (*core.InputError)(nil); !errors.As(err, &bad) || bad.Path != "tau" {
			t.Errorf("τ = %v: error %v", tau, err)
		}
	}
}

// Extreme instances are served, or an error says why not; the sweeps stay few.
func TestHandicapAtItsLimits(t *testing.T) {
	stream := sample.NewStream(7, "handicap")
	for range 100 {
		in := unequal(stream)
		for i := range in.Weights {
			in.Weights[i] *= math.Pow(10, stream.Between(-6, 6))
		}
		for m := range in.Budgets {
			scale := math.Pow(10, stream.Between(-100, 100))
			in.Budgets[m] *= scale
			for i := range in.N {
				in.Demands[i*in.M+m] *= scale
			}
		}
		a := handicapped(t, largestHandicap, in)
		for m, b := range in.Budgets {
			sum, asked := 0.0, 0.0
			for i := range in.N {
				sum, asked = sum+a[i*in.M+m], asked+in.Demands[i*in.M+m]
			}
			if want := min(b, asked); math.Abs(sum-want) > 1e-9*want {
				t.Errorf("%v handed out of %v that could be", sum, want)
			}
		}
	}
}

func BenchmarkHandicap10x3(b *testing.B) {
	sampler, err := sample.NewSampler(sample.Setup{Agents: 10, Resources: 3, Budget: new(2.)}, 1, nil)
	if err != nil {
		b.Fatal(err)
	}
	var in core.Instance
	if err := sampler.Draw(0, &in); err != nil {
		b.Fatal(err)
	}
	h, err := NewHandicap(DefaultHandicap)
	if err != nil {
		b.Fatal(err)
	}
	var out core.Outcome
	b.ReportAllocs()
	for b.Loop() {
		if err := h.Allocate(&in, &out); err != nil {
			b.Fatal(err)
		}
	}
}
