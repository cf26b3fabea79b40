package net

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"fallow/core"
	"fallow/core/sample"
	"fallow/net/kernels"
)

// quick are options for a few cheap steps.
func quick(kind NetworkKind) Options {
	return Options{
		Objective: Objective{Kind: Constrained, Tolerance: 1e-3},
		Network:   Network{Kind: kind, Width: 8, Depth: 2},
		Batch:     16, Iterations: 50, LearningRate: 5e-3, Seed: 3,
		Search: Search{Candidates: 3, Steps: 2, Rounds: 3, Slots: 2, Agents: 9},
	}
}

func mustTrainer(t testing.TB, data Data, o Options) *Trainer {
	t.Helper()
	trainer, err := NewTrainer(data, o, kernels.Best())
	if err != nil {
		t.Fatal(err)
	}
	return trainer
}

func setups(sizes ...[2]int) Data {
	var d Data
	for _, s := range sizes {
		budget := .2 * float64(s[0])
		d.Setups = append(d.Setups, sample.Setup{Agents: s[0], Resources: s[1], Budget: &budget})
	}
	return d
}

func mustStep(t testing.TB, trainer *Trainer) Progress {
	t.Helper()
	p, err := trainer.Step()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Shards that are computed by several trainers, none of which has seen the steps before, give the same bits.
func TestWorkersDoNotChangeTheBits(t *testing.T) {
	for _, kind := range []NetworkKind{MLP, CNN, Transformer, Exchangeable} {
		data := setups([2]int{3, 2})
		if kind == Exchangeable {
			data = setups([2]int{3, 2}, [2]int{2, 4})
		}
		alone := mustTrainer(t, data, quick(kind))
		lead := mustTrainer(t, data, quick(kind))
		workers := []*Trainer{mustTrainer(t, data, quick(kind)), mustTrainer(t, data, quick(kind)), mustTrainer(t, data, quick(kind))}
		state := make([]float32, lead.StateSize())
		for step := range 6 {
			mustStep(t, alone)
			lead.ReadState(state)
			contributions := make([][]float32, Shards)
			for shard := range Shards {
				w := workers[(step*7+shard)%len(workers)]
				if err := w.Follow(step, state); err != nil {
					t.Fatal(err)
				}
				contributions[shard] = make([]float32, w.ContributionSize())
				if err := w.ShardGradient(shard, contributions[shard]); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := lead.Apply(contributions); err != nil {
				t.Fatal(err)
			}
		}
		other := make([]float32, alone.StateSize())
		alone.ReadState(other)
		lead.ReadState(state)
		if !slices.Equal(state, other) {
			t.Errorf("%s: three workers and one differ", kind)
		}
	}
}

func TestResumeIsTheSameToTheBit(t *testing.T) {
	data := setups([2]int{3, 2})
	straight := mustTrainer(t, data, quick(MLP))
	for range 9 {
		mustStep(t, straight)
	}
	broken := mustTrainer(t, data, quick(MLP))
	for range 4 {
		mustStep(t, broken)
	}
	resumed, err := Resume(data, broken.Checkpoint(), kernels.Best())
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		mustStep(t, resumed)
	}
	if !slices.Equal(straight.Checkpoint(), resumed.Checkpoint()) {
		t.Error("training that was interrupted ends elsewhere")
	}
	if !slices.Equal(straight.Model().Save(), resumed.Model().Save()) {
		t.Error("the models differ")
	}
}

func TestResumeRejectsOtherData(t *testing.T) {
	ins, err := sample.Draw(sample.Setup{Agents: 2, Resources: 2}, 1, 0, 8, nil)
	if err != nil {
		t.Fatal(err)
	}
	trainer := mustTrainer(t, Data{Instances: ins}, quick(MLP))
	mustStep(t, trainer)
	checkpoint := trainer.Checkpoint()
	if _, err := Resume(Data{Instances: ins}, checkpoint, kernels.Best()); err != nil {
		t.Errorf("the same instances: %v", err)
	}
	var bad *core.InputError
	for name, data := range map[string]Data{"fewer": {Instances: ins[:7]}, "none": {}} {
		if _, err := Resume(data, checkpoint, kernels.Best()); !errors.As(err, &bad) || bad.Path != "checkpoint" {
			t.Errorf("%s instances: %v", name, err)
		}
	}
	if _, err := Resume(Data{}, checkpoint[:len(checkpoint)-4], kernels.Best()); !errors.As(err, &bad) {
		t.Errorf("a checkpoint that is cut off: %v", err)
	}
	if _, _, need, err := CheckpointData(checkpoint); err != nil || !need {
		t.Errorf("the checkpoint needs instances: %v, %v", need, err)
	}
}

func TestShardsDoNotAllocate(t *testing.T) {
	for _, kind := range []NetworkKind{MLP, CNN, Transformer, Exchangeable} {
		trainer := mustTrainer(t, setups([2]int{3, 2}), quick(kind))
		out := make([]float32, trainer.ContributionSize())
		for range 4 {
			mustStep(t, trainer)
		}
		if allocs := testing.AllocsPerRun(5, func() {
			if err := trainer.ShardGradient(1, out); err != nil {
				t.Fatal(err)
			}
		}); allocs != 0 {
			t.Errorf("%s: a shard allocates %v times", kind, allocs)
		}
	}
}

// A penalty drives what the search finds down; no penalty lets it grow towards proportional fairness's.
func TestPenaltyTradesExploitabilityForWelfare(t *testing.T) {
	last := func(alpha float64) (logNSW, exploitability float64) {
		o := quick(Exchangeable)
		o.Objective = Objective{Kind: Penalty, Alpha: alpha}
		o.Iterations, o.Batch, o.LearningRate = 150, 32, 2e-2
		trainer := mustTrainer(t, setups([2]int{2, 2}), o)
		for !trainer.Done() {
			p := mustStep(t, trainer)
			if p.Iteration > 100 {
				logNSW += p.LogNSW / 50
				exploitability += mean(p.Exploitability) / 50
			}
		}
		return logNSW, exploitability
	}
	free, freeGain := last(0)
	dear, dearGain := last(100)
	if !(free > dear && freeGain > 5*dearGain) {
		t.Errorf("without a penalty logNSW %.4f and gains %.2e, with one %.4f and %.2e", free, freeGain, dear, dearGain)
	}
}

// Alg. 1's multipliers grow while the constraint is violated and fall while it is not.
func TestMultipliersFollowTheConstraint(t *testing.T) {
	for tolerance, grows := range map[float64]bool{1e-9: true, 10: false} {
		o := quick(MLP)
		o.Objective.Tolerance = tolerance
		o.Inputs = Raw
		trainer := mustTrainer(t, setups([2]int{3, 2}), o)
		mustStep(t, trainer)
		first := mustStep(t, trainer)
		for range 5 {
			mustStep(t, trainer)
		}
		last := mustStep(t, trainer)
		for i, m := range last.Multipliers {
			if grows != (m > first.Multipliers[i]) {
				t.Errorf("tolerance %g: agent %d's multiplier goes from %v to %v", tolerance, i, first.Multipliers[i], m)
			}
		}
	}
}

// The gradient of a shard, with the misreports held fixed, is that of the objective.
func TestShardGradientAgainstFiniteDifferences(t *testing.T) {
	o := quick(MLP)
	o.Inputs = Raw
	o.Search = Search{Candidates: 40, Steps: 20, Rounds: 1, Slots: 1}
	o.Objective = Objective{Kind: Penalty, Alpha: 3}
	trainer := mustTrainer(t, setups([2]int{2, 2}), o)
	// The best of fixed candidates changes continuously with the weights; where gradient steps lead does not.
	trainer.options.Search.Steps = 0
	n := trainer.Parameters()
	out := make([]float32, trainer.ContributionSize())
	loss := func() float64 {
		if err := trainer.ShardGradient(0, out); err != nil {
			t.Fatal(err)
		}
		stats := out[n:]
		gains := float64(stats[statGains]) + float64(stats[statGains+1])
		// Of one shard of four, a mean over two agents.
		return (-float64(stats[statLogNSW]) + 3*gains) / float64(o.Batch) / 2
	}
	loss()
	gradient := slices.Clone(out[:n])
	values := trainer.params.Values
	start := slices.Clone(values)
	norm := math.Sqrt(float64(trainer.backend.Dot(gradient, gradient)))
	at := func(h float64) float64 {
		for k := range values {
			values[k] = start[k] + float32(h*float64(gradient[k])/norm)
		}
		return loss()
	}
	const h = 1e-3
	if got := (at(h) - at(-h)) / (2 * h); math.Abs(got-norm) > .02*norm {
		t.Errorf("the slope along the gradient is %g, its norm %g", got, norm)
	}
}

func TestInstancesOfTheCallersOwn(t *testing.T) {
	small, err := sample.Draw(sample.Setup{Agents: 2, Resources: 2}, 1, 0, 12, nil)
	if err != nil {
		t.Fatal(err)
	}
	large, err := sample.Draw(sample.Setup{Agents: 3, Resources: 2}, 1, 0, 5, nil)
	if err != nil {
		t.Fatal(err)
	}
	large[2].Weights[1] = 2
	both := Data{Instances: append(slices.Clone(small), large...)}
	o := quick(Exchangeable)
	o.Samples = 9
	trainer := mustTrainer(t, both, o)
	for range 5 {
		mustStep(t, trainer)
	}
	var bad *core.InputError
	if _, err := NewTrainer(both, quick(MLP), kernels.Best()); !errors.As(err, &bad) || bad.Path != "network.kind" {
		t.Errorf("an MLP on two sizes: %v", err)
	}
	if _, err := NewTrainer(Data{}, quick(MLP), kernels.Best()); !errors.As(err, &bad) || bad.Path != "setups" {
		t.Errorf("no data: %v", err)
	}
	wrong := Data{Setups: []sample.Setup{{Agents: 2, Resources: 2}, {Agents: 0, Resources: 2}}}
	if _, err := NewTrainer(wrong, quick(Exchangeable), kernels.Best()); !errors.As(err, &bad) || bad.Path != "setups[1].agents" {
		t.Errorf("a wrong setup: %v", err)
	}
}

// A NaN among the weights stops training with the name of what is not finite.
func TestNaNStopsTraining(t *testing.T) {
	trainer := mustTrainer(t, setups([2]int{2, 2}), quick(MLP))
	trainer.params.Values[len(trainer.params.Values)/2] = float32(math.NaN())
	_, err := trainer.Step()
	if err == nil || !strings.Contains(err.Error(), "hidden.0.weight") {
		t.Errorf("got %v", err)
	}
}
