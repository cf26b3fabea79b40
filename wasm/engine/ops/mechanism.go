package ops

import (
	"fmt"

	"fallow/core"
	"fallow/solvers"
)

// mechanismParams is the Mechanism of fallow.d.ts; a model crosses as the number under which it was kept.
type mechanismParams struct {
	Name  string   `json:"name"`
	Power *float64 `json:"power"`
	Rho   *float64 `json:"rho"`
	Model int      `json:"model"`
}

// mechanism makes the mechanism that a caller asks for, for instances of up to n agents and m resources.
func (e *Engine) mechanism(p mechanismParams, c *Call, n, m int) (core.Mechanism, error) {
	var opts solvers.Options
	if takesLong(n, m) {
		opts.OnIteration = func(solvers.Progress) error { return c.Pause() }
	}
	mech, err := e.named(p, opts)
	return mech, under("mechanism", err)
}

// takesLong reports whether solving one instance, N+1 programs of N·M entries at worst, may keep a worker from its
// messages for more than a few milliseconds. Otherwise looking at the clock at every iteration is not worth its cost.
func takesLong(n, m int) bool { return n*n*m > 20_000 }

func (e *Engine) named(p mechanismParams, opts solvers.Options) (core.Mechanism, error) {
	switch p.Name {
	case "pf":
		return solvers.NewPF(opts), nil
	case "pa":
		return solvers.NewPA(opts), nil
	case "pa-lottery":
		power := 1.0
		if p.Power != nil {
			power = *p.Power
		}
		return solvers.NewLottery(power, opts)
	case "mixture":
		if p.Rho == nil {
			return nil, &core.InputError{Path: "rho", Reason: "is missing"}
		}
		return solvers.NewMixture(*p.Rho, opts)
	case "uniform":
		return solvers.NewUniform(), nil
	case "exs":
		return nil, &core.InputError{Path: "name", Reason: "\"exs\" is not offered yet"}
	}
	return nil, &core.InputError{Path: "name", Reason: fmt.Sprintf("%q is not the name of a mechanism", p.Name)}
}
