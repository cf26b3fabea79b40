package net_test

import (
	"fmt"

	"fallow/core"
	"fallow/core/sample"
	"fallow/net"
	"fallow/net/kernels"
)

// A network is trained for two agents and two resources, for a moment, and then divides as any other mechanism does.
func ExampleTrainer() {
	trainer, err := net.NewTrainer(net.Data{Setups: []sample.Setup{{Agents: 2, Resources: 2}}}, net.Options{
		Objective: net.Objective{Kind: net.Constrained, Tolerance: 1e-3},
		Network:   net.Network{Kind: net.MLP, Width: 16, Depth: 2},
		Batch:     32, Iterations: 5, Seed: 1,
	}, kernels.Best())
	if err != nil {
		fmt.Println(err)
		return
	}
	for !trainer.Done() {
		if _, err := trainer.Step(); err != nil {
			fmt.Println(err)
			return
		}
	}
	model := trainer.Model()
	in, err := core.NewInstance([][]float64{{1, .5}, {1, .25}}, [][]float64{{1, 1}, {1, 1}}, []float64{1, 1}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	var out core.Outcome
	if err := model.Allocate(in, &out); err != nil {
		fmt.Println(err)
		return
	}
	var m core.Metrics
	core.Measure(in, &out, &m)
	fmt.Println("both get something:", m.Utilities[0] > 0 && m.Utilities[1] > 0)
	// Output: both get something: true
}
