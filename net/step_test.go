package net

import (
	"testing"
	"time"

	"fallow/core/sample"
	"fallow/net/kernels"
)

// benchmarkStep times whole training steps on one worker, all shards included. Beside the mean it reports the fastest
// step: other programs on the machine make some of them slow, and none faster.
func benchmarkStep(b *testing.B, setup sample.Setup, o Options) {
	o.Objective = Objective{Kind: Constrained, Tolerance: 1e-3}
	trainer, err := NewTrainer(Data{Setups: []sample.Setup{setup}}, o, kernels.Best())
	if err != nil {
		b.Fatal(err)
	}
	if _, err := trainer.Step(); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	fastest := time.Hour
	for b.Loop() {
		start := time.Now()
		if _, err := trainer.Step(); err != nil {
			b.Fatal(err)
		}
		fastest = min(fastest, time.Since(start))
	}
	b.ReportMetric(float64(fastest.Microseconds())/1000, "fastest_ms")
}

// The two steps that are compared with TensorFlow.js and PyTorch.
func BenchmarkStep2x2(b *testing.B) {
	benchmarkStep(b, sample.Setup{Agents: 2, Resources: 2},
		Options{Inputs: Raw, Network: Network{MLP, 64, 3}, Batch: 256, Search: Search{Candidates: 8, Steps: 3, Rounds: 1, Slots: 1}})
}

func BenchmarkStep10x3(b *testing.B) {
	benchmarkStep(b, sample.Setup{Agents: 10, Resources: 3},
		Options{Inputs: Raw, Network: Network{MLP, 128, 3}, Batch: 64, Search: Search{Candidates: 4, Steps: 3, Rounds: 1, Slots: 1}})
}

// What trains where things are scarce.
func BenchmarkStepExchangeable5x3(b *testing.B) {
	benchmarkStep(b, sample.Setup{Agents: 5, Resources: 3, Budget: new(1.)},
		Options{Network: Network{Exchangeable, 32, 3}, Batch: 64, Search: Search{Candidates: 8, Steps: 3, Rounds: 1, Slots: 1}})
}

// What a visitor trains at first: everything at its default.
func BenchmarkStepDefault2x2(b *testing.B) {
	benchmarkStep(b, sample.Setup{Agents: 2, Resources: 2}, Options{})
}
