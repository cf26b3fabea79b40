package solvers

import (
	"fmt"
	"math"

	"fallow/core"
)

// Lottery is PA by lottery: agent i gets its whole PF bundle with probability r_i^power, else nothing. At power 1 its
// expected utility is r_i times that of its PF bundle whatever its demands, so that, unlike PA, it is truthful in
// expectation in values and demands. Power 0 is PF.
type Lottery struct {
	partial partial
	power   float64
}

// NewLottery returns the lottery. A power outside [0, 1] is a *core.InputError with the path "power".
func NewLottery(power float64, opts Options) (*Lottery, error) {
	if err := checkUnit("power", power); err != nil {
		return nil, err
	}
	return &Lottery{newPartial(opts), power}, nil
}

func (lt *Lottery) Name() string { return "pa-lottery" }

// Allocate solves N+1 PF programs. Its error is a *NotSolvedError, or what Options.OnIteration returned.
func (lt *Lottery) Allocate(in *core.Instance, out *core.Outcome) error {
	if err := lt.partial.solve(in); err != nil {
		return err
	}
	out.Reset(1, in.N, in.M)
	b := &out.Branches[0]
	copy(b.Allocation, lt.partial.bundles)
	for _, r := range lt.partial.ratios {
		b.Chance = append(b.Chance, math.Pow(r, lt.power))
	}
	lt.partial.report(out)
	return nil
}

// Mixture tosses one coin for all: PF with probability rho, else PA.
type Mixture struct {
	partial partial
	rho     float64
}

// NewMixture returns the mixture. A rho outside [0, 1] is a *core.InputError with the path "rho".
func NewMixture(rho float64, opts Options) (*Mixture, error) {
	if err := checkUnit("rho", rho); err != nil {
		return nil, err
	}
	return &Mixture{newPartial(opts), rho}, nil
}

func (mx *Mixture) Name() string { return "mixture" }

// Allocate solves N+1 PF programs. Its error is a *NotSolvedError, or what Options.OnIteration returned.
// Branch 0 is PF, branch 1 is PA.
func (mx *Mixture) Allocate(in *core.Instance, out *core.Outcome) error {
	if err := mx.partial.solve(in); err != nil {
		return err
	}
	out.Reset(2, in.N, in.M)
	pf, pa := &out.Branches[0], &out.Branches[1]
	pf.Probability, pa.Probability = mx.rho, 1-mx.rho
	copy(pf.Allocation, mx.partial.bundles)
	mx.partial.shrunk(in, pa.Allocation)
	mx.partial.report(out)
	return nil
}

func checkUnit(name string, x float64) error {
	if !(x >= 0 && x <= 1) {
		return &core.InputError{Path: name, Reason: fmt.Sprintf("is %v, but must be between 0 and 1", x)}
	}
	return nil
}
