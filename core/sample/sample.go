package sample

import "fallow/core"

// Draw returns instances first, ..., first+count-1 of setup for seed. See NewSampler for respond and errors.
func Draw(setup Setup, seed uint64, first, count int, respond Responder) ([]*core.Instance, error) {
	s, err := NewSampler(setup, seed, respond)
	if err != nil {
		return nil, err
	}
	instances := make([]*core.Instance, count)
	for k := range instances {
		instances[k] = new(core.Instance)
		if err := s.Draw(first+k, instances[k]); err != nil {
			return nil, err
		}
	}
	return instances, nil
}
