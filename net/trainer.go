package net

import (
	"fmt"

	"fallow/core/sample"
	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// Shards is the fixed number of parts into which every batch is cut. A part is computed by whoever has the time; parts
// are summed in a fixed order, so how many work on it changes nothing but the speed.
const Shards = 4

// Trainer trains one network. A step is
//
//	for each shard: ShardGradient, on this trainer or on one that follows it
//	Apply to the contributions of all shards
//
// Trainers that were made from equal arguments and have been given equal state compute the same bits. A Trainer is not
// for use by two goroutines at once.
type Trainer struct {
	// Pause, if set, is called every few milliseconds of a step. An error that it returns ends the step, which fails
	// with that very error and can be taken again.
	Pause func() error

	options Options
	data    Data
	arch    architecture
	groups  []group
	backend kernels.Backend[float32]

	params         autodiff.Parameters[float32]
	moment1        []float32 // Adam's moments
	moment2        []float32
	average        []float32 // of the weights over the last steps
	multipliers    [][]float32
	lies           [][]float32 // the best misreports so far, for each slot of each shard
	scale          []float32   // one entry: the mean, over agents and steps, of what an agent could have at most
	step           int
	history        history
	contributions  [][]float32
	gradient       []float32
	lanes          map[size]*lane
	search, chosen *sample.Stream
}

// NewTrainer returns a trainer at step 0, with the defaults filled in for what options leaves out. The error is a
// *core.InputError with a path as in Options.Validate, or one that begins with "setups".
func NewTrainer(data Data, options Options, backend kernels.Backend[float32]) (*Trainer, error) {
	if err := options.Validate(); err != nil {
		return nil, err
	}
	groups, err := data.groups(options)
	if err != nil {
		return nil, err
	}
	sizes := make([]size, len(groups))
	for k, g := range groups {
		sizes[k] = g.size
	}
	if options, err = options.complete(sizes); err != nil {
		return nil, err
	}
	t := &Trainer{
		options: options, data: data, groups: groups, backend: backend,
		arch:   architecture{options.Network, options.Inputs, data.weighted()},
		lanes:  map[size]*lane{},
		search: sample.NewStream(options.Seed, "misreports"),
		chosen: sample.NewStream(options.Seed, "agents"),
	}
	for _, g := range groups {
		t.multipliers = append(t.multipliers, make([]float32, g.agents))
	}
	// The graph of one instance declares all parameters.
	newTable(backend, &t.params, t.arch, sizes[0].agents, sizes[0].resources, 1)
	t.params.Initialise(sample.NewStream(options.Seed, "weights").Uniform)
	n := len(t.params.Values)
	t.scale = make([]float32, 1)
	t.moment1, t.moment2 = make([]float32, n), make([]float32, n)
	t.average, t.gradient = make([]float32, n), make([]float32, n)
	for range Shards * options.Search.Slots {
		t.lies = append(t.lies, make([]float32, t.liesSize()))
	}
	for range Shards {
		t.contributions = append(t.contributions, make([]float32, t.ContributionSize()))
	}
	return t, nil
}

// Options returns the options with all defaults filled in.
func (t *Trainer) Options() Options { return t.options }

// Parameters is the number of weights.
func (t *Trainer) Parameters() int { return len(t.params.Values) }

// Iteration is the number of steps taken.
func (t *Trainer) Iteration() int { return t.step }

// Done reports whether all steps have been taken or the stop rule says that more would not help.
func (t *Trainer) Done() bool {
	return t.step >= t.options.Iterations || t.history.Window.Stalled
}

// parts are the pieces of a trainer's state that its shards are computed from, in the order of ReadState.
func (t *Trainer) parts() [][]float32 {
	parts := [][]float32{t.params.Values}
	parts = append(parts, t.multipliers...)
	for shard := range Shards {
		parts = append(parts, t.liesAt(t.step, shard))
	}
	return parts
}

// StateSize is the length of what ReadState writes.
func (t *Trainer) StateSize() int {
	n := 0
	for _, p := range t.parts() {
		n += len(p)
	}
	return n
}

// ReadState writes what another trainer needs to compute shards of the current step: weights, multipliers and the best
// misreports so far.
func (t *Trainer) ReadState(state []float32) {
	at := 0
	for _, p := range t.parts() {
		at += copy(state[at:], p)
	}
}

// Follow makes t ready to compute shards of the given step of the trainer whose ReadState wrote state.
func (t *Trainer) Follow(step int, state []float32) error {
	if len(state) != t.StateSize() {
		return fmt.Errorf("net: a state of %d numbers for a trainer of %d", len(state), t.StateSize())
	}
	t.step = step
	at := 0
	for _, p := range t.parts() {
		at += copy(p, state[at:])
	}
	return nil
}

// A contribution is the gradient of the shard's part of the objective, then statistics: these, and the sum of gains and
// the number of searches of each agent; then the shard's misreports.
const (
	statInstances = iota
	statLogNSW
	// statUniform is logNSW under the uniform rule.
	statUniform
	// statMost is the sum of what agents would have if they got all that they ask for, statServable how many agents
	// ask for something.
	statMost
	statServable
	statGains
)

// ContributionSize is the length of what ShardGradient writes.
func (t *Trainer) ContributionSize() int {
	return len(t.params.Values) + t.statSize() + t.liesSize()
}

func (t *Trainer) statSize() int { return statGains + 2*t.Agents() }

// Agents is the largest number of agents of the data.
func (t *Trainer) Agents() int {
	n := 0
	for _, g := range t.groups {
		n = max(n, g.agents)
	}
	return n
}

func (t *Trainer) pause() error {
	if t.Pause == nil {
		return nil
	}
	return t.Pause()
}

// ShardGradient computes a shard's contribution to the current step into out, of length ContributionSize.
func (t *Trainer) ShardGradient(shard int, out []float32) error {
	clear(out)
	n := len(t.params.Values)
	v := t.visit(t.step, shard)
	g := t.groupOf(v, shard)
	l, ok := t.lanes[t.groups[g].size]
	if !ok {
		l = newLane(t, t.groups[g].size)
		t.lanes[t.groups[g].size] = l
	}
	stats := out[n : n+t.statSize()]
	lies := out[n+len(stats):]
	copy(lies, t.liesAt(t.step, shard))
	return l.run(t, v, shard, out[:n:n], stats, lies)
}

// Step computes all shards and applies them.
func (t *Trainer) Step() (Progress, error) {
	for shard, c := range t.contributions {
		if err := t.ShardGradient(shard, c); err != nil {
			return Progress{}, err
		}
	}
	return t.Apply(t.contributions)
}
