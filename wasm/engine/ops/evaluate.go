package ops

import (
	"encoding/json"
	"errors"

	"fallow/core"
	"fallow/core/evaluate"
	"fallow/core/exploit"
	"fallow/core/sample"
)

// evaluateParams are those of evaluate. Source is a Setup; without one the instances come in a buffer, in the order
// in which "choose" chose them, and Agents is the largest number of agents in the caller's whole list.
type evaluateParams struct {
	Source    json.RawMessage `json:"source"`
	Agents    int             `json:"agents"`
	Mechanism mechanismParams `json:"mechanism"`
	Options   struct {
		searchParams
		Samples *int `json:"samples"`
	} `json:"options"`
	// From and To are the indices of the records to compute.
	From int `json:"from"`
	To   int `json:"to"`
}

func (p *evaluateParams) options() (opts evaluate.Options, err error) {
	opts.Deviate, opts.Evaluations, opts.Seed, err = p.Options.read()
	return opts, under("options", err)
}

// evaluate computes records; see package evaluate.
func (e *Engine) evaluate(c *Call) (Result, error) {
	var p evaluateParams
	if err := c.params(&p); err != nil {
		return Result{}, err
	}
	opts, err := p.options()
	if err != nil {
		return Result{}, err
	}
	source, n, m, err := c.source(&p, opts.Seed)
	if err != nil {
		return Result{}, err
	}
	mech, err := e.borrow(p.Mechanism, c, n, m)
	if err != nil {
		return Result{}, err
	}
	defer e.giveBack(mech)
	evaluator, err := evaluate.New(source, mech.Mechanism, opts)
	if err != nil {
		return Result{}, under("options", err)
	}
	ctx := c.context()
	size := evaluator.RecordSize()
	records := make([]float64, (p.To-p.From)*size)
	for k := p.From; k < p.To; k++ {
		if err := evaluator.Sample(ctx, k, records[(k-p.From)*size:][:size]); err != nil {
			return Result{}, err
		}
		if err := ctx.Err(); err != nil {
			return Result{}, err
		}
	}
	return Result{Buffers: []Buffer{{Floats: records}}}, nil
}

// source is a setup, or the instances of the call, with the largest N and M in it.
func (c *Call) source(p *evaluateParams, seed uint64) (source sample.Source, n, m int, err error) {
	if p.Source != nil {
		setup, err := setupOf("source", p.Source)
		if err != nil {
			return nil, 0, 0, err
		}
		sampler, err := c.sampler(setup, seed)
		return sampler, setup.Agents, setup.Resources, under("source", err)
	}
	instances, err := c.instancesOf(listed("source", 0)) // validated by planEvaluation, with their paths
	n, m = largest(instances)
	return &chosen{instances, p.From, p.Agents}, n, m, err
}

// chosen is a part of a sample that has been chosen from a list.
type chosen struct {
	instances []*core.Instance
	first     int
	agents    int
}

func (s *chosen) Agents() int { return s.agents }

func (s *chosen) Draw(index int, into *core.Instance) error {
	into.CopyFrom(s.instances[index-s.first])
	return nil
}

// planEvaluation checks an evaluation before it is spread over the workers and says how: records per chunk, so that a
// chunk is a fixed amount of work whoever does it, and, for a list, which instances were chosen.
func (e *Engine) planEvaluation(c *Call) (Result, error) {
	var p evaluateParams
	if err := c.params(&p); err != nil {
		return Result{}, err
	}
	mech, err := e.borrow(p.Mechanism, c, 0, 0)
	if err != nil {
		return Result{}, err
	}
	defer e.giveBack(mech)
	samples, err := between("options.samples", p.Options.Samples, 1, core.MaxEntries)
	if err != nil {
		return Result{}, err
	}
	if _, err := seed("options.seed", p.Options.Seed); err != nil {
		return Result{}, err
	}
	opts, err := p.options()
	if err != nil {
		return Result{}, err
	}
	source, err := c.wholeSource(&p, opts.Seed, mech.Mechanism)
	if err != nil {
		return Result{}, err
	}
	if _, err := evaluate.New(source, nil, opts); err != nil {
		return Result{}, under("options", err)
	}
	plan := evaluationPlan{Agents: source.Agents(), Chunk: chunkOf(source.Agents(), opts)}
	if choice, ok := source.(*sample.Choice); ok {
		for k := range samples {
			plan.Picks = append(plan.Picks, choice.Pick(k))
		}
	}
	return Result{Value: plan}, nil
}

// evaluationPlan says how an evaluation is spread over the workers.
type evaluationPlan struct {
	Agents int   `json:"agents"`
	Chunk  int   `json:"chunk"`
	Picks  []int `json:"picks,omitempty"`
}

// wholeSource is a setup or the whole list, all of which mech must fit.
func (c *Call) wholeSource(p *evaluateParams, seed uint64, mech core.Mechanism) (sample.Source, error) {
	if p.Source != nil {
		source, n, m, err := c.source(p, seed)
		if err != nil {
			return nil, err
		}
		return source, misfit("source", fits(mech, blank(n, m)))
	}
	path := listed("source", 0)
	instances, err := c.instancesOf(path)
	if err != nil {
		return nil, err
	}
	for k, in := range instances {
		if err := fits(mech, in); err != nil {
			return nil, under(path(k), err)
		}
	}
	return sample.NewChoice(instances, seed)
}

// blank is an instance of the given size with equal weights, for asking whether it fits.
func blank(n, m int) *core.Instance {
	in := &core.Instance{N: n, M: m, Weights: make([]float64, n)}
	for i := range in.Weights {
		in.Weights[i] = 1
	}
	return in
}

// misfit says of a whole setup what does not fit about its instances.
func misfit(path string, err error) error {
	var input *core.InputError
	if errors.As(err, &input) {
		return &core.InputError{Path: path, Reason: input.Reason}
	}
	return err
}

// chunkOf is the number of records that one worker computes at a time.
func chunkOf(agents int, opts evaluate.Options) int {
	if opts.Deviate == "" || opts.Deviate == exploit.None {
		return chunk(1)
	}
	evaluations := opts.Evaluations
	if evaluations == 0 {
		evaluations = exploit.DefaultEvaluations
	}
	return chunk(1 + agents*evaluations)
}

// summarise turns the records of a whole evaluation into its figures.
func (e *Engine) summarise(c *Call) (Result, error) {
	var p evaluateParams
	if err := c.params(&p); err != nil {
		return Result{}, err
	}
	opts, err := p.options()
	if err != nil {
		return Result{}, err
	}
	return Result{Value: evaluate.Summarise(p.Agents, opts, c.Buffers[0].Floats)}, nil
}
