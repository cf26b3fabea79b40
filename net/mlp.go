package net

import (
	"fmt"

	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// mlp is a fully connected network with ReLU on all features at once.
type mlp[T kernels.Float] struct{ width, depth int }

func (l mlp[T]) outputs(g *autodiff.Graph[T], cells *autodiff.Node[T], agents, resources int, h head[T]) (logits, handicaps *autodiff.Node[T]) {
	x := g.Reshape(cells, 1, cells.Size())
	for k := range l.depth {
		x = g.Linear(fmt.Sprintf("hidden.%d", k), x, l.width, true)
	}
	logits = g.Reshape(h.linear(g, "logits", x, (agents+1)*resources), agents+1, resources)
	if h.handicaps {
		handicaps = g.Reshape(h.linear(g, "handicaps", x, agents*resources), agents, resources)
	}
	return logits, handicaps
}
