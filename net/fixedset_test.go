package net

import (
	"testing"

	"fallow/core"
	"fallow/core/sample"
	"fallow/net/kernels"
)

// A fixed set is never drawn as a whole: nothing before the first step, then each instance when it is first needed, and
// none twice where that takes a search.
func TestAFixedSetIsDrawnAsItIsNeeded(t *testing.T) {
	const size = 40
	searches := map[[2]int]int{} // of an agent in an instance
	data := Data{
		Setups: []sample.Setup{{Agents: 2, Resources: 2, Distribution: sample.Adversarial}},
		Respond: func(index int, _ *core.Instance, agent int, _, _ []float64) error {
			searches[[2]int{index, agent}]++
			return nil
		},
	}
	o := quick(MLP)
	o.Samples = size
	trainer := mustTrainer(t, data, o)
	if len(searches) > 0 {
		t.Errorf("%d searches before the first step", len(searches))
	}
	mustStep(t, trainer)
	if first := len(searches); first == 0 || first > 2*o.Batch {
		t.Errorf("%d searches in a step of %d instances of two agents", first, o.Batch)
	}
	for range 3 * size {
		mustStep(t, trainer)
	}
	if len(searches) != 2*size {
		t.Errorf("%d agents were searched for, want those of %d instances", len(searches), size)
	}
	for at, count := range searches {
		if at[0] >= size || count != 1 {
			t.Errorf("instance %d was searched %d times for agent %d", at[0], count, at[1])
		}
	}
}

// What is drawn anew each time is the same each time.
func TestAFixedSetHoldsTheSameInstances(t *testing.T) {
	setup := sample.Setup{Agents: 3, Resources: 2, Distribution: sample.Perturbed}
	const size = 10
	seen := map[float64]bool{}
	data := Data{Setups: []sample.Setup{setup}}
	groups, err := data.groups(Options{Samples: size, Seed: 4})
	if err != nil {
		t.Fatal(err)
	}
	var in core.Instance
	for k := range 5 * size {
		if err := groups[0].source.Draw(k, &in); err != nil {
			t.Fatal(err)
		}
		seen[in.Values[0]] = true
		if k == size-1 && len(seen) != size {
			t.Errorf("%d different instances in the first pass through a set of %d", len(seen), size)
		}
	}
	if len(seen) != size {
		t.Errorf("%d different instances of a set of %d", len(seen), size)
	}
}

// The largest set that options allow costs next to nothing until it is used.
func BenchmarkNewTrainerWithALargeFixedSet(b *testing.B) {
	o := quick(MLP)
	o.Samples = maxSamples
	for b.Loop() {
		if _, err := NewTrainer(setups([2]int{2, 2}), o, kernels.Best()); err != nil {
			b.Fatal(err)
		}
	}
}
