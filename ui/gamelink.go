package ui

import (
	"math"

	"fallow/ui/link"
	"fallow/ui/state"
)

// gameKeys are the sliders' names in an address.
var gameKeys = []string{"gpus", "memory"}

// Link writes what the reader says things are worth.
func (g *GameControl) Link(w *link.Writer) {
	write := w.Number
	if math.Abs(g.State.Ratio()/g.State.Cliff()-1) < 1e-5 {
		write = w.Exact // rounded, it could fall on the other side
	}
	for k, s := range gameSliders {
		write(gameKeys[k], g.State.Report[s.resource], s.truth)
	}
}

// Restore puts a report on the sliders.
func (g *GameControl) Restore(r *link.Reader) error {
	report := make([]float64, len(gameSliders))
	for k, s := range gameSliders {
		reach := math.Exp2(float64(s.octaves))
		report[k] = r.Number(gameKeys[k], s.truth, s.truth/reach, s.truth*reach)
	}
	if err := r.Err(); err != nil {
		return err
	}
	for k, s := range gameSliders {
		g.SetReport(s.resource, report[k])
	}
	return nil
}

// Fail shows an error at the game.
func (g *GameControl) Fail(err error) {
	g.State.Problem = state.Sentence(err)
	g.State.Touch()
}
