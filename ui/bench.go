package ui

import "fallow/ui/state"

// Bench is the reader's own problem.
type Bench struct {
	Control *BenchControl
}

func (c *Bench) state() *state.Bench { return c.Control.State }

// status says what the pictures show while the table cannot be read.
func (c *Bench) status() string {
	switch {
	case c.state().Problem != "":
		return c.state().Problem
	case !c.state().Readable():
		return "The pictures below show the last problem that could be read."
	}
	return ""
}
