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

// mechanism makes the mechanism that a caller asks for. Long solves let messages in through pause.
func (e *Engine) mechanism(p mechanismParams, pause func() error) (core.Mechanism, error) {
	opts := solvers.Options{OnIteration: func(solvers.Progress) error { return pause() }}
	switch p.Name {
	case "pf":
		return solvers.NewPF(opts), nil
	case "pa", "pa-lottery", "mixture", "uniform", "exs":
		return nil, &core.InputError{Path: "mechanism.name", Reason: fmt.Sprintf("%q is not offered yet", p.Name)}
	}
	return nil, &core.InputError{Path: "mechanism.name", Reason: fmt.Sprintf("%q is not the name of a mechanism", p.Name)}
}
