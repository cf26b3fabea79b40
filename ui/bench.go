package ui

import "fallow/ui/state"

// Bench is the reader's own problem. Its parts are rendered by themselves, each when it has changed: typing into a cell
// of a large table sends none of the others.
type Bench struct {
	Control *BenchControl
}

func (c *Bench) state() *state.Bench { return c.Control.State }

// moved is Root's rule, for a part.
func (c *Bench) moved(part state.BenchPart) bool {
	rendered, moves := c.Control.rendered, c.state().Moves(part)
	if rendered == nil {
		rendered = map[state.BenchPart]uint64{}
		c.Control.rendered = rendered
	}
	last, ok := rendered[part]
	rendered[part] = moves
	return !ok || last != moves
}

// answered is moved for parts that show an answer.
func (c *Bench) answered(part state.BenchPart) bool {
	return c.state().Answer != nil && c.moved(part)
}
