package core

// Mechanism maps reports to an allocation (Definition 1). An implementation may keep workspace between calls, so one
// value must not be used by two goroutines at once.
type Mechanism interface {
	// Name is the mechanism's short name, e.g. "pf".
	Name() string
	// Allocate overwrites out, reusing its memory, with what the mechanism gives for the reports in in, which must be
	// valid and is not modified. On an error out is unspecified; a mechanism never returns a result that it cannot
	// vouch for.
	Allocate(in *Instance, out *Outcome) error
}

// BatchMechanism is a Mechanism that is faster on many instances at once, as a network is.
type BatchMechanism interface {
	Mechanism
	// AllocateBatch does what Allocate does for ins[k] and outs[k], for each k.
	AllocateBatch(ins []*Instance, outs []*Outcome) error
}

// AllocateAll allocates ins[k] into outs[k] for each k, in one batch where mech can.
func AllocateAll(mech Mechanism, ins []*Instance, outs []*Outcome) error {
	if b, ok := mech.(BatchMechanism); ok {
		return b.AllocateBatch(ins, outs)
	}
	for k, in := range ins {
		if err := mech.Allocate(in, outs[k]); err != nil {
			return err
		}
	}
	return nil
}

// Differentiable is a Mechanism that can tell how an agent's utility answers to the agent's own report.
type Differentiable interface {
	Mechanism
	// ReportGradient allocates for the reports in in and writes to dv and dx, each of length M, the gradient of
	// agent's expected utility, at its true values and demands (each of length M), with respect to the values and
	// the demands that it reports. At a kink any one-sided derivative will do: searches treat it as a direction to try.
	ReportGradient(in *Instance, agent int, values, demands, dv, dx []float64) error
}

// Outcome is what a mechanism gives for one instance: a lottery over allocations, with the proof of how it was found.
// A deterministic mechanism has one Branch of probability 1 that is certain for every agent.
type Outcome struct {
	Branches []Branch
	// Prices holds the dual of each budget where the mechanism has one (PF). Length M or 0.
	Prices []float64
	// Ratios holds r_i where the mechanism has them (PA and its lottery). Length N or 0.
	Ratios []float64
	// Certificate is the proof of optimality where there is one; Valid says so.
	Certificate Certificate
}

// Branch is one side of a mechanism's common coin.
type Branch struct {
	// Probability of this branch. The probabilities of an Outcome's branches sum to 1.
	Probability float64
	// Chance holds, for each agent, the probability that the agent, on a coin of its own, gets its row of Allocation;
	// otherwise it gets nothing. Length N; nil or empty means certain.
	Chance []float64
	// Allocation holds a[i][m], units. N×M, row-major.
	Allocation []float64
}

// Certificate is a proof of optimality that anyone can check.
type Certificate struct {
	Valid bool
	// Gap is the duality gap relative to the total weight.
	Gap float64
	// Residual is the largest violation of the Karush-Kuhn-Tucker conditions, relative to the terms of each.
	Residual float64
	// Iterations is the number of Newton iterations, summed over the solves.
	Iterations int
}

// Reset makes out an empty outcome with the given number of branches for n agents and m resources, all allocations
// zero, no chances, each of equal probability. It reuses out's memory.
func (out *Outcome) Reset(branches, n, m int) {
	for len(out.Branches) < branches {
		out.Branches = append(out.Branches, Branch{})
	}
	out.Branches = out.Branches[:branches]
	for k := range out.Branches {
		b := &out.Branches[k]
		b.Probability = 1 / float64(branches)
		b.Chance = b.Chance[:0]
		b.Allocation = Zeroed(b.Allocation, n*m)
	}
	out.Prices = out.Prices[:0]
	out.Ratios = out.Ratios[:0]
	out.Certificate = Certificate{}
}

// CopyFrom makes out equal to src, reusing out's memory.
func (out *Outcome) CopyFrom(src *Outcome) {
	for len(out.Branches) < len(src.Branches) {
		out.Branches = append(out.Branches, Branch{})
	}
	out.Branches = out.Branches[:len(src.Branches)]
	for k := range src.Branches {
		to, from := &out.Branches[k], &src.Branches[k]
		to.Probability = from.Probability
		to.Chance = append(to.Chance[:0], from.Chance...)
		to.Allocation = append(to.Allocation[:0], from.Allocation...)
	}
	out.Prices = append(out.Prices[:0], src.Prices...)
	out.Ratios = append(out.Ratios[:0], src.Ratios...)
	out.Certificate = src.Certificate
}

// Zeroed returns a slice of n zeros, in s's memory where that is large enough.
func Zeroed(s []float64, n int) []float64 {
	s = Sized(s, n)
	clear(s)
	return s
}

// Sized returns a slice of length n with unspecified contents, in s's memory where that is large enough.
func Sized(s []float64, n int) []float64 {
	if cap(s) < n {
		return make([]float64, n)
	}
	return s[:n]
}
