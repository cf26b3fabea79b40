package net

import (
	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// architecture is all that determines the function that a model's weights parametrise, but for its size.
type architecture struct {
	Network
	Inputs InputKind
	// Weighted networks see the agents' weights.
	Weighted bool
}

// layers are the hidden layers of a network and the linear map to its logits: the part of ExS-Net that may be any
// network (section 3.1).
type layers[T kernels.Float] interface {
	// logits adds the layers to g. cells holds the features of the cell of agent i and resource m in row i·M + m; the
	// result is (N+1)×M per item, the synthetic agent last.
	logits(g *autodiff.Graph[T], cells *autodiff.Node[T], agents, resources int) *autodiff.Node[T]
}

// layersOf returns the layers that a names. With still, logits start at zero for every input.
func layersOf[T kernels.Float](a architecture, still bool) layers[T] {
	last := head[T]{still}
	switch a.Kind {
	case MLP:
		return mlp[T]{a.Width, a.Depth, last}
	case CNN:
		return cnn[T]{a.Width, a.Depth, last}
	case Transformer:
		return transformer[T]{a.Width, a.Depth, last}
	case Exchangeable:
		return exchangeable[T]{a.Width, a.Depth, last}
	}
	panic("net: unknown kind of network " + string(a.Kind))
}

// head is the last linear map of a network.
type head[T kernels.Float] struct{ still bool }

func (h head[T]) linear(g *autodiff.Graph[T], name string, x *autodiff.Node[T], out int) *autodiff.Node[T] {
	if h.still {
		return g.LinearZero(name, x, out)
	}
	return g.Linear(name, x, out, false)
}
