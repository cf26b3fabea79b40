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
	o.measured(small, largest)
	o.Search.Agents = min(o.Search.Agents, largest.agents)
	o.Batch = (o.Batch + Shards - 1) / Shards * Shards
	return o, o.fitsMemory(largest)
}

// measured fills in what gave the best results for its cost in net/quality: Network and Inputs are complete.
func (o *Options) measured(small bool, largest size) {
	iterations, batch, rate := 3000, 256, 3e-3
	search := Search{Candidates: 6, Steps: 3, Rounds: 8, Slots: 8}
	switch {
	case o.Network.Kind == Exchangeable && !small:
		// Each cell is an example for weights that all cells share: fewer instances and longer steps will do.
		batch, rate = 64, 6e-3
		search.Slots, search.Agents = 16, min(searchedAgents, largest.agents)
		if o.Iterations == 0 || o.Iterations >= longRun {
			search.Candidates, search.Variations, search.Steps, search.Rounds = 8, 5, 1, 24
		}
	case !small:
		rate = 2e-3
	}
	setDefault(&o.Iterations, iterations)
	setDefault(&o.Batch, batch)
	if o.LearningRate == 0 {
		o.LearningRate = rate
	}
	o.Search.complete(search)
}

// longRun is how many steps it takes for a network to find the lies that a search overlooks. The stronger search goes on
// from what it found for longer, which in a short run would leave too few different instances.
const longRun = 1500

// complete takes what s leaves out from d. Variations belong to the number of candidates.
func (s *Search) complete(d Search) {
	if s.Candidates == 0 {
		setDefault(&s.Variations, d.Variations)
	}
	setDefault(&s.Candidates, d.Candidates)
	setDefault(&s.Steps, d.Steps)
	setDefault(&s.Rounds, d.Rounds)
	setDefault(&s.Slots, d.Slots)
	setDefault(&s.Agents, d.Agents)
}

// searchedAgents is how many agents of an instance are searched for where they are exchangeable: more instances with
// fewer searches each teach more.
const searchedAgents = 2

const (
	// maxCells is the largest number of agents times resources that a network is trained for.
	maxCells = 1 << 14
	// maxUnits bounds what a network computes for one instance, maxMisreports the numbers in the misreports that are kept:
	// some hundred megabytes.
	maxUnits      = 1 << 22
	maxMisreports = 1 << 24
)

// fitsMemory reports what would need more memory than a browser tab has.
func (o Options) fitsMemory(s size) error {
	cells := s.agents * s.resources
	if o.Network.units(s) > maxUnits {
		return &core.InputError{Path: "network.width", Reason: fmt.Sprintf("is %d, too much at depth %d for %d agents and %d resources",
			o.Network.Width, o.Network.Depth, s.agents, s.resources)}
	}
	if o.Batch > maxMisreports/(2*cells*o.Search.Slots) {
		return &core.InputError{Path: "batch", Reason: fmt.Sprintf("is %d, too large for %d agents and %d resources", o.Batch, s.agents, s.resources)}
	}
	return nil
}

// units is about how many numbers the layers of a network of known width and depth hold for one instance.
func (n Network) units(s size) int {
	units := s.agents * s.resources * n.Width * n.Depth
	if n.Kind == Transformer { // every agent attends to every agent
		units += s.agents * s.agents * headCount * n.Depth
	}
	return units
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
