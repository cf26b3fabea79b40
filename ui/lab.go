package ui

import "fallow/ui/state"

// Lab is where the reader trains a network.
type Lab struct {
	Control *LabControl
}

func (c *Lab) state() *state.Lab { return c.Control.State }

// formMoved reports whether the form has changed since it was last rendered, and takes it as rendered: while training goes
// on, ten times a second, its many fields need not be sent again.
func (l *LabControl) formMoved() bool {
	count := l.State.Entries.Count() + 1
	moved := l.drawn != count
	l.drawn = count
	return moved
}

func texts[T any](list []T, write func(T) string) []string {
	out := make([]string, len(list))
	for k, x := range list {
		out[k] = write(x)
	}
	return out
}
