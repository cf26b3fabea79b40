package net

import (
	"fmt"

	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// mlp is a fully connected network with ReLU on all features at once.
type mlp[T kernels.Float] struct{ width, depth int }

func (l mlp[T]) outputs(g *autodiff.Graph[T], cells *autodiff.Node[T], agents, resources int, h head[T]) outputs[T] {
	x := g.Reshape(cells, 1, cells.Size())
	for k := range l.depth {
		x = g.Linear(fmt.Sprintf("hidden.%d", k), x, l.width, true)
	}
	out := func(name string, agents int) *autodiff.Node[T] {
		return g.Reshape(h.linear(g, name, x, agents*resources), agents, resources)
	}
	o := outputs[T]{logits: out("logits", agents+1)}
	if h.corrects {
		o.handicaps, o.caps = out("handicaps", agents), out("caps", agents)
	}
	return o
}
