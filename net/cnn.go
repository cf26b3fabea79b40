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
type cnn[T kernels.Float] struct {
	width, depth int
	head         head[T]
}

func (l cnn[T]) logits(g *autodiff.Graph[T], cells *autodiff.Node[T], agents, resources int) *autodiff.Node[T] {
	h := g.Reshape(cells, agents, cells.Size()/agents)
	for k := range l.depth {
		name := fmt.Sprintf("hidden.%d", k)
		h = g.Linear(name, g.Window(name+".window", h, kernelSize), l.width, true)
	}
	return l.head.perAgent(g, h, resources)
}

// perAgent maps one row of features for each agent to logits; the synthetic agent's come from their mean.
func (h head[T]) perAgent(g *autodiff.Graph[T], rows *autodiff.Node[T], resources int) *autodiff.Node[T] {
	agents := h.linear(g, "logits", rows, resources)
	synthetic := h.linear(g, "withheld", g.MeanRows("mean", rows), resources)
	return g.Stack("all logits", agents, synthetic)
}
