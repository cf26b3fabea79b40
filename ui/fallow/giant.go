package fallow

import "context"

// Giant solves problems that are too large for the page to hold.
type Giant interface {
	// SolveLarge makes a problem in which so many agents all ask for all of so many resources, and solves it by
	// proportional fairness. progress hears, about ten times a second and without the page's lock, how much is done, from
	// 0 to 1.
	SolveLarge(ctx context.Context, agents, resources int, progress func(done float64)) (*Large, error)
}

// Large is what became of such a problem.
type Large struct {
	// Seconds are from the question to the answer.
	Seconds       float64
	Gap, Residual float64
	Iterations    int
}
