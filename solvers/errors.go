package solvers

import "fmt"

// Status says how a solve that failed ended.
type Status string

const (
	// StatusIterations: the iteration limit was reached.
	StatusIterations Status = "reached the iteration limit"
	// StatusNumbers: overflow or underflow left a number that is not finite.
	StatusNumbers Status = "left the range of floating-point numbers"
	// StatusInaccurate: the iteration ended, but what it found misses the required accuracy.
	StatusInaccurate Status = "stopped short of the required accuracy"
)

// NotSolvedError is the error of a solve that did not reach its certificate. No allocation comes with it.
type NotSolvedError struct {
	Status Status
	// Gap and Residual are what was reached, relative as in core.Certificate; both would have to be at most Tolerance.
	Gap, Residual float64
	// Iterations is the number of Newton iterations taken.
	Iterations int
}

func (e *NotSolvedError) Error() string {
	return fmt.Sprintf("the solver %s after %d iterations, at a relative gap of %.1e and a KKT residual of %.1e; both must be at most %.0e",
		e.Status, e.Iterations, e.Gap, e.Residual, Tolerance)
}
