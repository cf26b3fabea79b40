package evaluate

import (
	"context"
	"fmt"
	"math"

	"fallow/core"
	"fallow/core/exploit"
	"fallow/core/sample"
)

// Options say how to evaluate. The zero value searches for nothing.
type Options struct {
	// Deviate is what misreports may change; exploit.None, also when empty, leaves exploitability out.
	Deviate exploit.Deviation
	// Evaluations is the number of allocations allowed per best response; exploit.DefaultEvaluations when 0.
	Evaluations int
	// Seed of the searches and of the choice of agents. It may be the one that chose the instances.
	Seed uint64
	// Space bounds the reports. When nil it is exploit.PaperSpace for a sample.Sampler, whose instances are made so;
	// for others the bounds follow from each instance, see exploit.Options.
	Space *exploit.Space
	// AgentsPerInstance, where positive and below N, searches for the best responses of only so many agents of each
	// instance, drawn at random: an unbiased estimate of the mean over agents, at less work.
	AgentsPerInstance int
}

// Where a record holds what; the gains of the agents, where they are asked for, are from RecordGains on.
const (
	RecordNSW = iota
	RecordLogNSW
	RecordGeometricMean
	RecordUtility
	RecordEfficiency
	RecordGains
)

// Evaluator turns instances of a source into records. It keeps workspace and is not for use by two goroutines at once;
// two that were made from the same arguments give the same records.
type Evaluator struct {
	source   sample.Source
	mech     core.Mechanism
	opts     Options
	searcher *exploit.Searcher
	choice   *sample.Stream

	in        core.Instance
	out       core.Outcome
	metrics   core.Metrics
	agents    []int
	responses []exploit.BestResponse
}

// New returns an evaluator of mech on source. Bad options are a *core.InputError.
func New(source sample.Source, mech core.Mechanism, opts Options) (*Evaluator, error) {
	if err := opts.validate(); err != nil {
		return nil, err
	}
	if _, ok := source.(*sample.Sampler); ok && opts.Space == nil {
		opts.Space = &exploit.PaperSpace
	}
	return &Evaluator{
		source: source, mech: mech, opts: opts,
		searcher: exploit.NewSearcher(mech), choice: sample.NewStream(opts.Seed, "agents"),
	}, nil
}

func (o Options) validate() error {
	switch o.Deviate {
	case "", exploit.None, exploit.Values, exploit.Demands, exploit.ValuesAndDemands:
	default:
		return &core.InputError{Path: "deviate", Reason: fmt.Sprintf("is %q, but must be %q, %q or %q", o.Deviate, exploit.None, exploit.Values, exploit.ValuesAndDemands)}
	}
	if o.Evaluations < 0 {
		return &core.InputError{Path: "evaluations", Reason: "is negative"}
	}
	if o.AgentsPerInstance < 0 {
		return &core.InputError{Path: "agentsPerInstance", Reason: "is negative"}
	}
	return nil
}

// searches reports whether exploitability is asked for.
func (o Options) searches() bool { return o.Deviate != "" && o.Deviate != exploit.None }

func (o Options) evaluations() int {
	if o.Evaluations == 0 {
		return exploit.DefaultEvaluations
	}
	return o.Evaluations
}

// RecordSize is the length of every record of a source with so many agents under opts.
func RecordSize(agents int, opts Options) int {
	if !opts.searches() {
		return RecordGains
	}
	return RecordGains + agents
}

// RecordSize is the length of every record.
func (e *Evaluator) RecordSize() int { return RecordSize(e.source.Agents(), e.opts) }

// Sample writes the record, of length RecordSize, of the source's instance of the given index. Figures that do not
// exist are NaN: gains of agents that an instance does not have or that were not searched for, a geometric mean where
// nobody asks for anything. Errors: the source's, the mechanism's and ctx's.
func (e *Evaluator) Sample(ctx context.Context, index int, record []float64) error {
	if err := e.source.Draw(index, &e.in); err != nil {
		return err
	}
	if err := e.mech.Allocate(&e.in, &e.out); err != nil {
		return fmt.Errorf("instance %d: %w", index, err)
	}
	e.measure(record)
	if !e.opts.searches() {
		return nil
	}
	return e.search(ctx, index, record[RecordGains:])
}

func (e *Evaluator) measure(record []float64) {
	m := &e.metrics
	core.Measure(&e.in, &e.out, m)
	record[RecordNSW] = m.NSW
	record[RecordLogNSW] = m.LogNSW
	record[RecordEfficiency] = m.Efficiency
	utility, asks := 0.0, false
	for i, u := range m.Utilities {
		utility += u
		asks = asks || e.in.Servable(i)
	}
	record[RecordUtility] = utility / float64(e.in.N)
	record[RecordGeometricMean] = m.GeometricMean
	if !asks {
		record[RecordGeometricMean] = math.NaN()
	}
}

func (e *Evaluator) search(ctx context.Context, index int, gains []float64) error {
	for i := range gains {
		gains[i] = math.NaN()
	}
	agents := e.chosen(index)
	for len(e.responses) < len(agents) {
		e.responses = append(e.responses, exploit.BestResponse{})
	}
	err := e.searcher.SearchAgents(ctx, &e.in, agents, exploit.Options{
		Deviate: e.opts.Deviate, Evaluations: e.opts.Evaluations, Space: e.opts.Space,
		// Each instance has random candidates of its own, or their luck would be common to the whole sample.
		Seed: sample.Derive(e.opts.Seed, uint64(index)),
	}, e.responses)
	if err != nil {
		return fmt.Errorf("best responses in instance %d: %w", index, err)
	}
	for k, i := range agents {
		gains[i] = e.responses[k].Gain
	}
	return nil
}

// chosen returns the agents to search for in the instance of the given index.
func (e *Evaluator) chosen(index int) []int {
	e.agents = e.agents[:0]
	for i := range e.in.N {
		e.agents = append(e.agents, i)
	}
	n := e.opts.AgentsPerInstance
	if n == 0 || n >= e.in.N {
		return e.agents
	}
	e.choice.Seek(uint64(index))
	for k := range n { // the first n steps of a shuffle
		j := k + e.choice.Below(e.in.N-k)
		e.agents[k], e.agents[j] = e.agents[j], e.agents[k]
	}
	return e.agents[:n]
}
