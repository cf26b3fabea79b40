package solvers

import (
	"math"

	"fallow/core"
)

// Uniform is the uniform rule of Sprumont (1991), resource by resource: a_im = min(x_im, w_i·L_m), with the level L_m
// such that the column sums to min(b_m, Σ_i x_im). It ignores values. With equal weights it is the classical rule;
// otherwise the level is per unit of weight. It is truthful in values and demands.
type Uniform struct {
	opts Options
	// heaviest is the largest weight of those who ask for a resource, and level is L per unit of that, as a part of the
	// budget: so that it does not overflow.
	heaviest, level []float64
	// met is the sum of the demands that are not above the level, below their number, and short the weight of the others.
	met, short []float64
	below      int // over all resources
	allocation []float64
	progress   Progress
}

// NewUniform returns the uniform rule.
func NewUniform() *Uniform { return NewUniformWith(Options{}) }

// NewUniformWith returns the uniform rule with options. Its progress has no gap.
func NewUniformWith(opts Options) *Uniform { return &Uniform{opts: opts} }

// Name returns "uniform".
func (un *Uniform) Name() string { return "uniform" }

// Allocate fills all resources up. Its error is what Options.OnIteration returned.
//
// Levels rise from below: all who ask for no more than a level get what they ask for, and what is left goes to the others
// by weight, which is a higher level. Each round leaves about as many to rule out as it ruled out, divided by the number
// of agents, so that few are needed, however many agents: no sorting.
func (un *Uniform) Allocate(in *core.Instance, out *core.Outcome) error {
	out.Reset(1, in.N, in.M)
	un.allocation = out.Branches[0].Allocation
	un.progress = Progress{Solves: 1, Gap: math.Inf(1)}
	un.heaviest, un.level = core.Zeroed(un.heaviest, in.M), core.Zeroed(un.level, in.M)
	if err := un.sweep(in, (*Uniform).weigh); err != nil {
		return err
	}
	un.below = -1
	for before := -2; before != un.below; un.progress.Iteration++ {
		before, un.below = un.below, 0
		un.met, un.short = core.Zeroed(un.met, in.M), core.Zeroed(un.short, in.M)
		if err := un.sweep(in, (*Uniform).measure); err != nil {
			return err
		}
		un.rise(in)
	}
	return un.sweep(in, (*Uniform).serve)
}

// sweep calls pass for every agent, and lets the caller look in between.
func (un *Uniform) sweep(in *core.Instance, pass func(un *Uniform, in *core.Instance, i int)) error {
	rows := blocksPerPulse * max(1, blockCells/in.M)
	for i := range in.N {
		if un.opts.OnIteration != nil && i > 0 && i%rows == 0 {
			if err := un.opts.OnIteration(un.progress); err != nil {
				return err
			}
		}
		pass(un, in, i)
	}
	return nil
}

func (un *Uniform) weigh(in *core.Instance, i int) {
	w := in.Weights[i]
	for m, x := range in.Row(in.Demands, i) {
		if x > 0 && w > un.heaviest[m] {
			un.heaviest[m] = w
		}
	}
}

// share is the weight of an agent relative to the heaviest that asks for m.
func (un *Uniform) share(w float64, m int) float64 {
	if w == un.heaviest[m] {
		return 1
	}
	return max(w/un.heaviest[m], negligibleWeight)
}

func (un *Uniform) measure(in *core.Instance, i int) {
	w := in.Weights[i]
	for m, x := range in.Row(in.Demands, i) {
		if x <= 0 {
			continue
		}
		if share := un.share(w, m); x > share*un.level[m]*in.Budgets[m] {
			un.short[m] += share
		} else {
			un.met[m] += x
			un.below++
		}
	}
}

func (un *Uniform) rise(in *core.Instance) {
	for m, b := range in.Budgets {
		if un.short[m] > 0 && b > 0 {
			un.level[m] = max(un.level[m], (b-un.met[m])/b/un.short[m])
		}
	}
}

func (un *Uniform) serve(in *core.Instance, i int) {
	w := in.Weights[i]
	bundle := in.Row(un.allocation, i)
	for m, x := range in.Row(in.Demands, i) {
		if x > 0 {
			bundle[m] = min(x, un.share(w, m)*un.level[m]*in.Budgets[m])
		}
	}
}
