package ui

import "strconv"

// Pills is a choice of one among a few.
type Pills struct {
	// Name is unique on the page.
	Name, Legend string
	Options      []string
	Chosen       int
	Disabled     bool
	// Agents says that the options are agents, whose slices light up.
	Agents bool
	Pick   func(option int)
}

func (c *Pills) id(option int) string { return c.Name + "-" + strconv.Itoa(option) }

func (c *Pills) chosen(option int) bool { return c.Chosen == option }

func (c *Pills) agent(option int) string {
	if c.Agents {
		return ordinal(option)
	}
	return ""
}

// choice is one question to the reader, as Pills ask it.
type choice struct {
	name, legend string
	options      []string
	chosen       int
	pick         func(int)
}
