package ui

import (
	"strconv"

	"github.com/vugu/vugu"
)

// Slider is a control over one number, with a ghost where the truth is.
type Slider struct {
	ID string
	// Label, Value and Unit make the sentence above it: "All the memory is worth 0.25 to me".
	Label, Value, Unit string
	// Spoken is what a screen reader says for the position.
	Spoken string
	// Min, Max and Position are in whole steps; Truth is where the ghost stands.
	Min, Max, Position, Truth int
	// TruthText is written at the ghost.
	TruthText string
	// Move is called with the new position.
	Move func(position int)
}

func (c *Slider) onInput(event vugu.DOMEvent) {
	position, err := strconv.Atoi(event.PropString("target", "value"))
	if err == nil { // a range input has a whole number, whatever else it has
		c.Move(position)
	}
}

func (c *Slider) position() string { return strconv.Itoa(c.Position) }

// ghost is where the truth is along the slider.
func (c *Slider) ghost() string { return share(float64(c.Truth-c.Min) / float64(c.Max-c.Min)) }

// anchor keeps the ghost's text inside at the ends.
func (c *Slider) anchor() string {
	switch at := float64(c.Truth-c.Min) / float64(c.Max-c.Min); {
	case at < .15:
		return "start"
	case at > .85:
		return "end"
	}
	return "middle"
}
