package ui

import (
	"cmp"
	"slices"
	"strconv"

	"fallow/ui/fallow"
	"fallow/ui/state"
	"fallow/ui/words"
)

// BenchSplits shows how each rule cuts each resource: a slice a team, what nobody gets hatched.
type BenchSplits struct {
	Control *BenchControl
	Answer  *state.Answer
}

const (
	// fewBars is how many bars are shown all at once; beyond that the reader chooses a rule.
	fewBars = 24
	// groupSize is how many resources are shown at once where there are more than a group and a half.
	groupSize = 8
	// fewPieces is how many teams' slices a bar shows; beyond that the smaller ones are one.
	fewPieces = 10
)

// shownShare is the share of a budget below which a piece is too small to be seen or to matter.
const shownShare = 1e-3

func (c *BenchSplits) title() string {
	if c.Answer.Lying {
		return "Who gets what when " + c.Answer.Agents[c.Answer.Liar] + " lies"
	}
	return "Who gets what"
}

func (c *BenchSplits) outcome(r state.Result) *fallow.Outcome { return r.Lied }

func (c *BenchSplits) view() *state.BenchView { return &c.Control.State.View }

// many is whether there are too many bars to show those of all rules at once.
func (c *BenchSplits) many() bool { return len(c.Answer.Results)*len(c.Answer.Resources) > fewBars }

func (c *BenchSplits) choosesRule() bool { return len(c.Answer.Results) > 1 }

// ruleNames are the choices: all of them first, unless that is too much.
func (c *BenchSplits) ruleNames() []string {
	var names []string
	if !c.many() {
		names = append(names, "all rules")
	}
	for _, r := range c.Answer.Results {
		names = append(names, r.Name)
	}
	return names
}

// ruleAt is the chosen one among ruleNames: the first if what was chosen is not there.
func (c *BenchSplits) ruleAt() int {
	for k, name := range c.ruleNames() {
		if name == c.view().Rule {
			return k
		}
	}
	return 0
}

func (c *BenchSplits) onRule(k int) {
	name := c.ruleNames()[k]
	if k == 0 && !c.many() {
		name = ""
	}
	c.Control.State.ShowRule(name)
}

// results are those whose bars are shown.
func (c *BenchSplits) results() []state.Result {
	k := c.ruleAt()
	if !c.many() {
		k--
	}
	if k < 0 {
		return c.Answer.Results
	}
	return c.Answer.Results[k : k+1]
}

// groups is how many groups the resources are shown in.
func (c *BenchSplits) groups() int {
	m := len(c.Answer.Resources)
	if m <= groupSize*3/2 {
		return 1
	}
	return (m + groupSize - 1) / groupSize
}

func (c *BenchSplits) group() int { return min(c.view().Group, c.groups()-1) }

func (c *BenchSplits) groupNames() []string {
	names := make([]string, c.groups())
	for g := range names {
		from, to := c.resourcesOf(g)
		names[g] = ordinal(from) + "–" + index(to)
	}
	return names
}

func (c *BenchSplits) onGroup(g int) { c.Control.State.ShowGroup(g) }

func (c *BenchSplits) resourcesOf(group int) (from, to int) {
	m := len(c.Answer.Resources)
	if c.groups() == 1 {
		return 0, m
	}
	return group * groupSize, min(m, (group+1)*groupSize)
}

// resources are those whose bars are shown.
func (c *BenchSplits) resources() []int { return span(c.resourcesOf(c.group())) }

// slices cuts resource m's bar for one rule.
func (c *BenchSplits) slices(r state.Result, m int) []slice {
	budget := c.Answer.Truth.Budgets[m]
	if budget == 0 {
		return nil
	}
	return cut(budget, c.pieces(r, m))
}

// pieces are the teams' shares that can be seen, the smaller of many as one, and what nobody gets.
func (c *BenchSplits) pieces(r state.Result, m int) []piece {
	in, out := c.Answer.Truth, c.outcome(r)
	least := shownShare * in.Budgets[m]
	own := c.slicesOfTheirOwn(out, m)
	var pieces []piece
	others, count := piece{class: "slice others"}, 0
	for i, name := range c.Answer.Agents {
		units := out.Allocation[i*in.M+m]
		switch {
		case own[i]:
			class := "slice tint-" + strconv.Itoa(i%4)
			if i == c.Answer.Liar {
				class = "slice you"
			}
			pieces = append(pieces, piece{class: class, name: name, units: units})
		case units >= least:
			others.units += units
			count++
		}
	}
	if count > 0 {
		others.name = strconv.Itoa(count) + " others"
		pieces = append(pieces, others)
	}
	if out.Withheld[m] >= least {
		pieces = append(pieces, piece{class: "slice withheld", name: "nobody", units: out.Withheld[m]})
	}
	return pieces
}

// slicesOfTheirOwn are the teams whose slices of resource m are not summed up with others': all that can be seen if they
// are few, otherwise the largest, and the liar's.
func (c *BenchSplits) slicesOfTheirOwn(out *fallow.Outcome, m int) map[int]bool {
	in := c.Answer.Truth
	units := func(i int) float64 { return out.Allocation[i*in.M+m] }
	var seen []int
	for i := range in.N {
		if units(i) >= shownShare*in.Budgets[m] {
			seen = append(seen, i)
		}
	}
	if len(seen) > fewPieces {
		slices.SortStableFunc(seen, func(i, j int) int { return cmp.Compare(units(j), units(i)) })
		most := seen[:fewPieces-1]
		if slices.Contains(seen, c.Answer.Liar) {
			most = append(most[:len(most):len(most)], c.Answer.Liar)
		}
		seen = most
	}
	own := map[int]bool{}
	for _, i := range seen {
		own[i] = true
	}
	return own
}

func (c *BenchSplits) amount(m int) string {
	return c.Answer.Resources[m] + ": " + words.Amount(c.Answer.Truth.Budgets[m], 4)
}

// said is the bar in words.
func (c *BenchSplits) said(r state.Result, m int) string {
	return c.Answer.Resources[m] + " under " + r.Said + ": " + told(c.slices(r, m))
}
