package net

import (
	"fmt"

	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// kernelSize is the number of neighbouring agents, itself included, that a convolution sees.
const kernelSize = 3

// cnn is a one-dimensional convolution over the agents, in the order in which they come, whose channels are all
// resources' features.
type cnn[T kernels.Float] struct{ width, depth int }

func (l cnn[T]) outputs(g *autodiff.Graph[T], cells *autodiff.Node[T], agents, resources int, h head[T]) (logits, handicaps *autodiff.Node[T]) {
	x := g.Reshape(cells, agents, cells.Size()/agents)
	for k := range l.depth {
		name := fmt.Sprintf("hidden.%d", k)
		x = g.Linear(name, g.Window(name+".window", x, kernelSize), l.width, true)
	}
	return h.perAgent(g, x, resources)
}

// perAgent maps one row of features for each agent to its outputs; the synthetic agent's come from their mean.
func (h head[T]) perAgent(g *autodiff.Graph[T], rows *autodiff.Node[T], resources int) (logits, handicaps *autodiff.Node[T]) {
	agents := h.linear(g, "logits", rows, resources)
	synthetic := h.linear(g, "withheld", g.MeanRows("mean", rows), resources)
	if h.handicaps {
		handicaps = h.linear(g, "handicaps", rows, resources)
	}
	return g.Stack("all logits", agents, synthetic), handicaps
}
