package ui

import (
	"fallow/ui/state"
)

// curveSpec is the game's picture: true utility against the reported ratio, one line a mechanism.
type curveSpec struct {
	X     axis    `json:"x"`
	Y     axis    `json:"y"`
	Lines []Line  `json:"lines"`
	Truth float64 `json:"truth"`
}

// axis is what a scale needs to be drawn.
type axis struct {
	Label  string     `json:"label"`
	Domain [2]float64 `json:"domain"`
	Ticks  []Tick     `json:"ticks"`
	// Base is that of a logarithmic axis; 0 is a linear one.
	Base int `json:"base,omitempty"`
}

// curveMarker is the reader's report on the curves.
type curveMarker struct {
	X  float64   `json:"x"`
	Ys []float64 `json:"ys"`
}

var ratioTicks = []Tick{
	{1. / 32, "1/32"}, {1. / 16, "1/16"}, {1. / 8, "1/8"}, {1. / 4, "1/4"}, {1. / 2, "1/2"}, {1, "1"}, {2, "2"}, {4, "4"}, {8, "8"},
}

func (g *GameControl) chart() (Chart, bool) {
	if !g.State.Complete() {
		return Chart{}, false
	}
	marker := curveMarker{X: min(max(g.State.ShownRatio(), state.GameRatioMin), state.GameRatioMax)}
	for _, p := range g.State.Players {
		marker.Ys = append(marker.Ys, p.Now)
	}
	return Chart{ID: "game-curve", Kind: "curves", Version: g.State.Curves.Count(), Spec: g.curveSpec, Marker: marker}, true
}

func (g *GameControl) curveSpec() any {
	spec := curveSpec{
		X:     axis{"you say: memory is worth this many GPUs", [2]float64{state.GameRatioMin, state.GameRatioMax}, ratioTicks, 2},
		Y:     axis{"what you truly get", [2]float64{0, 1}, []Tick{{0, "0"}, {.25, "0.25"}, {.5, "0.5"}, {.75, "0.75"}, {1, "1"}}, 0},
		Truth: g.State.Truth.Values[1] / g.State.Truth.Values[0],
	}
	for _, p := range g.State.Players {
		line := Line{Slug: p.Slug, Name: p.Short}
		for k, r := range g.State.Ratios {
			line.Points = append(line.Points, [2]float64{r, p.Curve[k]})
		}
		spec.Lines = append(spec.Lines, line)
	}
	return spec
}
