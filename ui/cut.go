package ui

import (
	"strconv"
	"unicode/utf8"

	"fallow/ui/words"
)

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
		amount := words.Amount(p.units, 3)
		class := p.class + " name-" + fitsFrom(p.name, p.units/budget) + " units-" + fitsFrom(amount, p.units/budget)
		slices[k] = slice{class, p.agent, share(at / budget), share(p.units / budget), p.name, amount, p.name + ": " + amount}
		at += p.units
	}
	return slices
}

// barWidths are the widths of a bar, in rem, between which figures.css decides what can be written into its slices.
var barWidths = []int{12, 15, 18, 22, 27, 33, 40, 60}

const (
	letterWidth = .47 // of a letter in a slice, in rem
	sliceAir    = .55 // beside a slice's words
)

// fitsFrom is the least of barWidths in which text fits into a slice that is this share of the bar, or "never": where it
// does not it is left out, for what is cut off reads as another number. The slice's title has it all.
func fitsFrom(text string, share float64) string {
	need := letterWidth*float64(utf8.RuneCountInString(text)) + sliceAir
	for _, width := range barWidths {
		if share*float64(width) >= need {
			return strconv.Itoa(width)
		}
	}
	return "never"
}

// told lists slices in words.
func told(slices []slice) string {
	parts := make([]string, len(slices))
	for k, s := range slices {
		parts[k] = s.Title
	}
	return words.Join(parts...)
}
