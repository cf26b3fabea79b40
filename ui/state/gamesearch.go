package state

import "fallow/ui/fallow"

// StartSearch records that the best lies are being looked for.
func (g *Game) StartSearch() {
	g.Searching = true
	g.Touch()
}

// ShowLies records the best lie against each player, in the order of Players, and puts the one that pays most on the
// sliders. The caller sees to it that the players are still those that the lies were found against.
func (g *Game) ShowLies(lies []*fallow.BestResponse) {
	g.Searching = false
	g.Touch()
	best := lies[0]
	for k, lie := range lies {
		g.Players[k].Lie = lie
		if lie.Gain > best.Gain {
			best = lie
		}
	}
	g.Searched = true
	if best.Gain > PayingGain*best.Truthful {
		g.Report = scaledReport(best.Values)
	}
}

// Relative gains. Below NoGain is what a search's rounding can produce; below PayingGain is what would be written as
// 0.0 %, which nobody lies for.
const (
	NoGain     = 1e-6
	PayingGain = 5e-4
)

// scaledReport puts a report on the sliders' scale, where a GPU is worth about what it truly is: mechanisms look only
// at an agent's ratios.
func scaledReport(values []float64) []float64 {
	report := make([]float64, len(values))
	for m, v := range values {
		report[m] = v / values[0]
	}
	return report
}
