package state

import (
	"strconv"
	"strings"

	"fallow/core"
	"fallow/core/bound"
)

// Bound is the calculator of Theorem 1.
type Bound struct {
	// Texts are what stands in the fields, in the order of BoundFields.
	Texts []string
	Terms bound.Terms `json:"-"`
	// Problem is a sentence about what was entered, or empty.
	Problem string `json:"-"`
}

// BoundField is a quantity of the theorem.
type BoundField struct {
	// Path is what errors call it, Symbol the paper's letter.
	Path, Symbol, Name string
	put                func(*bound.Theorem1, float64)
}

// BoundFields are all quantities of the theorem.
var BoundFields = []BoundField{
	{"samples", "L", "training samples", func(b *bound.Theorem1, x float64) { b.Samples = int(x) }},
	{"agents", "N", "agents", func(b *bound.Theorem1, x float64) { b.Agents = int(x) }},
	{"resources", "M", "resources", func(b *bound.Theorem1, x float64) { b.Resources = int(x) }},
	{"layers", "R", "hidden layers", func(b *bound.Theorem1, x float64) { b.Layers = int(x) }},
	{"width", "K", "units of a layer", func(b *bound.Theorem1, x float64) { b.Width = int(x) }},
	{"parameters", "d", "weights", func(b *bound.Theorem1, x float64) { b.Parameters = int(x) }},
	{"norm", "Ω", "sum of their magnitudes, at most", func(b *bound.Theorem1, x float64) { b.Norm = x }},
	{"risk", "δ", "risk that it fails", func(b *bound.Theorem1, x float64) { b.Risk = x }},
}

// mostOfBound keeps products within what numbers hold.
const mostOfBound = 1e12

// NewBound is for the network that 2x2 systems get, as it is trained by default, and 1024 samples.
func NewBound() Bound {
	b := Bound{Texts: []string{"1024", "2", "2", "3", "64", "10827", "1000", "0.05"}}
	b.evaluate()
	return b
}

// Set takes over what is entered in a field.
func (b *Bound) Set(field int, text string) {
	b.Texts[field] = text
	b.evaluate()
}

func (b *Bound) evaluate() {
	var t bound.Theorem1
	for k, f := range BoundFields {
		x, err := strconv.ParseFloat(strings.TrimSpace(b.Texts[k]), 64)
		if err != nil || !(x <= mostOfBound && x >= -mostOfBound) {
			b.Problem = Sentence(&core.InputError{Path: f.Path, Reason: "is no number up to 10¹²"})
			return
		}
		f.put(&t, x)
	}
	terms, err := t.Terms()
	if b.Problem = ""; err != nil {
		b.Problem = Sentence(err)
		return
	}
	b.Terms = terms
}
