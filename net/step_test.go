package net

import (
	"testing"

	"fallow/core/sample"
	"fallow/net/kernels"
)

// benchmarkStep times whole training steps on one worker, all shards included.
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
	for b.Loop() {
		if _, err := trainer.Step(); err != nil {
			b.Fatal(err)
		}
	}
}

// The two steps that are compared with TensorFlow.js and PyTorch.
func BenchmarkStep2x2(b *testing.B) {
	benchmarkStep(b, sample.Setup{Agents: 2, Resources: 2},
		Options{Inputs: Raw, Network: Network{MLP, 64, 3}, Batch: 256, Search: Search{Candidates: 8, Steps: 3}})
}

func BenchmarkStep10x3(b *testing.B) {
	benchmarkStep(b, sample.Setup{Agents: 10, Resources: 3},
		Options{Inputs: Raw, Network: Network{MLP, 128, 3}, Batch: 64, Search: Search{Candidates: 4, Steps: 3}})
}

// What trains where things are scarce.
func BenchmarkStepExchangeable5x3(b *testing.B) {
	benchmarkStep(b, sample.Setup{Agents: 5, Resources: 3, Budget: new(1.)},
		Options{Network: Network{Exchangeable, 32, 3}, Batch: 64, Search: Search{Candidates: 8, Steps: 3}})
}
