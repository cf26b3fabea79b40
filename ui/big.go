package ui

import (
	"fallow/ui/fallow"
	"fallow/ui/state"
	"fallow/ui/words"
)

// Big lets the reader have a large problem solved.
type Big struct {
	Control *BigControl
}

func (c *Big) state() *state.Big { return c.Control.State }

func (c *Big) about() string {
	return "All ask for all of " + words.Thousands(state.BigResources) + " resources, of which there is enough for nine tenths of that. Proportional fairness has to set the shares of all at once: " +
		words.Thousands(state.BigAgents*state.BigResources) + " numbers."
}

func (c *Big) label() string { return "Solve for " + words.Thousands(state.BigAgents) + " agents" }

func (c *Big) done() float64 {
	if c.state().Answer != nil {
		return 1
	}
	return c.state().Done
}

// status says what is going on, or what came of it.
func (c *Big) status() string {
	switch s := c.state(); {
	case s.Running && s.Done == 0:
		return "Making the problem …"
	case s.Running && s.Remaining < 0:
		return "Solving: " + words.Percent(s.Done, 0) + "."
	case s.Running:
		return "Solving: " + words.Percent(s.Done, 0) + ", " + words.Duration(s.Remaining) + " to go."
	case s.Stopped:
		return "Given up. Nothing goes on."
	case s.Answer != nil:
		return "Solved in " + words.Fixed(s.Answer.Seconds, 1) + " s and " + words.Thousands(s.Answer.Iterations) + " iterations. " +
			proof(&fallow.Certificate{Gap: s.Answer.Gap, Residual: s.Answer.Residual})
	}
	return "The page stays usable meanwhile."
}
