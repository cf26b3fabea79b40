package study

// effort is how hard a comparison searches for best responses under one mechanism.
type effort struct {
	agents      int // of each instance, drawn at random
	evaluations int // allocations allowed per best response
}

// How much less is searched for where a search is dear. A sample of the agents keeps the mean over agents unbiased;
// fewer evaluations make the lower bound a little lower, most of which the structured candidates at the start of a
// search keep from happening.
const (
	// someSystem is the number of agents from which only some agents of each instance are searched for.
	someSystem = 10
	someAgents = 4
	// largeSystem is that from which fewer instances are searched in.
	largeSystem = 40
	largeFewer  = 5 // instances searched are divided by this
	// A PA allocation solves a PF program for each agent.
	dearSystem      = 3
	dearAgents      = 2
	dearLargeAgents = 1
	dearFewer       = 2  // evaluations are divided by this
	dearEvaluations = 75 // and are no more than this
	// mediumSystem is for lessons and tests that are shorter above it.
	mediumSystem = 5
)

// effort returns how hard config searches under e in a system.
func (c Config) effort(system System, e entry) effort {
	f := effort{system.N, c.Evaluations}
	if system.N >= someSystem {
		f.agents = someAgents
	}
	if e.perAgent && system.N >= dearSystem {
		f.agents = dearAgents
		if system.N >= largeSystem {
			f.agents = dearLargeAgents
		}
		f.evaluations = max(1, min(f.evaluations/dearFewer, dearEvaluations))
	}
	return f
}

// searchedIn returns how many instances of a system config searches in.
func (c Config) searchedIn(system System) int {
	if system.N >= largeSystem {
		return (c.Searched + largeFewer - 1) / largeFewer
	}
	return c.Searched
}

// solves is what one allocation costs, in PF solves.
func (e entry) solves(system System) float64 {
	if e.perAgent {
		return float64(1 + system.N)
	}
	return 1
}
