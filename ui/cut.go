package ui

import "fallow/ui/words"

// Cut is one resource as a bar, cut into slices. Hovering or focusing whatever belongs to an agent lights that agent's
// slices in every figure of the essay (figures.css does it, without a program).
type Cut struct {
	// Name is written above the bar, End at its right end, e.g. a price.
	Name, End string
	Slices    []slice
	// Said is what the bar shows, in words.
	Said string
}

// piece is what one agent gets of a resource, or what nobody gets.
type piece struct {
	class string // "slice tint-0", "slice you", "slice withheld"
	agent string // the agent's number, or empty
	name  string
	units float64
}

// slice is one piece of a bar as it is drawn.
type slice struct {
	Class, Agent string
	X, Width     string // SVG lengths
	Name, Units  string
	Title        string
}

// cut lays pieces side by side along a bar of budget units.
func cut(budget float64, pieces []piece) []slice {
	slices := make([]slice, len(pieces))
	at := 0.0
	for k, p := range pieces {
		amount := words.Significant(p.units, 3)
		slices[k] = slice{p.class, p.agent, share(at / budget), share(p.units / budget), p.name, amount, p.name + ": " + amount}
		at += p.units
	}
	return slices
}

// told lists slices in words.
func told(slices []slice) string {
	parts := make([]string, len(slices))
	for k, s := range slices {
		parts[k] = s.Title
	}
	return words.Join(parts...)
}
