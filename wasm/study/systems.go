package study

import (
	"fmt"

	"fallow/core/sample"
)

// System is the size of a problem: N agents, M resources.
type System struct{ N, M int }

func (s System) String() string { return fmt.Sprintf("%dx%d", s.N, s.M) }

// The systems of the paper.
var (
	system2x2  = System{2, 2}
	system2x3  = System{2, 3}
	system3x5  = System{3, 5}
	system5x3  = System{5, 3}
	system10x3 = System{10, 3}
	system40x3 = System{40, 3}
	system60x2 = System{60, 2}
)

// Setting says how instances of a system are drawn.
type Setting string

const (
	// Literal is eq. (6) as printed, with its budget of N/2.
	Literal Setting = "literal"
	// Unmasked is eq. (6) with every agent asking for every resource.
	Unmasked Setting = "unmasked"
	// Masked is eq. (6) with a budget of N/5.
	Masked Setting = "masked"
)

// allSettings is the literal one first, and then those in which resources are scarce whatever the size of the system.
var allSettings = []Setting{Literal, Unmasked, Masked}

// words are the setting in a few words.
func (s Setting) words() string {
	switch s {
	case Unmasked:
		return "scarce (all want everything)"
	case Masked:
		return "scarce (few units)"
	}
	return "as in the paper"
}

// Setup returns what to draw for a system in this setting.
func (s Setting) Setup(system System) sample.Setup {
	setup := sample.Setup{Agents: system.N, Resources: system.M}
	switch s {
	case Unmasked:
		certain := 1.0
		setup.DemandProbability = &certain
	case Masked:
		budget := .2 * float64(system.N)
		setup.Budget = &budget
	}
	return setup
}
