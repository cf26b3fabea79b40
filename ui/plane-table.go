package ui

import (
	"fmt"

	"fallow/ui/fallow"
	"fallow/ui/state"
	"fallow/ui/words"
)

// PlaneTable is what was measured as a table.
type PlaneTable struct {
	State *state.Plane
}

// shownAs says what measurements are of.
func shownAs(c state.PlaneChoice) string {
	return fmt.Sprintf("Three agents who %s, %s rounds; means of n = %d runs ± standard errors.",
		state.PlaneConducts[c.Conduct].Name, words.Thousands(c.Rounds), c.Runs)
}

func estimated(e fallow.Estimate) string {
	return measure(e.Mean) + " ± " + words.Significant(e.StdErr, 2)
}

func promised(bound *float64) string {
	if bound == nil {
		return "–"
	}
	return measure(*bound)
}

// measure writes large numbers whole and small ones with the digits that mean something.
func measure(x float64) string {
	if x >= 1000 {
		return words.Thousands(int(x + .5))
	}
	return words.Significant(x, 3)
}
