package ui

import (
	"slices"

	"fallow/ui/link"
	"fallow/ui/state"
)

// teamKeys are state.Teams in an address.
var teamKeys = []string{"a", "b", "c"}

// Link writes who speaks, what it says where that is not the truth, and the purses.
func (c *MarketControl) Link(w *link.Writer) {
	s := c.State
	w.Choice("team", teamKeys, s.Chosen, 0)
	truth := s.Truth.Row(s.Truth.Values, s.Chosen)
	if !slices.Equal(s.Said, truth) {
		w.Numbers("says", s.Said, nil)
	}
	if usual := state.Economy().Weights; !slices.Equal(s.Truth.Weights, usual) {
		w.Numbers("purses", s.Truth.Weights, nil)
	}
}

// Restore lets a team say what the address says.
func (c *MarketControl) Restore(r *link.Reader) error {
	usual := state.Economy()
	team := r.Choice("team", teamKeys, 0)
	truth := usual.Row(usual.Values, team)
	const reach = 1 << marketOctaves
	says := r.Numbers("says", truth, usual.M, slices.Min(truth)/reach, slices.Max(truth)*reach)
	weights := r.Numbers("purses", usual.Weights, usual.N, slices.Min(purses), slices.Max(purses))
	if len(says) != usual.M {
		r.Reject("says", "has one number for each pool")
	}
	if len(weights) != usual.N {
		r.Reject("purses", "has one number for each team")
	}
	if err := r.Err(); err != nil {
		return err
	}
	c.State.Restore(team, says, weights)
	c.ask()
	return nil
}

// Fail shows an error at the market.
func (c *MarketControl) Fail(err error) { c.State.Fail(err) }
