package solvers

// Options of the mechanisms that solve PF programs. The zero value is ready to use.
type Options struct {
	// OnIteration, if set, is called at the start of every Newton iteration and, where one takes long, every few
	// milliseconds within it. An error that it returns stops the solve, which then fails with that very error.
	OnIteration func(Progress) error
}

// Progress is where a solve stands.
type Progress struct {
	// Solve counts the programs solved so far, of Solves. PF solves one; PA one more than there are agents.
	Solve, Solves int
	// Iteration is the number of Newton iterations that the current program has had.
	Iteration int
	// Gap is the largest gap of any agent, relative to its weight, or +Inf before the first iteration. It falls,
	// roughly geometrically, to less than Tolerance.
	Gap float64
}

// Tolerance is the relative duality gap, and the relative residual of the KKT conditions, that a certificate may have.
const Tolerance = 1e-9

const (
	// targetGap is the gap of any agent, relative to its weight, at which the iteration stops where it has not found the
	// vertex. Where complementarity is strict, utilities are then as accurate; where it is not, to the root of that.
	targetGap = 4e-12
	// floorMu is the smallest complementarity, relative to weight, that a step aims at: lower, and the Newton system's
	// condition, which is its inverse, lets rounding in.
	floorMu = 1e-14
	// shade is what an agent's multiplier is lowered by, relatively, when its gap is measured. It costs shade of gap
	// and keeps the rounding of the agent's reduced costs from being multiplied by all that the agent does not hold.
	shade = 1e-12
	// toBoundary is the fraction of the way to the nearest bound that a step goes at most.
	toBoundary = 0.99
	// shortStep is the step below which the corrector is thought to have failed, and is replaced by plain centring.
	shortStep = 0.1
	// recentre is what plain centring multiplies the mean complementarity by.
	recentre = 0.5
	// balance is how far an agent's u·t may be from its weight, as a factor, after a step.
	balance = 0.1
	// maxFill is the most of a cap that the starting point gives: nearer to it, the first system is all but singular.
	maxFill = 0.8
	// startMu is the complementarity of the starting point, relative to weight: about that of a rough solution.
	startMu = 0.1
	// levelAccuracy is how closely the starting point meets the budgets; the first step does the rest.
	levelAccuracy = 1e-3
	// maxIterations is far beyond the 3 to 20 that ordinary instances take and the 80 of the hardest of millions tried.
	maxIterations = 300
	// centreAfter is how many iterations a solve has before it goes on from the central path: more than all but one of a
	// thousand hard instances take. From there on it has as many again after each return.
	centreAfter = 25
	// nextCentre is what the complementarity of one return is multiplied by for the next, and leastCentre the least.
	nextCentre, leastCentre = 1e-3, 1e-8
	// centreSteps, maxLineSearch and settleSteps limit the Newton steps of a return, the tries of the line search of each,
	// and the steps of an agent's own search; a dozen of each is usual.
	centreSteps, maxLineSearch, settleSteps = 60, 60, 100
	// centreAccuracy is the square of the Newton step at which a return ends, relative to the lightest agent's barrier.
	centreAccuracy = 1e-4
	// tooFar and notFar are how steep, relative to where it began, a line search may leave the dual beyond its minimum and
	// before it. The first must be small: on a dual with kinks, too far may be higher up.
	tooFar, notFar = 0.1, 0.25
	// improvement is what an iteration must multiply the gap by, once it is below Tolerance, for another to be worth it.
	// Where complementarity is not strict, convergence is linear and rounding ends it near 1e-10.
	improvement = .25
	// rounding is the relative difference of two numbers that may come from rounding alone, over a few steps.
	rounding = 4e-15
	// roundingSlack is the excess of demand over budget, relative to budget, that is taken for rounding, not scarcity.
	roundingSlack = 1e-14
	// negligibleCap is the part of a budget below which a demand is met in full and left out of the program: a hundred
	// thousand of them together stay far below Tolerance.
	negligibleCap = 1e-18
	// negligibleWeight is the least weight, relative to the largest, that is told from zero.
	negligibleWeight = 1e-30
	// blockCells is how many cells, of about 100 bytes each, are swept at a time: so many stay in a core's cache for
	// the next pass over them.
	blockCells = 1 << 12
	// blocksPerPulse is how many blocks are swept between two calls of Options.OnIteration: a millisecond's worth.
	blocksPerPulse = 8
)

// shades are the reductions of an agent's multiplier that a certificate tries. Any multiplier proves a bound.
var shades = [...]float64{shade, 1e-11, 1e-10, 4e-10}
