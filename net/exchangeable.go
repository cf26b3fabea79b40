package net

import (
	"fmt"

	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// exchangeable treats all agents alike and all resources alike. None of its weights depends on how many there are, so
// it fits instances of any size.
type exchangeable[T kernels.Float] struct{ width, depth int }

func (l exchangeable[T]) outputs(g *autodiff.Graph[T], cells *autodiff.Node[T], agents, resources int, h head[T]) outputs[T] {
	x := cells
	for k := range l.depth {
		x = g.Exchange(fmt.Sprintf("hidden.%d", k), x, agents, resources, l.width, true)
	}
	out := func(name string, cells *autodiff.Node[T], agents int) *autodiff.Node[T] {
		return g.Reshape(h.linear(g, name, cells, 1), agents, resources)
	}
	means := g.MeanRows("mean", g.Reshape(x, agents, resources*l.width))
	synthetic := out("withheld", g.Reshape(means, resources, l.width), 1)
	o := outputs[T]{logits: g.Stack("all logits", out("logits", x, agents), synthetic)}
	if h.corrects {
		o.handicaps, o.caps = out("handicaps", x, agents), out("caps", x, agents)
	}
	return o
}
