package net

import (
	"fmt"

	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// exchangeable treats all agents alike and all resources alike. None of its weights depends on how many there are, so
// it fits instances of any size.
type exchangeable[T kernels.Float] struct{ width, depth int }

func (l exchangeable[T]) outputs(g *autodiff.Graph[T], cells *autodiff.Node[T], agents, resources int, h head[T]) (logits, handicaps *autodiff.Node[T]) {
	x := cells
	for k := range l.depth {
		x = g.Exchange(fmt.Sprintf("hidden.%d", k), x, agents, resources, l.width, true)
	}
	each := h.linear(g, "logits", x, 1)
	means := g.MeanRows("mean", g.Reshape(x, agents, resources*l.width))
	synthetic := h.linear(g, "withheld", g.Reshape(means, resources, l.width), 1)
	if h.handicaps {
		handicaps = g.Reshape(h.linear(g, "handicaps", x, 1), agents, resources)
	}
	return g.Stack("all logits", g.Reshape(each, agents, resources), g.Reshape(synthetic, 1, resources)), handicaps
}
