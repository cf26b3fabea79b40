package ui

import "fallow/ui/state"

// BenchStatus says what is wrong with the table, or what was done to it.
type BenchStatus struct {
	Control *BenchControl
}

func (c *BenchStatus) state() *state.Bench { return c.Control.State }

// problem says what the pictures show while the table cannot be read.
func (c *BenchStatus) problem() string {
	switch {
	case c.state().Problem != "":
		return c.state().Problem
	case !c.state().Readable():
		return "The pictures below show the last problem that could be read."
	}
	return ""
}

func (c *BenchStatus) news() string { return c.state().News }
