package ui

import "fallow/ui/state"

// Lab is where the reader trains a network.
type Lab struct {
	Control *LabControl
}

func (c *Lab) state() *state.Lab { return c.Control.State }

// drawn are the counts of changes at which parts of the lab were last rendered. While training goes on, ten times a
// second, the many fields of the form and the numbers that have been measured need not be sent again.
type drawn struct{ form, result uint64 }

// formMoved and resultMoved report whether a part has changed since it was last rendered, and take it as rendered.
func (l *LabControl) formMoved() bool   { return moved(&l.drawn.form, &l.State.Entries) }
func (l *LabControl) resultMoved() bool { return moved(&l.drawn.result, &l.State.Results) }

func moved(last *uint64, changes *state.Changes) bool {
	count := changes.Count() + 1 // 0 is never rendered
	before := *last
	*last = count
	return before != count
}

func texts[T any](list []T, write func(T) string) []string {
	out := make([]string, len(list))
	for k, x := range list {
		out[k] = write(x)
	}
	return out
}
