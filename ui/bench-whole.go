package ui

import "fallow/ui/state"

// BenchWhole says who gets each resource where it is given out as a whole, and what that is worth.
type BenchWhole struct {
	Control *BenchControl
	Answer  *state.Answer
}

// wholes are the answers to whether resources can be divided; whole is the one given.
func (c *BenchWhole) wholes() []string { return []string{"divide everything", "give out whole items"} }

func (c *BenchWhole) whole() int {
	if c.Control.State.Whole {
		return 1
	}
	return 0
}

func (c *BenchWhole) onWhole(k int) {
	c.Control.Do(func(b *state.Bench) { b.SetWhole(k == 1) })
}

// fewTeams is how many teams have a column of their own.
const fewTeams = 6

// teams are those that have one: all, or none.
func (c *BenchWhole) teams() []string {
	if len(c.Answer.Agents) > fewTeams {
		return nil
	}
	return c.Answer.Agents
}

func (c *BenchWhole) mean(r state.Result) float64 {
	if worth := c.Answer.WorthWhole(&r); worth != nil {
		return worth.GeometricMean
	}
	return 0
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
	if worth := c.Answer.WorthWhole(&r); worth != nil && len(c.teams()) > 0 {
		return worth.Utilities
	}
	return make([]float64, len(c.teams()))
}
