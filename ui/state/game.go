package state

import (
	"math"

	"fallow/core"
	"fallow/ui/fallow"
)

// The report that the game's curve is drawn over is the ratio of what memory and a GPU are said to be worth. Truth, one
// half, is in the middle of a logarithmic axis.
const (
	GameRatioMin = 1.0 / 32
	GameRatioMax = 8.0
)

// Game is the first screen: Figure 1's instance, in which the reader is agent 0 and lies about what things are worth.
type Game struct {
	Changes `json:"-"`
	// Curves counts the changes of the players' curves.
	Curves Changes `json:"-"`
	// Truth is the instance as it is.
	Truth *core.Instance
	// Report is what the reader says each resource is worth, Shown the report that Players are about. Length M.
	Report  []float64
	Shown   []float64
	Players []Player
	// Ratios is the grid of the curves, ascending.
	Ratios []float64
	// Problem is a sentence, or empty.
	Problem string `json:",omitempty"`
	// Searching is true while the best lies are being looked for.
	Searching bool `json:"-"`
	// Searched is true once Player.Lie holds what the search found.
	Searched bool `json:"-"`
}

// Player is a rule with what it does to the reader.
type Player struct {
	Rule
	// Honest and Now are the reader's true utilities of telling the truth and of the report on screen.
	Honest, Now float64
	// Bundle is what the reader gets now, units. Length M.
	Bundle []float64
	// Curve is the true utility of each of Game.Ratios.
	Curve []float64
	// Lie is the best lie that was found, once it was looked for.
	Lie *fallow.BestResponse `json:"-"`
}

// You is the reader's row.
const You = 0

// NewGame is the game before anything was computed: the reader tells the truth.
func NewGame() *Game {
	truth, err := core.NewInstance(
		[][]float64{{1, 0.5}, {1, 0.25}}, [][]float64{{1, 1}, {1, 1}}, []float64{1, 1}, nil)
	if err != nil {
		panic(err) // the instance is a constant
	}
	g := &Game{Truth: truth, Report: []float64{1, 0.5}, Shown: []float64{1, 0.5}, Ratios: gameRatios()}
	for _, r := range Classics() {
		g.Players = append(g.Players, Player{Rule: r})
	}
	return g
}

// gameRatios is a geometric grid that has a point on either side of the other team's ratio, where PF jumps.
func gameRatios() []float64 {
	const perOctave, kink = 12, 0.25
	var grid []float64
	for k := -5 * perOctave; k <= 3*perOctave; k++ {
		r := math.Exp2(float64(k) / perOctave)
		if math.Abs(r-kink) < 1e-9 {
			grid = append(grid, kink*(1-1e-4), kink*(1+1e-4))
			continue
		}
		grid = append(grid, r)
	}
	return grid
}

// Cliff is the ratio of what team B says: PF jumps there, and what it gives at exactly that is on neither side.
func (g *Game) Cliff() float64 {
	b := g.Truth.Row(g.Truth.Values, 1-You)
	return b[1] / b[0]
}

// SetReport records what the reader says resource m is worth. The error is a *core.InputError; it changes nothing.
func (g *Game) SetReport(m int, value float64) error {
	lie := g.Reported()
	lie.Values[You*lie.M+m] = value
	if err := lie.Validate(); err != nil {
		return err
	}
	g.Report[m] = value
	g.Touch()
	return nil
}

// Lying reports whether the report that is shown differs from the truth in anything that matters: values count in
// ratios.
func (g *Game) Lying() bool {
	truth := g.Truth.Row(g.Truth.Values, You)
	return math.Abs(g.ShownRatio()*truth[0]/truth[1]-1) > 1e-9
}

// ShownRatio is where the report that is shown lies on the curves.
func (g *Game) ShownRatio() float64 { return g.Shown[1] / g.Shown[0] }

// Ratio is where the report on the sliders lies on the curves.
func (g *Game) Ratio() float64 { return g.Report[1] / g.Report[0] }

// Reported is the instance as the reader reports it.
func (g *Game) Reported() *core.Instance { return g.with(g.Report) }

// Alternatives are the instances that the curves need, one for each of Ratios.
func (g *Game) Alternatives() []*core.Instance {
	ins := make([]*core.Instance, len(g.Ratios))
	for k, r := range g.Ratios {
		ins[k] = g.with([]float64{1, r})
	}
	return ins
}

func (g *Game) with(report []float64) *core.Instance {
	in := g.Truth.Clone()
	copy(in.Row(in.Values, You), report)
	return in
}

// TrueUtility is what out gives the reader, at the reader's true values and demands.
func (g *Game) TrueUtility(out *fallow.Outcome) float64 {
	return g.Truth.Utility(You, g.Truth.Row(out.Allocation, You))
}

// ShowOutcomes records what each player gives for a report, which may no longer be the one on the sliders. Players that
// have come since are left as they are.
func (g *Game) ShowOutcomes(report []float64, outs []*fallow.Outcome) {
	g.Shown = report
	for p, out := range outs {
		g.Players[p].Now = g.TrueUtility(out)
		g.Players[p].Bundle = append([]float64(nil), g.Truth.Row(out.Allocation, You)...)
	}
	g.Problem = ""
	g.Touch()
}

// ShowCurve records what player p gives for the truth and for each of Alternatives.
func (g *Game) ShowCurve(p int, honest *fallow.Outcome, outs []*fallow.Outcome) {
	g.Players[p].Honest = g.TrueUtility(honest)
	curve := make([]float64, len(outs))
	for k, out := range outs {
		curve[k] = g.TrueUtility(out)
	}
	g.Players[p].Curve = curve
	g.Touch()
	g.Curves.Touch()
}

// Full is the utility at the end of the game's scales: a bit more than any report gets the reader.
func (g *Game) Full() float64 { return 1 }

// Computed are the players of which everything that is shown is known: all but a network that has just come.
func (g *Game) Computed() []Player {
	var computed []Player
	for _, p := range g.Players {
		if p.Curve != nil && p.Bundle != nil {
			computed = append(computed, p)
		}
	}
	return computed
}

// Complete reports whether every player has been computed.
func (g *Game) Complete() bool {
	return len(g.Computed()) == len(g.Players)
}

// SetNetwork adds rule to the players, or puts it in place of the network that is there.
func (g *Game) SetNetwork(rule Rule) {
	g.Searched = false
	g.Touch()
	g.Curves.Touch()
	for k := range g.Players {
		if g.Players[k].Slug == rule.Slug {
			g.Players[k] = Player{Rule: rule}
			return
		}
	}
	g.Players = append(g.Players, Player{Rule: rule})
}

// Fail says why there is no answer. What was there stays.
func (g *Game) Fail(err error) {
	g.Problem, g.Searching = Sentence(err), false
	g.Touch()
}
