package ui

import (
	"math"
	"strconv"

	"github.com/vugu/vugu"

	"fallow/ui/state"
	"fallow/ui/words"
)

// BenchLie lets one team lie, and says what that gains or costs under each rule.
type BenchLie struct {
	Control *BenchControl
}

// The sliders of a lie: values from an eighth to eight times the truth, in hundredths of a doubling; demands from
// nothing to twice the larger of truth and budget, in thousandths of that.
const (
	lieOctaves     = 3
	lieDemandSteps = 1000
)

func (c *BenchLie) state() *state.Bench   { return c.Control.State }
func (c *BenchLie) answer() *state.Answer { return c.Control.State.Answer }

func (c *BenchLie) trueValue(m int) float64 {
	t := c.state().Truth
	return t.Row(t.Values, c.state().Lie.Agent)[m]
}

func (c *BenchLie) trueDemand(m int) float64 {
	t := c.state().Truth
	return t.Row(t.Demands, c.state().Lie.Agent)[m]
}

func (c *BenchLie) valuePosition(m int) int {
	return int(math.Round(math.Log2(c.state().Lie.Values[m]/c.trueValue(m)) * sliderStepsPerOctave))
}

// demandReach is the demand at the end of the slider.
func (c *BenchLie) demandReach(m int) float64 {
	return 2 * max(c.trueDemand(m), c.state().Truth.Budgets[m], math.SmallestNonzeroFloat64)
}

func (c *BenchLie) demandPosition(m int) int     { return c.demandStep(m, c.state().Lie.Demands[m]) }
func (c *BenchLie) trueDemandPosition(m int) int { return c.demandStep(m, c.trueDemand(m)) }

func (c *BenchLie) demandStep(m int, demand float64) int {
	return int(math.Round(demand / c.demandReach(m) * lieDemandSteps))
}

func (c *BenchLie) moveValue(m int) func(int) {
	return func(position int) {
		value := c.trueValue(m) * math.Exp2(float64(position)/sliderStepsPerOctave)
		c.Control.SetLie(m, value, c.state().Lie.Demands[m])
	}
}

func (c *BenchLie) moveDemand(m int) func(int) {
	return func(position int) {
		demand := c.demandReach(m) * float64(position) / lieDemandSteps
		if position == c.trueDemandPosition(m) {
			demand = c.trueDemand(m)
		}
		c.Control.SetLie(m, c.state().Lie.Values[m], demand)
	}
}

func (c *BenchLie) spoken(reported, truth float64) string {
	return number3(reported) + "; in truth " + number3(truth)
}

// fewPills is how many teams have a button each; more are a list. fewSliders is how many resources have their sliders.
const (
	fewPills   = 8
	fewSliders = 6
)

func (c *BenchLie) manyTeams() bool     { return len(c.names()) > fewPills }
func (c *BenchLie) manyResources() bool { return c.state().Truth.M > fewSliders }

// resources are those with sliders: all, or the chosen one of many.
func (c *BenchLie) resources() []int {
	if m := c.state().View.Resource; c.manyResources() {
		return []int{m}
	}
	return span(0, c.state().Truth.M)
}

func (c *BenchLie) onSelect(event vugu.DOMEvent, choose func(int)) {
	if k, err := strconv.Atoi(event.PropString("target", "value")); err == nil {
		choose(k)
	}
}

// resource is what m is called: in the table, unless that has lost it and cannot be read.
func (c *BenchLie) resource(m int) string {
	if names := c.state().Table.Resources; m < len(names) {
		return names[m]
	}
	return ""
}

func (c *BenchLie) onChoose(i int) {
	c.Control.Do(func(b *state.Bench) { b.ChooseLiar(i) })
}

// names are those of the teams that the table could last be read with.
func (c *BenchLie) names() []string {
	names := c.state().Table.Agents
	return names[:min(len(names), c.state().Truth.N)]
}

func (c *BenchLie) searchLabel() string {
	if c.state().Searching {
		return "Looking …"
	}
	return "Find the best lie"
}

func (c *BenchLie) now(r state.Result) float64    { return c.answer().LiedUtility(&r) }
func (c *BenchLie) honest(r state.Result) float64 { return c.answer().HonestUtility(&r) }

// full is the utility at the end of the bars: a bit more than what the best rule gives, lie or not.
func (c *BenchLie) full() float64 {
	most := math.SmallestNonzeroFloat64
	for _, r := range c.answer().Results {
		most = max(most, c.now(r), c.honest(r))
		if r.Found != nil {
			most = max(most, r.Found.Best)
		}
	}
	return 1.1 * most
}

// found says what the search found against a rule.
func (c *BenchLie) found(r state.Result) string {
	switch {
	case r.Found == nil:
		return ""
	case r.Found.Gain <= state.NoGain*r.Found.Truthful:
		return "no lie that pays, of " + strconv.Itoa(r.Found.Evaluations) + " tried"
	case r.Found.Truthful == 0:
		return "at least " + number3(r.Found.Best) + " instead of nothing"
	case !c.pays(r):
		return "the best of " + strconv.Itoa(r.Found.Evaluations) + " gains less than 0.1\u202f%"
	}
	return "the best of " + strconv.Itoa(r.Found.Evaluations) + " gains at least " + words.Percent(r.Found.Gain/r.Found.Truthful, 1)
}

func (c *BenchLie) pays(r state.Result) bool {
	return r.Found != nil && r.Found.Gain > state.PayingGain*r.Found.Truthful
}

func (c *BenchLie) onTry(r state.Result) {
	c.Control.Do(func(b *state.Bench) { b.TryLie(r.Found) })
}
