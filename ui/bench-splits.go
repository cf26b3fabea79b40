package ui

import (
	"strconv"

	"fallow/ui/fallow"
	"fallow/ui/state"
	"fallow/ui/words"
)

// BenchSplits shows how each rule cuts each resource: a slice a team, what nobody gets hatched.
type BenchSplits struct {
	Answer *state.Answer
}

// shownShare is the share of a budget below which a piece is too small to be seen or to matter.
const shownShare = 1e-3

func (c *BenchSplits) title() string {
	if c.Answer.Lying {
		return "Who gets what when " + c.Answer.Agents[c.Answer.Liar] + " lies"
	}
	return "Who gets what"
}

func (c *BenchSplits) outcome(r state.Result) *fallow.Outcome { return r.Lied }

// slices cuts resource m's bar for one rule.
func (c *BenchSplits) slices(r state.Result, m int) []slice {
	in, out := c.Answer.Truth, c.outcome(r)
	budget := in.Budgets[m]
	if budget == 0 {
		return nil
	}
	var pieces []piece
	add := func(class, name string, units float64) {
		if units >= shownShare*budget {
			pieces = append(pieces, piece{class: class, name: name, units: units})
		}
	}
	for i, name := range c.Answer.Agents {
		class := "slice tint-" + strconv.Itoa(i%4)
		if i == c.Answer.Liar {
			class = "slice you"
		}
		add(class, name, out.Allocation[i*in.M+m])
	}
	add("slice withheld", "nobody", out.Withheld[m])
	return cut(budget, pieces)
}

func (c *BenchSplits) amount(m int) string {
	return c.Answer.Resources[m] + ": " + words.Significant(c.Answer.Truth.Budgets[m], 4)
}

// said is the bar in words.
func (c *BenchSplits) said(r state.Result, m int) string {
	return c.Answer.Resources[m] + " under " + r.Said + ": " + told(c.slices(r, m))
}
