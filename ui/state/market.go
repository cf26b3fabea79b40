package state

import (
	"math"

	"fallow/core"
	"fallow/ui/fallow"
)

// Teams and Pools are the names in the story's small economy.
var (
	Teams = []string{"Team A", "Team B", "Team C"}
	Pools = []string{"GPUs", "memory", "storage"}
)

// Economy is three teams that share three pools, each with a purse of its own and a use for everything: nobody's demand
// binds, so a price is all that holds anybody back. Under proportional fairness each gets a utility of 3, and team A can
// gain a sixth by lying, as in the game.
func Economy() *core.Instance {
	in, err := core.NewInstance(
		[][]float64{{4, 2, 1}, {4, 1, 2}, {2, 1, 3}},
		[][]float64{{2, 2, 2}, {2, 2, 2}, {2, 2, 2}},
		[]float64{1, 1, 1}, []float64{1, 1, 1})
	if err != nil {
		panic(err) // the instance is a constant
	}
	return in
}

// Market is the economy as a market: one team may say what is not true, and purses may differ.
type Market struct {
	Changes `json:"-"`
	// Truth is the economy, with the purses (weights) that were chosen.
	Truth *core.Instance
	// Chosen is the team that the reader speaks for, Said what it says a unit of each resource is worth. Length M.
	Chosen int
	Said   []float64
	// Shown is the last answer; nil before there is one.
	Shown *MarketAnswer
	// Problem is a sentence, or empty.
	Problem string `json:"-"`
}

// MarketAnswer is what proportional fairness gives for a question, and what it gives when everybody tells the truth.
type MarketAnswer struct {
	Truth, Reported *core.Instance
	Chosen          int
	Honest, Lied    *fallow.Outcome
}

// NewMarket is the market before anything was computed: everybody tells the truth.
func NewMarket() *Market {
	m := &Market{Truth: Economy()}
	m.Choose(0)
	return m
}

// Choose lets the reader speak for team i, which begins with the truth.
func (m *Market) Choose(i int) {
	if i < 0 || i >= m.Truth.N {
		return
	}
	m.Chosen = i
	m.Said = append([]float64(nil), m.Truth.Row(m.Truth.Values, i)...)
	m.Touch()
}

// Say records what the chosen team says a unit of resource r is worth. The error is a *core.InputError; it changes
// nothing.
func (m *Market) Say(r int, value float64) error {
	lie := m.Question().Reported
	lie.Row(lie.Values, m.Chosen)[r] = value
	if err := lie.Validate(); err != nil {
		return err
	}
	m.Said[r] = value
	m.Touch()
	return nil
}

// SetPurse gives the chosen team a purse.
func (m *Market) SetPurse(purse float64) error {
	truth := m.Truth.Clone()
	truth.Weights[m.Chosen] = purse
	if err := truth.Validate(); err != nil {
		return err
	}
	m.Truth = truth
	m.Touch()
	return nil
}

// Question is what to ask for what is on screen: an answer without outcomes.
func (m *Market) Question() *MarketAnswer {
	reported := m.Truth.Clone()
	copy(reported.Row(reported.Values, m.Chosen), m.Said)
	return &MarketAnswer{Truth: m.Truth.Clone(), Reported: reported, Chosen: m.Chosen}
}

// Show takes in an answer.
func (m *Market) Show(a *MarketAnswer) {
	m.Shown, m.Problem = a, ""
	m.Touch()
}

// Fail says why there is no answer. What was there stays.
func (m *Market) Fail(err error) {
	m.Problem = Sentence(err)
	m.Touch()
}

// TrueUtility is what out gives the chosen team, at its true values.
func (a *MarketAnswer) TrueUtility(out *fallow.Outcome) float64 {
	return a.Truth.Utility(a.Chosen, a.Truth.Row(out.Allocation, a.Chosen))
}

// Lying reports whether what the chosen team says differs from the truth in anything that matters: values count in
// ratios.
func (a *MarketAnswer) Lying() bool {
	truth, said := a.Truth.Row(a.Truth.Values, a.Chosen), a.Reported.Row(a.Reported.Values, a.Chosen)
	for k := range truth {
		if math.Abs(said[k]*truth[0]/(said[0]*truth[k])-1) > 1e-9 {
			return true
		}
	}
	return false
}

// PerMoney is what a unit of play money spent on resource r brings team i, by its own words; infinite where r is free.
func (a *MarketAnswer) PerMoney(i, r int) float64 {
	return a.Reported.Row(a.Reported.Values, i)[r] / a.Lied.Prices[r]
}

// sameWorth is within what part two values per price count as equal: far more than what a solution may be off by, far
// less than what a slider's step changes.
const sameWorth = 1e-5

// Best reports whether no other resource brings team i more for its money than r does.
func (a *MarketAnswer) Best(i, r int) bool {
	here := a.PerMoney(i, r)
	for other := range a.Truth.M {
		if a.PerMoney(i, other) > here*(1+sameWorth) {
			return false
		}
	}
	return true
}

// Restore puts back what was once on screen: which team spoke, what it said (length M), and all purses (length N).
func (m *Market) Restore(team int, said, purses []float64) {
	m.Truth = Economy()
	copy(m.Truth.Weights, purses)
	m.Choose(team)
	copy(m.Said, said)
	m.Touch()
}
