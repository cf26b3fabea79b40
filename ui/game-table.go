package ui

import (
	"slices"

	"fallow/ui/state"
)

// GameTable is the game's curves as a table, at the ticks of its axis.
type GameTable struct {
	State *state.Game
}

// gameRow is one report with what each rule gives for it.
type gameRow struct {
	Report    string
	Utilities []string
}

func (c *GameTable) rows() []gameRow {
	if !c.State.Complete() {
		return nil
	}
	var rows []gameRow
	for _, tick := range ratioTicks {
		// At 1/4, where PF jumps, the grid has points on either side only: the table shows the one above, and says so.
		k := slices.IndexFunc(c.State.Ratios, func(r float64) bool { return r > tick.At*(1-1e-9) })
		row := gameRow{Report: tick.Text}
		if c.State.Ratios[k] > tick.At*(1+1e-9) {
			row.Report = "just above " + row.Report
		}
		for _, p := range c.State.Players {
			row.Utilities = append(row.Utilities, fixed3(p.Curve[k]))
		}
		rows = append(rows, row)
	}
	return rows
}
