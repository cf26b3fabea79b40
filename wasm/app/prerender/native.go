package main

import (
	"context"
	"errors"

	"fallow/core"
	"fallow/core/evaluate"
	"fallow/core/exploit"
	"fallow/core/sample"
	"fallow/solvers"
	"fallow/ui"
	"fallow/ui/fallow"
)

// nativeWorld answers at once, with the solvers that the engine in the browser runs too.
func nativeWorld() *ui.World {
	return &ui.World{
		Engine: native{},
		Ask:    func(work func(context.Context) func()) { work(context.Background())() },
		Show:   func(apply func()) { apply() },
	}
}

// native is the part of fallow.Engine that a first view needs.
type native struct{}

var errNotInFirstView = errors.New("the first view shows nothing that needs this")

func (native) Allocate(_ context.Context, in *core.Instance, mech fallow.Mechanism, options fallow.AllocateOptions) (*fallow.Outcome, error) {
	solver, err := solverFor(mech)
	if err != nil {
		return nil, err
	}
	var out core.Outcome
	if err := solver.Allocate(in, &out); err != nil {
		return nil, err
	}
	var m core.Metrics
	core.Measure(in, &out, &m)
	result := &fallow.Outcome{
		Allocation: m.Allocation, Withheld: m.Withheld, Utilities: m.Utilities,
		NSW: m.NSW, LogNSW: m.LogNSW, Efficiency: m.Efficiency,
		Prices: out.Prices, Ratios: out.Ratios,
	}
	if c := out.Certificate; c.Valid {
		result.Certificate = &fallow.Certificate{Gap: c.Gap, Residual: c.Residual, Iterations: c.Iterations}
	}
	if options.Round {
		result.Rounded = solvers.Round(in, m.Allocation)
	}
	return result, nil
}

func (n native) AllocateMany(ctx context.Context, ins []*core.Instance, mech fallow.Mechanism) ([]*fallow.Outcome, error) {
	outs := make([]*fallow.Outcome, len(ins))
	for k, in := range ins {
		var err error
		if outs[k], err = n.Allocate(ctx, in, mech, fallow.AllocateOptions{}); err != nil {
			return nil, err
		}
	}
	return outs, nil
}

func (native) BestResponse(ctx context.Context, in *core.Instance, mech fallow.Mechanism, agent int, options fallow.Search) (*fallow.BestResponse, error) {
	solver, err := solverFor(mech)
	if err != nil {
		return nil, err
	}
	lie, err := exploit.Find(ctx, solver, in, agent, exploit.Options{
		Deviate: exploit.Deviation(options.Deviate), Evaluations: options.Evaluations, Seed: uint64(options.Seed),
	})
	if err != nil {
		return nil, err
	}
	return &fallow.BestResponse{
		Agent: agent, Values: lie.Values, Demands: lie.Demands, Truthful: lie.Truthful, Best: lie.Best, Gain: lie.Gain,
		Evaluations: lie.Evaluations,
	}, nil
}

func (native) Evaluate(ctx context.Context, setup fallow.Setup, mech fallow.Mechanism, options fallow.EvaluateOptions) (*fallow.Evaluation, error) {
	solver, err := solverFor(mech)
	if err != nil {
		return nil, err
	}
	family := sample.Setup{Agents: setup.Agents, Resources: setup.Resources}
	if setup.Budget != 0 {
		family.Budget = &setup.Budget
	}
	if setup.DemandProbability != 0 {
		family.DemandProbability = &setup.DemandProbability
	}
	source, err := sample.NewSampler(family, uint64(options.Seed), nil)
	if err != nil {
		return nil, err
	}
	opts := evaluate.Options{
		Deviate: exploit.Deviation(options.Deviate), Evaluations: options.Evaluations, Seed: uint64(options.Seed),
	}
	evaluator, err := evaluate.New(source, solver, opts)
	if err != nil {
		return nil, err
	}
	size := evaluator.RecordSize()
	records := make([]float64, options.Samples*size)
	for k := range options.Samples {
		if err := evaluator.Sample(ctx, k, records[k*size:(k+1)*size]); err != nil {
			return nil, err
		}
	}
	return evaluation(evaluate.Summarise(setup.Agents, opts, records)), nil
}

func evaluation(e evaluate.Evaluation) *fallow.Evaluation {
	estimate := func(e evaluate.Estimate) fallow.Estimate { return fallow.Estimate{Mean: e.Mean, StdErr: e.StdErr} }
	out := &fallow.Evaluation{
		Samples: e.Samples, NSW: estimate(e.NSW), LogNSW: estimate(e.LogNSW), GeometricMean: estimate(e.GeometricMean),
		Utility: estimate(e.Utility), Efficiency: estimate(e.Efficiency),
	}
	if e.Exploitability != nil {
		mean := estimate(e.Exploitability.Estimate)
		out.Exploitability = &mean
	}
	return out
}

func (native) EvaluateGiven(context.Context, []*core.Instance, fallow.Mechanism, fallow.EvaluateOptions) (*fallow.Evaluation, error) {
	return nil, errNotInFirstView
}

func (native) Sample(context.Context, fallow.Setup, int, int) ([]*core.Instance, error) {
	return nil, errNotInFirstView
}

func (native) Train(context.Context, fallow.Source, fallow.TrainOptions, fallow.TrainHooks) (fallow.Model, error) {
	return nil, errNotInFirstView
}

func (native) LoadModel(context.Context, []byte) (fallow.Model, error) { return nil, errNotInFirstView }

func solverFor(mech fallow.Mechanism) (core.Mechanism, error) {
	switch mech.Name {
	case "pf":
		return solvers.NewPF(solvers.Options{}), nil
	case "pa":
		return solvers.NewPA(solvers.Options{}), nil
	case "pa-lottery":
		power := mech.Power
		if power == 0 {
			power = 1
		}
		return solvers.NewLottery(power, solvers.Options{})
	case "mixture":
		return solvers.NewMixture(mech.Rho, solvers.Options{})
	case "uniform":
		return solvers.NewUniform(), nil
	case "exs":
		return readModel(mech.File)
	}
	return nil, errNotInFirstView
}
