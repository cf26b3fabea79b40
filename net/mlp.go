package net

import (
	"fmt"

	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// mlp is a fully connected network with ReLU on all features at once.
type mlp[T kernels.Float] struct {
	width, depth int
	head         head[T]
}

func (l mlp[T]) logits(g *autodiff.Graph[T], cells *autodiff.Node[T], agents, resources int) *autodiff.Node[T] {
	h := g.Reshape(cells, 1, cells.Size())
	for k := range l.depth {
		h = g.Linear(fmt.Sprintf("hidden.%d", k), h, l.width, true)
	}
	return g.Reshape(l.head.linear(g, "logits", h, (agents+1)*resources), agents+1, resources)
}
