package ui

import (
	"math"
	"strconv"
	"strings"

	"fallow/ui/state"
	"fallow/ui/words"
)

// Burn shows ExS-Net at work: what it reads, and the slices that its softmax cuts, the synthetic agent's among them.
type Burn struct {
	Control *SweepControl
}

// burnTeams and burnPools are the names in the figure; market is the rule to compare with.
var (
	burnTeams = []string{"you", "Team B"}
	burnPools = []string{"GPUs", "memory"}
)

const burnMarket = 2

func (c *Burn) state() *state.Sweep { return c.Control.State }

// networks are the rules to choose from.
func (c *Burn) networks() []string {
	return []string{"learns from nothing", "begins with a rule (ours)"}
}

// corrects is true of the network that begins with a rule.
func (c *Burn) corrects() bool { return c.state().Chosen == 1 }

func (c *Burn) title() string {
	if c.corrects() {
		return "A network that begins with a rule hardly holds anything back"
	}
	return "Nobody’s slice grows where a lie would pay"
}

func (c *Burn) try() string {
	does := "it grows the slice that nobody gets."
	if c.corrects() {
		does = "it moves next to nothing."
	}
	return "Say that memory means more to you than it does: under proportional fairness that pays, here " + does
}

// reads is what the network reads of team i and pool m: a value or a demand.
func (c *Burn) reads(i, m int, demand bool) string {
	s := c.state()
	k := i*s.Truth.M + m
	switch {
	case demand:
		return number3(s.Truth.Demands[k])
	case i == state.You && m == s.Resource:
		return c.value()
	}
	return number3(s.Truth.Values[k])
}

// readClass marks the number that the reader moves.
func (c *Burn) readClass(i, m int) string {
	if i == state.You && m == c.state().Resource {
		return "figure-cell moved"
	}
	return "figure-cell"
}

func (c *Burn) value() string { return words.Number(c.state().Report(), 2) }

func (c *Burn) slices(m int) []slice {
	s := c.state()
	rule := s.Rules[s.Chosen]
	var pieces []piece
	for i, name := range burnTeams {
		pieces = append(pieces, piece{teamClass(i, state.You), ordinal(i), name, rule.Allocation[s.At][i*s.Truth.M+m]})
	}
	pieces = append(pieces, piece{class: "slice withheld", name: "nobody", units: s.Held(s.Chosen, m)})
	return cut(s.Truth.Budgets[m], pieces)
}

func (c *Burn) said(m int) string { return upper(burnPools[m]) + ": " + told(c.slices(m)) }

// ghost is how much nobody gets of pool m, at its bar's end.
func (c *Burn) ghost(m int) string {
	held := c.state().Held(c.state().Chosen, m)
	if held < 1e-3 {
		return "nobody: less than 0.1\u202f%"
	}
	return "nobody: " + words.Percent(held, 1)
}

// shown are the rules whose worth is compared: the network and proportional fairness.
func (c *Burn) shown() []int { return []int{c.state().Chosen, burnMarket} }

// full is the utility at the end of the scores' bars.
func (c *Burn) full() float64 { return 1.1 }

// happens says what the report does.
func (c *Burn) happens() string {
	s := c.state()
	now, honest := s.Held(s.Chosen, 0), heldAt(s, s.Honest)
	switch {
	case c.corrects():
		return "This network corrects a rule that hardly looks at values, so what you say moves next to nothing, and there is nothing to hold back."
	case !s.Lying():
		return "Team B has no use for most of the GPUs, so you could have them for nothing, and ask for the memory with all your might. That is the lie to be afraid of: say that memory means more to you."
	case s.At > s.Honest && now > honest+.005:
		return "The more you talk of memory, the more of the GPUs, which only you can use, is given to nobody: " + words.Percent(now, 1) + " instead of " + words.Percent(honest, 1) + "."
	}
	return "Lies that would not pay need no threat: nobody gets " + words.Percent(now, 1) + " of the GPUs, and " + words.Percent(honest, 1) + " if you are honest."
}

func heldAt(s *state.Sweep, at int) float64 {
	there := *s
	there.At = at
	return there.Held(s.Chosen, 0)
}

func (c *Burn) spoken() string {
	s := c.state()
	return c.value() + "; in truth " + number3(s.Grid[s.Honest]) + ". GPUs, " + c.ghost(0) + ". You get " + fixed3(s.Now(s.Chosen)) +
		"; under proportional fairness " + fixed3(s.Now(burnMarket))
}

func (c *Burn) chartLabel() string {
	return "Your true utility against what you say memory is worth, under the network and under proportional fairness. " + c.spoken()
}

// sketch is the network's layers as lines between dots, in a box of 100 by 60.
var sketch = func() string {
	columns := []int{8, 5, 5, 5, 6}
	dot := func(column, k int) string {
		x := 100 * float64(column) / float64(len(columns)-1)
		y := 60 * (float64(k) + .5) / float64(columns[column])
		return strconv.Itoa(int(math.Round(x))) + " " + strconv.Itoa(int(math.Round(y)))
	}
	var b strings.Builder
	for column := range len(columns) - 1 {
		for from := range columns[column] {
			for to := range columns[column+1] {
				b.WriteString("M" + dot(column, from) + "L" + dot(column+1, to))
			}
		}
	}
	return b.String()
}()
