package ops

import (
	"fallow/core"
	"fallow/solvers"
)

// allocateParams are those of allocate and allocateMany. List is the name of the list that the instances are from,
// First the index of the first of them; both are left out for a single instance.
type allocateParams struct {
	Mechanism mechanismParams `json:"mechanism"`
	Options   struct {
		Round bool `json:"round"`
	} `json:"options"`
	List  string `json:"list"`
	First int    `json:"first"`
}

// batch is how many instances are allocated between two looks at the clock.
const batch = 16

func (e *Engine) allocate(c *Call) (Result, error) {
	var p allocateParams
	if err := c.params(&p); err != nil {
		return Result{}, err
	}
	path := listed(p.List, p.First)
	instances, err := c.instancesOf(path)
	if err != nil {
		return Result{}, err
	}
	n, m := largest(instances)
	mech, err := e.borrow(p.Mechanism, c, n, m)
	if err != nil {
		return Result{}, err
	}
	defer e.giveBack(mech)
	for k, in := range instances {
		if err := fits(mech.Mechanism, in); err != nil {
			return Result{}, under(path(k), err)
		}
	}
	var data []float64
	var metrics core.Metrics
	outs := newOutcomes(min(batch, len(instances)))
	for len(instances) > 0 {
		ins := instances[:min(batch, len(instances))]
		if err := core.AllocateAll(mech.Mechanism, ins, outs[:len(ins)]); err != nil {
			return Result{}, err
		}
		for k, in := range ins {
			core.Measure(in, outs[k], &metrics)
			var rounded []float64
			if p.Options.Round {
				rounded = solvers.Round(in, metrics.Allocation)
			}
			data = appendOutcome(data, outs[k], &metrics, rounded)
		}
		if err := c.Pause(); err != nil {
			return Result{}, err
		}
		instances = instances[len(ins):]
	}
	return Result{Buffers: []Buffer{{Floats: data}}}, nil
}

func newOutcomes(n int) []*core.Outcome {
	outs := make([]*core.Outcome, n)
	for k := range outs {
		outs[k] = &core.Outcome{}
	}
	return outs
}
