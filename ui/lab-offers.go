package ui

import (
	"fallow/ui/state"
	"fallow/ui/words"
)

// LabOffers are the runs that were cut off: each can be gone on with, or discarded. Its markup begins with an element that
// is always there, because vugu leaves alone what has no children, and the last offer would stay.
type LabOffers struct {
	Control *LabControl
}

func (c *LabOffers) offers() []state.Offer { return c.Control.State.Offers }

func (c *LabOffers) canGoOn(o state.Offer) bool { return o.About != nil && !c.Control.State.Busy() }

// says is what there is to go on with.
func (c *LabOffers) says(o state.Offer) string {
	if o.About == nil {
		return "What was kept of an earlier training is damaged, and cannot be gone on with."
	}
	a := o.About
	return "Your training of a network (" + a.Run.Describe() + ") stopped at step " + words.Thousands(a.Step) + " of " +
		words.Thousands(a.Run.Steps) + ", " + words.Duration(o.Age) + " ago."
}
