package ops

import (
	"encoding/json"

	"fallow/core"
	"fallow/core/exploit"
	"fallow/core/sample"
	"fallow/solvers"
)

// sample draws instances from to to-1 of a setup.
func (e *Engine) sample(c *Call) (Result, error) {
	var p struct {
		Setup json.RawMessage `json:"setup"`
		Seed  *int            `json:"seed"`
		From  int             `json:"from"`
		To    int             `json:"to"`
	}
	if err := c.params(&p); err != nil {
		return Result{}, err
	}
	setup, err := setupOf("setup", p.Setup)
	if err != nil {
		return Result{}, err
	}
	seed, err := seed("seed", p.Seed)
	if err != nil {
		return Result{}, err
	}
	sampler, err := c.sampler(setup, seed)
	if err != nil {
		return Result{}, under("setup", err)
	}
	var data []float64
	var in core.Instance
	for k := p.From; k < p.To; k++ {
		if err := sampler.Draw(k, &in); err != nil {
			return Result{}, err
		}
		data = appendInstance(data, &in)
		if err := c.Pause(); err != nil {
			return Result{}, err
		}
	}
	return Result{Buffers: []Buffer{{Floats: data}}}, nil
}

// sampler draws from setup; where it is adversarial, with the best responses to PF.
func (c *Call) sampler(setup sample.Setup, seed uint64) (*sample.Sampler, error) {
	return sample.NewSampler(setup, seed, c.responder(seed))
}

// responder answers best to PF, as eq. (7) has it.
func (c *Call) responder(seed uint64) sample.Responder {
	return exploit.Responder(c.context(), solvers.NewPF(solvers.Options{}), exploit.Options{Seed: seed})
}

// planSample checks a sample before it is spread over the workers and says how many instances make a chunk.
func (e *Engine) planSample(c *Call) (Result, error) {
	var p struct {
		Setup json.RawMessage `json:"setup"`
		Count *int            `json:"count"`
		Seed  *int            `json:"seed"`
	}
	if err := c.params(&p); err != nil {
		return Result{}, err
	}
	setup, err := setupOf("setup", p.Setup)
	if err != nil {
		return Result{}, err
	}
	if _, err := between("count", p.Count, 0, core.MaxEntries/(setup.Agents*setup.Resources)); err != nil {
		return Result{}, err
	}
	if _, err := seed("seed", p.Seed); err != nil {
		return Result{}, err
	}
	allocations := 1
	if setup.Kind() == sample.Adversarial {
		allocations = setup.Agents * exploit.DefaultEvaluations
	}
	return Result{Value: samplePlan{chunk(allocations)}}, nil
}

// samplePlan says how a sample is spread over the workers.
type samplePlan struct {
	Chunk int `json:"chunk"`
}
