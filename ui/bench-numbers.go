package ui

import (
	"math"

	"fallow/ui/fallow"
	"fallow/ui/state"
	"fallow/ui/words"
)

// BenchNumbers is what the rules' allocations are truly worth, side by side.
type BenchNumbers struct {
	Control *BenchControl
	Answer  *state.Answer
}

func (c *BenchNumbers) title() string {
	if c.Answer.Lying {
		return "What it is truly worth when " + c.Answer.Agents[c.Answer.Liar] + " lies"
	}
	return "What it is truly worth"
}

func (c *BenchNumbers) figures(k int) *state.Figures { return c.Answer.Figures(k) }

func (c *BenchNumbers) withheld(k int) string {
	var parts []string
	some := false
	m := c.figures(k)
	for r, w := range m.Withheld {
		budget := c.Answer.Truth.Budgets[r]
		some = some || w > 1e-6*budget
		if w > shownShare*budget {
			parts = append(parts, words.Amount(w, 3)+" "+c.Answer.Resources[r])
		}
	}
	const few = 4
	switch {
	case len(parts) > few:
		return "some of " + index(len(parts)) + " resources"
	case parts != nil:
		return words.Join(parts...)
	case some:
		return "almost nothing"
	}
	return "nothing"
}

// envy says who would most rather have whose share.
func (c *BenchNumbers) envy(k int) string {
	e := c.figures(k).Envy
	switch {
	case e == nil:
		return "too many to compare"
	case e.Of < 0:
		return "none"
	}
	pair := c.Answer.Agents[e.Of] + " of " + c.Answer.Agents[e.For]
	if e.Own == 0 {
		return pair + ": gets nothing"
	}
	return pair + ": " + words.Percent(e.Others/e.Own-1, 1) + " more"
}

// gain is the largest that was found.
func (c *BenchNumbers) gain(k int) string {
	lie := c.Control.State.LargestGain(c.Answer.Results[k].Rule)
	switch {
	case lie == nil:
		return "not searched"
	case state.RelativeGain(lie) <= state.NoGain:
		return "no lie found that pays"
	}
	return gainText(lie) + ": " + c.Answer.Agents[lie.Agent]
}

// gainText says what a lie that was found gains, in a few words.
func gainText(lie *fallow.BestResponse) string {
	switch gain := state.RelativeGain(lie); {
	case gain <= state.NoGain:
		return "nothing found"
	case math.IsInf(gain, 1):
		return "something instead of nothing"
	case gain <= state.PayingGain:
		return "less than 0.1\u202f%"
	default:
		return "at least " + words.Percent(gain, 1)
	}
}

func number3(x float64) string { return words.Significant(x, 3) }

func percent1(x float64) string { return words.Percent(x, 1) }
