package net

import (
	"fmt"

	"fallow/core"
	"fallow/core/sample"
)

// Data says what a network is trained on: setups, of which instances are drawn, or instances. Where there are both,
// the instances are the training set and the setups say what they were drawn from.
type Data struct {
	Setups []sample.Setup
	// Instances must be valid and stay unmodified.
	Instances []*core.Instance
	// Respond is needed for setups of eq. (7) only.
	Respond sample.Responder
}

// size is a number of agents and of resources.
type size struct{ agents, resources int }

func (s size) String() string { return fmt.Sprintf("%dx%d", s.agents, s.resources) }

// group is the instances of one size, or of one setup: one half of Alg. 1's constraints. Steps and shards take turns
// among the groups.
type group struct {
	size
	source sample.Source
}

// groups returns where training instances of each kind come from. The streams differ from those of an evaluation with
// the same seed. Errors are *core.InputError with a path like "setups[1].agents".
func (d Data) groups(o Options) ([]group, error) {
	seed := sample.NewStream(o.Seed, "training").Uint64()
	if len(d.Instances) > 0 {
		return d.ofInstances(o, seed)
	}
	if len(d.Setups) == 0 {
		return nil, &core.InputError{Path: "setups", Reason: "is empty: there must be something to train on"}
	}
	var groups []group
	for k, s := range d.Setups {
		sampler, err := sample.NewSampler(s, seed+uint64(k), d.Respond)
		if err != nil {
			return nil, within(fmt.Sprintf("setups[%d]", k), err)
		}
		var source sample.Source = sampler
		if o.Samples > 0 {
			// Each setup gets its part of the training set.
			if source, err = newFixedSet(sampler, share(o.Samples, len(d.Setups), k), seed+uint64(k)); err != nil {
				return nil, err
			}
		}
		groups = append(groups, group{size{s.Agents, s.Resources}, source})
	}
	return groups, nil
}

// ofInstances groups instances by their size, in the order in which the sizes first occur.
func (d Data) ofInstances(o Options, seed uint64) ([]group, error) {
	instances := d.Instances
	if o.Samples > 0 && o.Samples < len(instances) {
		choice, err := sample.NewChoice(instances, seed)
		if err != nil {
			return nil, err
		}
		instances = make([]*core.Instance, o.Samples)
		for k := range instances {
			instances[k] = d.Instances[choice.Pick(k)]
		}
	}
	var sizes []size
	members := map[size][]*core.Instance{}
	for _, in := range instances {
		s := size{in.N, in.M}
		if members[s] == nil {
			sizes = append(sizes, s)
		}
		members[s] = append(members[s], in)
	}
	var groups []group
	for _, s := range sizes {
		choice, err := sample.NewChoice(members[s], seed)
		if err != nil {
			return nil, err
		}
		groups = append(groups, group{s, choice})
	}
	return groups, nil
}

// share is part k of total in parts that differ by at most one and hold at least one.
func share(total, parts, k int) int { return max(1, (total+parts-1-k)/parts) }

// weighted reports whether some instance has agents of different weights.
func (d Data) weighted() bool {
	for _, in := range d.Instances {
		if !equalWeights(in) {
			return true
		}
	}
	return false
}

func equalWeights(in *core.Instance) bool {
	for _, w := range in.Weights {
		if w != in.Weights[0] {
			return false
		}
	}
	return true
}

// within puts a prefix before the path of an InputError.
func within(prefix string, err error) error {
	if bad, ok := err.(*core.InputError); ok {
		return &core.InputError{Path: prefix + "." + bad.Path, Reason: bad.Reason}
	}
	return err
}
