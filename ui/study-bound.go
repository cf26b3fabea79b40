package ui

import (
	"github.com/vugu/vugu"

	"fallow/ui/state"
)

// StudyBound is the calculator of Theorem 1.
type StudyBound struct {
	Control *StudyControl
}

func (c *StudyBound) bound() *state.Bound { return &c.Control.State.Bound }

func (c *StudyBound) onField(event vugu.DOMEvent, field int) {
	c.bound().Set(field, event.PropString("target", "value"))
	c.Control.State.Touch()
}

// terms are name, formula and value.
func (c *StudyBound) terms() [][3]string {
	t := c.bound().Terms
	value := func(x float64) string {
		if c.bound().Problem != "" {
			return "–"
		}
		return studyNumber(x)
	}
	return [][3]string{
		{"Capacity, as printed", "√(R·d·log(L·N·Ω·max{K, MN})) / L", value(t.Capacity)},
		{"Capacity, as the proof gives it", "√(R·d·log(L·N·Ω·max{K, MN}) / L)", value(t.CapacityProved)},
		{"Confidence", "N·√(log(1/δ) / L)", value(t.Confidence)},
	}
}
