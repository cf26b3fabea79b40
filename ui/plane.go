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

// title says what the map shows, by where AdaAudit is on it: a few looks are at most one in ten rounds.
func (c *Plane) title() string {
	if s := c.state(); s.Results != nil {
		ada, few := s.Results[0], float64(s.Shown.Rounds)/10
		switch {
		case s.Shown.Conduct == state.ConductHonest:
			return "Where nobody lies nothing is lost, and every look is wasted"
		case ada.Regret.Mean > few:
			return "Where somebody looks, who always lies is soon out, and then nobody gets anything"
		case ada.Audits.Mean > few:
			return "AdaAudit loses almost nothing, but in so short a game that takes many looks"
		}
	}
	return "A few looks in the right places lose almost nothing"
}

// looksTitle says what the second picture shows.
func (c *Plane) looksTitle() string {
	if s := c.state(); s.Results != nil {
		if ada := s.Results[0].Rates; len(ada) > 0 && ada[len(ada)-1][1] < ada[0][1] {
			return "After a few rounds everybody was out, and there was nobody left to look at"
		}
	}
	return "AdaAudit looks harder as there is less left to lose"
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
