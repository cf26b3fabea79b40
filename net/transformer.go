package net

import (
	"fmt"
	"math"

	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// headCount is the number of attention heads of a layer.
const headCount = 2

// transformer attends over the agents: one token an agent, which holds all resources' features. Layers normalise first
// (Xiong et al. 2020). Without positions it treats all agents alike.
type transformer[T kernels.Float] struct{ width, depth int }

func (l transformer[T]) outputs(g *autodiff.Graph[T], cells *autodiff.Node[T], agents, resources int, h head[T]) (logits, handicaps *autodiff.Node[T]) {
	x := g.Linear("embedding", g.Reshape(cells, agents, cells.Size()/agents), l.width, false)
	for k := range l.depth {
		name := fmt.Sprintf("hidden.%d", k)
		x = l.attend(g, name, x)
		inner := g.Linear(name+".expand", g.LayerNorm(name+".norm", x), 2*l.width, true)
		x = g.Add(name, x, g.Linear(name+".contract", inner, l.width, false))
	}
	return h.perAgent(g, g.LayerNorm("norm", x), resources)
}

// attend adds self-attention to h. Each head has a map of its own back to the width, which is the same as one map of
// all heads side by side.
func (l transformer[T]) attend(g *autodiff.Graph[T], name string, h *autodiff.Node[T]) *autodiff.Node[T] {
	x, size := g.LayerNorm(name+".attention.norm", h), max(1, l.width/headCount)
	for k := range headCount {
		part := func(what string) string { return fmt.Sprintf("%s.attention.%d.%s", name, k, what) }
		query := g.Linear(part("query"), x, size, false)
		key := g.Linear(part("key"), x, size, false)
		value := g.Linear(part("value"), x, size, false)
		scores := g.MatMulBT(part("scores"), query, key, 1/math.Sqrt(float64(size)))
		mixed := g.MatMul(part("mixed"), g.SoftmaxRows(part("softmax"), scores), value)
		h = g.Add(part("sum"), h, g.Linear(part("out"), mixed, l.width, false))
	}
	return h
}
