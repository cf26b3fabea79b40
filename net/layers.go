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

// layers are the hidden layers of a network and the linear maps to its outputs: the part of ExS-Net that may be any
// network (section 3.1).
type layers[T kernels.Float] interface {
	// outputs adds the layers to g. cells holds the features of the cell of agent i and resource m in row i·M + m. The
	// logits are (N+1)×M per item, the synthetic agent's last; the handicaps, if h wants them, N×M.
	outputs(g *autodiff.Graph[T], cells *autodiff.Node[T], agents, resources int, h head[T]) (logits, handicaps *autodiff.Node[T])
}

// layersOf returns the layers that a names.
func layersOf[T kernels.Float](a architecture) layers[T] {
	switch a.Kind {
	case MLP:
		return mlp[T]{a.Width, a.Depth}
	case CNN:
		return cnn[T]{a.Width, a.Depth}
	case Transformer:
		return transformer[T]{a.Width, a.Depth}
	case Exchangeable:
		return exchangeable[T]{a.Width, a.Depth}
	}
	panic("net: unknown kind of network " + string(a.Kind))
}

// head says which outputs a network has.
type head[T kernels.Float] struct {
	// still outputs are zero at the start for every input.
	still bool
	// handicaps asks for corrections of the handicaps.
	handicaps bool
}

// linear is the last linear map of a network.
func (h head[T]) linear(g *autodiff.Graph[T], name string, x *autodiff.Node[T], out int) *autodiff.Node[T] {
	if h.still {
		return g.LinearZero(name, x, out)
	}
	return g.Linear(name, x, out, false)
}
