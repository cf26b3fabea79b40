package net

import (
	"errors"
	"math"
	"slices"
	"testing"

	"fallow/core"
	"fallow/core/sample"
	"fallow/net/kernels"
)

// disturbed is a model whose every weight is random, so that nothing is as it starts.
func disturbed(t testing.TB, o Options, n, m int) *Model {
	t.Helper()
	model := mustTrainer(t, setups([2]int{n, m}), o).Model()
	stream := sample.NewStream(8, "disturb")
	for k := range model.params.Values {
		model.params.Values[k] += float32(stream.Between(-.3, .3))
	}
	return model
}

func allKinds() []Options {
	var all []Options
	for _, kind := range []NetworkKind{MLP, CNN, Transformer, Exchangeable} {
		for _, inputs := range []InputKind{ScaleFree, Raw} {
			o := quick(kind)
			o.Inputs = inputs
			all = append(all, o)
		}
	}
	return all
}

func drawn(t testing.TB, n, m, count int) []*core.Instance {
	t.Helper()
	budget := .2 * float64(n)
	ins, err := sample.Draw(sample.Setup{Agents: n, Resources: m, Budget: &budget}, 21, 0, count, nil)
	if err != nil {
		t.Fatal(err)
	}
	return ins
}

func mustAllocate(t testing.TB, m core.Mechanism, in *core.Instance) []float64 {
	t.Helper()
	var out core.Outcome
	if err := m.Allocate(in, &out); err != nil {
		t.Fatal(err)
	}
	return out.Branches[0].Allocation
}

// Whatever the weights, nobody gets more than it asks for and no budget is exceeded; a batch gives what single calls do.
func TestModelsAreFeasible(t *testing.T) {
	ins := drawn(t, 4, 3, 40)
	ins[0].Budgets[1] = 0
	clear(ins[1].Demands)
	ins[2].Demands[0] = 1e6
	for _, o := range allKinds() {
		model := disturbed(t, o, 4, 3)
		outs := make([]*core.Outcome, len(ins))
		for k := range outs {
			outs[k] = new(core.Outcome)
		}
		if err := model.AllocateBatch(ins, outs); err != nil {
			t.Fatal(err)
		}
		for k, in := range ins {
			a := mustAllocate(t, model, in)
			if !slices.Equal(a, outs[k].Branches[0].Allocation) {
				t.Fatalf("%s, %s: a batch gives something else", o.Network.Kind, o.Inputs)
			}
			for m, b := range in.Budgets {
				sum := 0.0
				for i := range in.N {
					x := a[i*in.M+m]
					if !(x >= 0 && x <= in.Demands[i*in.M+m]) {
						t.Fatalf("%s, %s: %v of a demand of %v", o.Network.Kind, o.Inputs, x, in.Demands[i*in.M+m])
					}
					sum += x
				}
				if sum > b {
					t.Fatalf("%s, %s: %v of a budget of %v", o.Network.Kind, o.Inputs, sum, b)
				}
			}
		}
	}
}

// Scale-free networks do not see by what an agent multiplies its values, nor a resource's unit, nor a demand beyond
// the budget.
func TestScaleFreeModels(t *testing.T) {
	for _, kind := range []NetworkKind{MLP, CNN, Transformer, Exchangeable} {
		model := disturbed(t, quick(kind), 3, 2)
		for _, in := range drawn(t, 3, 2, 20) {
			want := mustAllocate(t, model, in)
			other := in.Clone()
			for m := range other.M {
				other.Values[m] *= 37           // agent 0 multiplies its values
				other.Values[other.M+m] /= 1000 // agent 1 divides them
			}
			const unit = 1024
			for i := range other.N {
				other.Values[i*other.M] /= unit
				other.Demands[i*other.M] *= unit
			}
			other.Budgets[0] *= unit
			got := mustAllocate(t, model, other)
			for c, a := range want {
				if c%2 == 0 {
					a *= unit
				}
				if math.Abs(got[c]-a) > 1e-4*(1e-3+math.Abs(a)) {
					t.Fatalf("%s: cell %d is %v, want %v", kind, c, got[c], a)
				}
			}
		}
	}
}

// An exchangeable network gives exchanged agents and resources what it gave them before.
func TestExchangeableModels(t *testing.T) {
	model := disturbed(t, quick(Exchangeable), 4, 3)
	agents, resources := []int{3, 0, 2, 1}, []int{2, 0, 1}
	for _, in := range drawn(t, 4, 3, 20) {
		want := mustAllocate(t, model, in)
		other := in.Clone()
		for i, from := range agents {
			for m, source := range resources {
				other.Values[i*3+m] = in.Values[from*3+source]
				other.Demands[i*3+m] = in.Demands[from*3+source]
				other.Budgets[m] = in.Budgets[source]
			}
		}
		got := mustAllocate(t, model, other)
		for i, from := range agents {
			for m, source := range resources {
				if math.Abs(got[i*3+m]-want[from*3+source]) > 1e-5 {
					t.Fatalf("cell (%d, %d) is %v, want %v", i, m, got[i*3+m], want[from*3+source])
				}
			}
		}
	}
	mustAllocate(t, model, drawn(t, 9, 5, 1)[0]) // it fits other sizes
}

func TestModelsSayWhatTheyDoNotFit(t *testing.T) {
	var bad *core.InputError
	var out core.Outcome
	for _, o := range allKinds() {
		model := disturbed(t, o, 3, 2)
		err := model.Allocate(drawn(t, 4, 2, 1)[0], &out)
		if o.Network.Kind == Exchangeable && o.Inputs == ScaleFree {
			if err != nil {
				t.Errorf("an exchangeable network on another size: %v", err)
			}
		} else if !errors.As(err, &bad) || bad.Path != "values" {
			t.Errorf("%s on another size: %v", o.Network.Kind, err)
		}
		in := drawn(t, 3, 2, 1)[0]
		in.Weights[2] = 2
		if err := model.Allocate(in, &out); !errors.As(err, &bad) || bad.Path != "weights[2]" {
			t.Errorf("%s with weights: %v", o.Network.Kind, err)
		}
		for i := range in.Weights {
			in.Weights[i] = 3 // the same for all is no priority
		}
		if err := model.Allocate(in, &out); err != nil {
			t.Errorf("%s with equal weights: %v", o.Network.Kind, err)
		}
	}
}

// A network that was trained with weights gives more to whom they favour.
func TestWeightsAreSeen(t *testing.T) {
	ins := drawn(t, 3, 2, 30)
	for k, in := range ins {
		in.Weights[k%3] = 3
	}
	trainer := mustTrainer(t, Data{Instances: ins}, quick(Exchangeable))
	model := trainer.Model()
	even, favoured := 0.0, 0.0
	for _, in := range drawn(t, 3, 2, 30) {
		even += in.Utility(1, in.Row(mustAllocate(t, model, in), 1))
		in.Weights[1] = 3
		favoured += in.Utility(1, in.Row(mustAllocate(t, model, in), 1))
	}
	if favoured < 1.05*even {
		t.Errorf("with three times the weight an agent gets %v instead of %v", favoured, even)
	}
}

func TestReportGradient(t *testing.T) {
	for _, o := range allKinds() {
		model := disturbed(t, o, 3, 2)
		for k, in := range drawn(t, 3, 2, 6) {
			agent := k % 3
			values, demands := []float64{.6, .4}, []float64{.5, .7}
			dv, dx := make([]float64, 2), make([]float64, 2)
			if err := model.ReportGradient(in, agent, values, demands, dv, dx); err != nil {
				t.Fatal(err)
			}
			utility := func(matrix []float64, m int, by float64) float64 {
				c := agent*in.M + m
				old := matrix[c]
				matrix[c] = old + by
				u := core.CappedUtility(values, demands, mustAllocate(t, model, in)[agent*in.M:(agent+1)*in.M])
				matrix[c] = old
				return u
			}
			const h = 1e-3
			for m := range in.M {
				for _, p := range []struct {
					name   string
					matrix []float64
					got    float64
				}{{"value", in.Values, dv[m]}, {"demand", in.Demands, dx[m]}} {
					if p.matrix[agent*in.M+m] == 0 {
						continue
					}
					left := (utility(p.matrix, m, 0) - utility(p.matrix, m, -h)) / h
					right := (utility(p.matrix, m, h) - utility(p.matrix, m, 0)) / h
					lo, hi := min(left, right), max(left, right)
					slack := .05*max(math.Abs(lo), math.Abs(hi)) + 2e-3
					if p.got < lo-slack || p.got > hi+slack {
						t.Errorf("%s, %s: gradient of %s %d is %v, differences %v and %v", o.Network.Kind, o.Inputs, p.name, m, p.got, left, right)
					}
				}
			}
		}
	}
}

func TestModelsDoNotAllocateMemory(t *testing.T) {
	for _, o := range allKinds() {
		model := disturbed(t, o, 3, 2)
		in := drawn(t, 3, 2, 1)[0]
		var out core.Outcome
		if allocs := testing.AllocsPerRun(5, func() {
			if err := model.Allocate(in, &out); err != nil {
				t.Fatal(err)
			}
		}); allocs != 0 {
			t.Errorf("%s: a call allocates %v times", o.Network.Kind, allocs)
		}
	}
}

// The same seed gives the same bits in every engine: this hash of the weights after 50 steps was computed natively and
// is checked natively and on WASM, with SIMD and without.
func TestFiftyStepsGiveTheSameBitsEverywhere(t *testing.T) {
	for kind, want := range map[NetworkKind]uint64{
		MLP: 0xe488401a147552e0, Exchangeable: 0xc4d737a0d18c368f,
		CNN: 0x4d80c8f7e608d4a4, Transformer: 0x9ef9d5770cd7bb55,
	} {
		trainer, err := NewTrainer(setups([2]int{3, 2}), quick(kind), kernels.Best())
		if err != nil {
			t.Fatal(err)
		}
		for range 50 {
			mustStep(t, trainer)
		}
		h := uint64(0)
		for _, v := range trainer.params.Values {
			h = h*1099511628211 ^ uint64(math.Float32bits(v))
		}
		if h != want {
			t.Errorf("%s: hash %#x, want %#x", kind, h, want)
		}
	}
}
