package solvers

import "fallow/core"

// Options of the mechanisms that solve the PF program. The zero value is ready to use.
type Options struct {
	// OnIteration, if set, is called at the start of every Newton iteration and, on large instances, several times
	// within one. An error that it returns stops the solve, which then fails with that very error.
	OnIteration func(Progress) error
}

// Progress is where a solve stands.
type Progress struct {
	// Solve counts the programs solved so far, of Solves: 0 of 1 for PF; PA solves one program more than it has agents.
	Solve, Solves int
	// Iteration is the number of Newton iterations that this program has had.
	Iteration int
	// Gap is the relative duality gap reached. It falls, roughly geometrically, to the tolerance.
	Gap float64
}

const (
	// Tolerance is the relative duality gap and the relative KKT residual at which a solve counts as proved.
	Tolerance = 1e-9
	// targetGap is where the iteration stops if it can: the last Newton steps converge so fast that the two extra
	// digits cost about one step, and utilities are then right to about as many digits as the gap.
	targetGap = 1e-12
	// maxIterations is far beyond the 8 to 25 that solves take; reaching it means that progress has stopped.
	maxIterations = 200
	// roundingSlack is the relative excess of demand over budget that is taken for rounding, not for scarcity.
	roundingSlack = 1e-14
	// negligibleCap is the share of a budget below which a demand is met in full without being priced: all of them
	// together are below the solve's own rounding.
	negligibleCap = 1e-18
	// toBoundary is how much of the way to the nearest bound a Newton step goes at most.
	toBoundary = 0.995
)

var _ = core.MaxEntries
