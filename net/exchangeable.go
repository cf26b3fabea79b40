package net

import (
	"fmt"

	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// exchangeable treats all agents alike and all resources alike. None of its weights depends on how many there are, so
// it fits instances of any size.
type exchangeable[T kernels.Float] struct {
	width, depth int
	head         head[T]
}

func (l exchangeable[T]) logits(g *autodiff.Graph[T], cells *autodiff.Node[T], agents, resources int) *autodiff.Node[T] {
	h := cells
	for k := range l.depth {
		h = g.Exchange(fmt.Sprintf("hidden.%d", k), h, agents, resources, l.width, true)
	}
	each := l.head.linear(g, "logits", h, 1)
	means := g.MeanRows("mean", g.Reshape(h, agents, resources*l.width))
	synthetic := l.head.linear(g, "withheld", g.Reshape(means, resources, l.width), 1)
	return g.Stack("all logits", g.Reshape(each, agents, resources), g.Reshape(synthetic, 1, resources))
}
