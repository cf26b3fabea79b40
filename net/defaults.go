package net

import (
	"fmt"

	"fallow/core"
)

// complete fills in what o leaves out with what reaches the published quality on data of these sizes, and rejects
// networks that do not fit them.
func (o Options) complete(sizes []size) (Options, error) {
	if err := o.Validate(); err != nil {
		return o, err
	}
	largest := sizes[0]
	for _, s := range sizes {
		if s.agents*s.resources > largest.agents*largest.resources {
			largest = s
		}
	}
	if largest.agents > maxCells/largest.resources {
		return o, &core.InputError{Path: "setups", Reason: fmt.Sprintf("has %d agents and %d resources, more than the %d cells that a network is trained for",
			largest.agents, largest.resources, maxCells)}
	}
	small := largest.agents*largest.resources <= 4
	if o.Network.Kind == "" {
		o.Network.Kind = Exchangeable
		if small && oneSize(sizes) {
			o.Network.Kind = MLP
		}
	}
	if o.Network.Kind != Exchangeable && !oneSize(sizes) {
		return o, &core.InputError{Path: "network.kind", Reason: "is " + string(o.Network.Kind) +
			", which fits one number of agents and resources, but the data has several: use \"exchangeable\""}
	}
	o.Network = o.Network.complete(small)
	if o.Inputs == "" {
		o.Inputs = ScaleFree
	}
	if o.Inputs == Raw && o.Network.Kind == Exchangeable && !oneSize(sizes) {
		return o, &core.InputError{Path: "inputs", Reason: "are raw, but data of several sizes needs scale-free ones"}
	}
	setDefault(&o.Iterations, 4000)
	setDefault(&o.Batch, 256)
	setDefault(&o.Search.Candidates, 8)
	setDefault(&o.Search.Steps, 3)
	setDefault(&o.Search.Rounds, 4)
	if o.LearningRate == 0 {
		o.LearningRate = 2e-3
	}
	o.Batch = (o.Batch + Shards - 1) / Shards * Shards
	return o, nil
}

// complete fills in width and depth.
func (n Network) complete(small bool) Network {
	width := 64
	switch {
	case n.Kind == Exchangeable:
		width = 32
	case n.Kind == MLP && !small:
		width = 128
	}
	setDefault(&n.Width, width)
	depth := 3
	if n.Kind == Transformer {
		depth = 2
	}
	setDefault(&n.Depth, depth)
	return n
}

func setDefault(x *int, value int) {
	if *x == 0 {
		*x = value
	}
}

func oneSize(sizes []size) bool {
	for _, s := range sizes {
		if s != sizes[0] {
			return false
		}
	}
	return true
}
