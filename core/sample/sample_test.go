package sample_test

import (
	"errors"
	"math"
	"reflect"
	"testing"

	"fallow/core"
	"fallow/core/sample"
)

func draw(t testing.TB, setup sample.Setup, seed uint64, first, count int) []*core.Instance {
	t.Helper()
	ins, err := sample.Draw(setup, seed, first, count, nil)
	if err != nil {
		t.Fatal(err)
	}
	return ins
}

func TestInstancesAreValid(t *testing.T) {
	for _, kind := range []sample.Distribution{sample.Truthful, sample.Perturbed} {
		for _, in := range draw(t, sample.Setup{Agents: 4, Resources: 3, Distribution: kind}, 1, 0, 200) {
			if err := in.Validate(); err != nil {
				t.Fatal(err)
			}
			for k, v := range in.Values {
				x := in.Demands[k]
				if v < .1 || v > 1 || x != 0 && (x < .1 || x > 1) {
					t.Fatalf("%s: value %v, demand %v", kind, v, x)
				}
			}
			if !reflect.DeepEqual(in.Budgets, []float64{2, 2, 2}) || !reflect.DeepEqual(in.Weights, []float64{1, 1, 1, 1}) {
				t.Fatalf("budgets %v, weights %v", in.Budgets, in.Weights)
			}
		}
	}
}

func TestDrawDoesNotDependOnHistory(t *testing.T) {
	setup := sample.Setup{Agents: 3, Resources: 4, Distribution: sample.Perturbed}
	all, part := draw(t, setup, 7, 0, 20), draw(t, setup, 7, 13, 2)
	if !reflect.DeepEqual(all[13:15], part) {
		t.Error("instances depend on what was drawn before them")
	}
	if other := draw(t, setup, 8, 13, 1); reflect.DeepEqual(other[0], part[0]) {
		t.Error("the seed changes nothing")
	}
}

// The same bits on every platform: this runs natively and as WebAssembly.
func TestBitsArePortable(t *testing.T) {
	for kind, want := range map[sample.Distribution]uint64{sample.Truthful: 0xa00cc20546fb82a7, sample.Perturbed: 0xf41dec8289d89b8} {
		h := uint64(0)
		for _, in := range draw(t, sample.Setup{Agents: 5, Resources: 3, Distribution: kind}, 1, 0, 200) {
			for k := range in.Values {
				h = h*1099511628211 ^ math.Float64bits(in.Values[k])
				h = h*1099511628211 ^ math.Float64bits(in.Demands[k])
			}
		}
		if h != want {
			t.Errorf("%s: hash %#x, want %#x", kind, h, want)
		}
	}
}

// How often some resource is scarce under eq. (6) with b = N/2, as measured by an independent implementation.
func TestFrequencyOfScarcity(t *testing.T) {
	const n = 4000
	for _, c := range []struct {
		agents, resources int
		want              float64
	}{{2, 2, .27}, {2, 3, .40}, {3, 5, .52}, {5, 3, .20}, {10, 3, .06}, {40, 3, 0}} {
		scarce := 0.0
		for _, in := range draw(t, sample.Setup{Agents: c.agents, Resources: c.resources}, 2, 0, n) {
			if isScarce(in) {
				scarce++
			}
		}
		// The reference is rounded to two digits.
		if got := scarce / n; math.Abs(got-c.want) > .005+4*math.Sqrt(c.want*(1-c.want)/n) {
			t.Errorf("%dx%d: %v, want %v", c.agents, c.resources, got, c.want)
		}
	}
}

func isScarce(in *core.Instance) bool {
	for m, b := range in.Budgets {
		total := 0.0
		for i := range in.N {
			total += in.Row(in.Demands, i)[m]
		}
		if total > b {
			return true
		}
	}
	return false
}

func TestMomentsOfEquation6(t *testing.T) {
	const n = 2000
	for _, asking := range []float64{0, .3, 1} {
		values, demands, asked := 0.0, 0.0, 0.0
		for _, in := range draw(t, sample.Setup{Agents: 2, Resources: 2, DemandProbability: &asking}, 3, 0, n) {
			for k, v := range in.Values {
				values += v / 4 / n
				demands += in.Demands[k] / 4 / n
				if in.Demands[k] > 0 {
					asked += 1. / 4 / n
				}
			}
		}
		within(t, "values", values, .55, 4*.9/math.Sqrt(12*4*n))
		within(t, "demands", demands, .55*asking, 4*.5/math.Sqrt(4*n))
		within(t, "asked", asked, asking, 1e-9+4*math.Sqrt(asking*(1-asking)/4/n))
	}
}

// Instance k of eq. (9) is instance k of eq. (6), perturbed; a larger demand probability only unmasks.
func TestDistributionsShareTheirRandomness(t *testing.T) {
	const n = 1000
	setup := sample.Setup{Agents: 2, Resources: 2}
	truth := draw(t, setup, 4, 0, n)
	setup.Distribution = sample.Perturbed
	perturbed := draw(t, setup, 4, 0, n)
	setup.Distribution, setup.DemandProbability = sample.Truthful, new(1.0)
	unmasked := draw(t, setup, 4, 0, n)
	near, entries := 0.0, 0.0
	for k, in := range truth {
		for e, v := range in.Values {
			if v > .15 && v < .95 { // where clipping hides little
				entries++
				if math.Abs(perturbed[k].Values[e]-v) <= .01 {
					near++
				}
			}
			x := in.Demands[e]
			if (x == 0) != (perturbed[k].Demands[e] == 0) {
				t.Fatal("noise masked or unmasked a demand")
			}
			if x != 0 && unmasked[k].Demands[e] != x || unmasked[k].Values[e] != v {
				t.Fatal("unmasking changed what was there")
			}
		}
	}
	within(t, "half of the noise is within .01", near/entries, .5, 4*math.Sqrt(.25/entries))
}

func TestAdversarial(t *testing.T) {
	setup := sample.Setup{Agents: 3, Resources: 2}
	truth := draw(t, setup, 5, 0, 4)
	setup.Distribution = sample.Adversarial
	if _, err := sample.NewSampler(setup, 5, nil); err == nil {
		t.Error("eq. (7) without a mechanism to respond to")
	}
	// Every agent doubles its values and sees the others' truth.
	got, err := sample.Draw(setup, 5, 0, 4, func(index int, in *core.Instance, agent int, values, demands []float64) error {
		if !reflect.DeepEqual(in, truth[index]) {
			t.Errorf("agent %d of instance %d does not see the truth", agent, index)
		}
		for m := range values {
			values[m], demands[m] = 2*values[m], float64(agent)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for k, in := range got {
		for e, v := range in.Values {
			if v != 2*truth[k].Values[e] || in.Demands[e] != float64(e/in.M) {
				t.Fatalf("instance %d: %v, truth %v", k, in, truth[k])
			}
		}
	}
	failure := errors.New("no answer")
	_, err = sample.Draw(setup, 5, 0, 1, func(int, *core.Instance, int, []float64, []float64) error { return failure })
	if !errors.Is(err, failure) {
		t.Errorf("got %v", err)
	}
}

func TestChoiceIsWithoutReplacement(t *testing.T) {
	ins := draw(t, sample.Setup{Agents: 2, Resources: 2}, 6, 0, 7)
	ins = append(ins, draw(t, sample.Setup{Agents: 5, Resources: 1}, 6, 0, 3)...)
	choice, err := sample.NewChoice(ins, 1)
	if err != nil {
		t.Fatal(err)
	}
	if choice.Agents() != 5 {
		t.Errorf("%d agents", choice.Agents())
	}
	other, _ := sample.NewChoice(ins, 1)
	orders := [2][10]int{}
	for pass := range orders {
		seen := [10]bool{}
		for k := range 10 {
			place := choice.Pick(10*pass + k)
			if seen[place] {
				t.Fatalf("instance %d twice in pass %d", place, pass)
			}
			seen[place], orders[pass][k] = true, place
		}
	}
	if orders[0] == orders[1] {
		t.Error("every pass has the same order")
	}
	var in core.Instance
	for _, index := range []int{19, 3, 12, 0} { // any order gives the same
		if err := other.Draw(index, &in); err != nil || !reflect.DeepEqual(&in, ins[orders[index/10][index%10]]) {
			t.Errorf("index %d: %v, %v", index, in, err)
		}
	}
	_, err = sample.NewChoice(nil, 1)
	checkInputError(t, "an empty list", err, "source")
}

func TestDrawReusesMemory(t *testing.T) {
	s, err := sample.NewSampler(sample.Setup{Agents: 10, Resources: 3, Distribution: sample.Perturbed}, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	var in core.Instance
	k := 0
	run := func() {
		k++
		if err := s.Draw(k, &in); err != nil {
			t.Fatal(err)
		}
	}
	run()
	if n := testing.AllocsPerRun(20, run); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkDraw10x3(b *testing.B) {
	s, err := sample.NewSampler(sample.Setup{Agents: 10, Resources: 3}, 1, nil)
	if err != nil {
		b.Fatal(err)
	}
	var in core.Instance
	for k := 0; b.Loop(); k++ {
		if err := s.Draw(k, &in); err != nil {
			b.Fatal(err)
		}
	}
}
