package net

import (
	"slices"

	"fallow/core"
	"fallow/core/sample"
)

// fixedSet is a training set of fixed size (eq. 5), drawn as it is needed: a set can be a million instances, each of
// which may take a search, and a trainer should be there at once.
type fixedSet struct {
	sampler *sample.Sampler
	choice  *sample.Choice
	// kept holds what has been drawn already, by its place in the set, where drawing it again would take a search. All
	// else is drawn anew, to the same bits: that is as fast as a copy and needs no memory.
	kept map[int]*core.Instance
}

func newFixedSet(sampler *sample.Sampler, count int, seed uint64) (*fixedSet, error) {
	// The choice is among places; nothing is ever read there.
	choice, err := sample.NewChoice(slices.Repeat([]*core.Instance{{}}, count), seed)
	if err != nil {
		return nil, err
	}
	s := &fixedSet{sampler: sampler, choice: choice}
	if setup := sampler.Setup(); setup.Kind() == sample.Adversarial {
		s.kept = map[int]*core.Instance{}
	}
	return s, nil
}

func (s *fixedSet) Agents() int { return s.sampler.Agents() }

func (s *fixedSet) Draw(index int, into *core.Instance) error {
	place := s.choice.Pick(index)
	if s.kept == nil {
		return s.sampler.Draw(place, into)
	}
	in := s.kept[place]
	if in == nil {
		in = new(core.Instance)
		if err := s.sampler.Draw(place, in); err != nil {
			return err
		}
		s.kept[place] = in
	}
	into.CopyFrom(in)
	return nil
}
