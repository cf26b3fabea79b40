package ui

import (
	"math"
	"slices"
	"strconv"

	"fallow/ui/state"
	"fallow/ui/words"
)

// Market shows proportional fairness as a market with play money.
type Market struct {
	Control *MarketControl
}

// marketOctaves is how far a value can be moved from the truth, in doublings each way.
const marketOctaves = 2

// purses are what a team may have to spend.
var purses = []float64{1, 2, 3}

func (c *Market) state() *state.Market        { return c.Control.State }
func (c *Market) answer() *state.MarketAnswer { return c.Control.State.Shown }

func (c *Market) toTeam() string { return "to " + state.Teams[c.state().Chosen] }

// label says what a slider is about; with "GPUs" it is a plural.
func (c *Market) label(r int) string {
	if r == 0 {
		return "All the GPUs are worth"
	}
	return "All the " + state.Pools[r] + " is worth"
}

func (c *Market) truth(r int) float64 {
	t := c.state().Truth
	return t.Row(t.Values, c.state().Chosen)[r]
}

func (c *Market) position(r int) int {
	return int(math.Round(math.Log2(c.state().Said[r]/c.truth(r)) * sliderStepsPerOctave))
}

func (c *Market) mover(r int) func(int) {
	return func(position int) {
		c.Control.Say(r, c.truth(r)*math.Exp2(float64(position)/sliderStepsPerOctave))
	}
}

func (c *Market) spoken(r int) string {
	return number3(c.state().Said[r]) + "; in truth " + number3(c.truth(r)) + ". " + c.verdict()
}

func (c *Market) purse() int {
	return slices.Index(purses, c.state().Truth.Weights[c.state().Chosen])
}

func (c *Market) onPurse(k int) { c.Control.SetPurse(purses[k]) }

func purseNames() []string { return texts(purses, number3) }

// slices cuts resource m's bar.
func (c *Market) slices(m int) []slice {
	a := c.answer()
	return teamSlices(a.Chosen, a.Truth.Budgets[m], func(i int) float64 { return a.Lied.Allocation[i*a.Truth.M+m] })
}

// teamSlices cuts a bar among the story's teams, of which one is the reader.
func teamSlices(you int, budget float64, units func(team int) float64) []slice {
	pieces := make([]piece, len(state.Teams))
	for i, name := range state.Teams {
		pieces[i] = piece{teamClass(i, you), ordinal(i), name, units(i)}
	}
	return cut(budget, pieces)
}

func teamClass(i, you int) string {
	if i == you {
		return "slice you"
	}
	return "slice tint-" + strconv.Itoa(i)
}

func (c *Market) price(m int) string {
	if p := c.answer().Lied.Prices[m]; p > 0 {
		return "price " + words.Fixed(p, 2)
	}
	return "free"
}

func (c *Market) said(m int) string {
	return state.Pools[m] + ", " + c.price(m) + ": " + told(c.slices(m))
}

// perMoney is what a unit of play money brings team i at resource m.
func (c *Market) perMoney(i, m int) string {
	worth := c.answer().PerMoney(i, m)
	if math.IsInf(worth, 1) {
		return "free"
	}
	return words.Fixed(worth, 2)
}

func (c *Market) buyClass(i, m int) string {
	if c.answer().Best(i, m) {
		return "figure-cell best"
	}
	return "figure-cell"
}

// reason is why the chosen team buys what it buys.
func (c *Market) reason() string {
	a := c.answer()
	var best, rest []string
	most := ""
	for m, name := range state.Pools {
		if a.Best(a.Chosen, m) {
			best, most = append(best, name), c.perMoney(a.Chosen, m)
		} else {
			rest = append(rest, name+" "+c.perMoney(a.Chosen, m))
		}
	}
	text := "A unit of play money brings " + state.Teams[a.Chosen] + " a value of " + most + " at " + words.Join(best...)
	if rest != nil {
		text += ", at " + words.Join(rest...)
	}
	return text + ". So its purse goes to " + words.Join(best...) + "."
}

// verdict says what the report does to the chosen team.
func (c *Market) verdict() string {
	a := c.answer()
	honest, now := a.TrueUtility(a.Honest), a.TrueUtility(a.Lied)
	name := state.Teams[a.Chosen]
	if !a.Lying() {
		return "Telling the truth, " + name + " gets " + number3(honest) + "."
	}
	return name + " truly gets " + number3(now) + " instead of " + number3(honest) + ". " + upper(verdictOf(now, honest).Text) + "."
}
