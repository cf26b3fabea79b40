package solvers

import "fmt"

// Status says how a solve that failed ended.
type Status string

const (
	// StatusStalled: the last steps did not bring the solution closer to its certificate.
	StatusStalled Status = "stalled"
	// StatusIterations: the iteration limit was reached.
	StatusIterations Status = "reached the iteration limit"
	// StatusFactorisation: the M×M Newton system was not numerically positive definite.
	StatusFactorisation Status = "met a Newton system that could not be factored"
)

// NotSolvedError is the error of a solve that did not reach its certificate. No allocation comes with it.
type NotSolvedError struct {
	Status Status
	// Gap and Residual are what was reached, relative as in core.Certificate; both must be at most Tolerance.
	Gap, Residual float64
	Iterations    int
}

func (e *NotSolvedError) Error() string {
	return fmt.Sprintf("the solver %s after %d iterations, at a relative gap of %.1e and a KKT residual of %.1e; %.0e is required",
		e.Status, e.Iterations, e.Gap, e.Residual, Tolerance)
}
