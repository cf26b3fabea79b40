package ui

import (
	"strconv"

	"fallow/ui/state"
	"fallow/ui/words"
)

// LabKept shows what a network holds back of what it could have handed out.
type LabKept struct {
	State *state.Lab
}

func (c *LabKept) title() string {
	k := c.State.Kept
	if k == nil {
		return ""
	}
	return "Of what could have been handed out, your network holds back " + words.Percent(k.Share, 2) + " (" +
		words.Thousands(k.Samples) + " fresh problems)"
}

// keptRow is a bar.
type keptRow struct {
	name, text string
	share      float64
}

func (c *LabKept) rows() []keptRow {
	k := c.State.Kept
	if k == nil {
		return nil
	}
	var rows []keptRow
	add := func(name string, share float64) {
		rows = append(rows, keptRow{name, words.Percent(share, 2) + " held back", share})
	}
	for m, share := range k.Resources {
		add("Thing "+strconv.Itoa(m+1)+", on average", share)
	}
	if len(k.Resources) == 0 {
		add("All things, on average", k.Share)
	}
	for m, share := range k.Here {
		add(gameResources[m]+" on the first screen, if both tell the truth", share)
	}
	return rows
}

// gameResources are the things on the first screen.
var gameResources = []string{"GPUs", "Memory"}
