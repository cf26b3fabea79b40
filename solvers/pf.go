package solvers

import "fallow/core"

// PF is proportional fairness: the allocation of largest Nash social welfare (section 2.1 of Zeng et al.).
type PF struct {
	solver  solver
	scratch core.Outcome
	gain    []float64
}

var _ core.Differentiable = (*PF)(nil)

// NewPF returns the PF mechanism.
func NewPF(opts Options) *PF { return &PF{solver: solver{opts: opts}} }

// Name returns "pf".
func (pf *PF) Name() string { return "pf" }

// Allocate solves the PF program of in. Its error is a *NotSolvedError, or what Options.OnIteration returned. Where
// several allocations are optimal, out has one that shares what is tied, not an extreme one; utilities are unique. The
// price of a resource that goes wholly to agents that can use no more of it is not unique either; where a single agent
// takes all there is, it is the highest, at which that agent's purse is spent.
func (pf *PF) Allocate(in *core.Instance, out *core.Outcome) error {
	out.Reset(1, in.N, in.M)
	out.Prices = core.Sized(out.Prices, in.M)
	pf.solver.progress.Solve, pf.solver.progress.Solves = 0, 1
	var err error
	out.Certificate, err = pf.solver.solvePF(in, out.Branches[0].Allocation, out.Prices)
	return err
}
