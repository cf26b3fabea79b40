package ui

import "fallow/ui/state"

// BenchWhole says who gets each resource where it is given out as a whole, and what that is worth.
type BenchWhole struct {
	Answer *state.Answer
}

func (c *BenchWhole) title() string {
	if c.Answer.Lying {
		return "Who gets which whole item when " + c.Answer.Agents[c.Answer.Liar] + " lies"
	}
	return "Who gets which whole item"
}

func (c *BenchWhole) holder(r state.Result, m int) string {
	if i := c.Answer.Holder(&r, m); i >= 0 {
		return c.Answer.Agents[i]
	}
	return "nobody"
}

func (c *BenchWhole) worth(r state.Result) []float64 {
	if worth := c.Answer.WorthWhole(&r); worth != nil {
		return worth.Utilities
	}
	return make([]float64, len(c.Answer.Agents))
}
