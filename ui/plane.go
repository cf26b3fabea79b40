package ui

import (
	"slices"
	"strconv"

	"fallow/ui/state"
	"fallow/ui/words"
)

// Plane is regret against audits, and audits over time.
type Plane struct {
	Control *PlaneControl
}

func (c *Plane) state() *state.Plane { return c.Control.State }

func (c *Plane) choices() []choice {
	now := c.state().Choice
	choose := c.state().Choose
	return []choice{
		{"plane-conduct", "All three agents", conductNames(), now.Conduct,
			func(k int) { choose(func(ch *state.PlaneChoice) { ch.Conduct = k }) }},
		{"plane-rounds", "Rounds", texts(state.PlaneLengths, words.Thousands), slices.Index(state.PlaneLengths, now.Rounds),
			func(k int) { choose(func(ch *state.PlaneChoice) { ch.Rounds = state.PlaneLengths[k] }) }},
		{"plane-runs", "Runs", texts(state.PlaneRuns, strconv.Itoa), slices.Index(state.PlaneRuns, now.Runs),
			func(k int) { choose(func(ch *state.PlaneChoice) { ch.Runs = state.PlaneRuns[k] }) }},
	}
}

func conductNames() []string {
	return texts(state.PlaneConducts, func(c state.Conduct) string { return c.Name })
}

func (c *Plane) done() float64 {
	if c.state().Busy {
		return c.state().Done
	}
	return 0
}

func (c *Plane) status() string {
	s := c.state()
	switch {
	case s.Busy && s.Remaining < 0:
		return "Measuring: setting up."
	case s.Busy:
		return "Measuring: " + words.Percent(s.Done, 0) + ", " + words.Duration(s.Remaining) + " to go. " + staying(s)
	case s.Results == nil:
		return ""
	case s.Shown != s.Choice:
		return "Press “Measure”. " + staying(s)
	}
	return "Shown: " + shownAs(s.Shown)
}

// staying says what the pictures are of while the choice is another.
func staying(s *state.Plane) string {
	if s.Results == nil {
		return ""
	}
	return "Still shown: " + shownAs(s.Shown)
}

// caveat says what the regions of the picture do not say.
func (c *Plane) caveat() string {
	if c.state().Results != nil {
		switch c.state().Shown.Conduct {
		case state.ConductHonest:
			return "Honest agents need no audits, so the points lie where nothing is possible with agents who look after themselves: which is what the regions are about."
		case state.ConductReckless:
			return "Who lies whatever it costs is soon caught, and then there is nobody left to give anything to: a threat works on those who listen. The regions are about agents who do."
		}
	}
	return "The regions are those of the talk, for agents who play an equilibrium, and are known up to constant factors: where a border has no known constant it is drawn with the factor 1. Bars are two standard errors; most are shorter than the points are wide."
}
