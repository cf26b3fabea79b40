package ui

import (
	"strconv"

	"fallow/ui/fallow"
	"fallow/ui/state"
	"fallow/ui/words"
)

// BenchTeams is what each team truly gets under each rule, and what it could gain by lying.
type BenchTeams struct {
	Control *BenchControl
	Answer  *state.Answer
}

// teamRow is the height of a row of a table that is drawn in part, in rem; bench.css has the same.
const teamRow = 2.2

func (c *BenchTeams) state() *state.Bench { return c.Control.State }

func (c *BenchTeams) class() string {
	if c.tall() {
		return "scroll tall"
	}
	return "scroll"
}

func (c *BenchTeams) tall() bool { return len(c.Answer.Agents) > state.WholeRows }

// window is the rows near the screen.
func (c *BenchTeams) window() (from, to int) {
	return c.state().View.Teams.Of(len(c.Answer.Agents), state.WholeRows)
}

func (c *BenchTeams) rows() []int { return span(c.window()) }

func (c *BenchTeams) above() string {
	from, _ := c.window()
	return rem(teamRow * float64(from))
}

func (c *BenchTeams) below() string {
	_, to := c.window()
	return rem(teamRow * float64(len(c.Answer.Agents)-to))
}

func (c *BenchTeams) rowCount() string { return strconv.Itoa(len(c.Answer.Agents) + 1) }

func (c *BenchTeams) rowClass(i int) string {
	if i == c.Answer.Liar && c.Answer.Lying {
		return "lies"
	}
	return ""
}

func (c *BenchTeams) utility(k, i int) string { return number3(c.Answer.Figures(k).Utilities[i]) }

// odds is what becomes of team i's share under proportional fairness, where the rule takes some of it away.
func (c *BenchTeams) odds(k, i int) string {
	r := c.Answer.Results[k]
	if c.tall() || i >= len(r.Lied.Ratios) {
		return ""
	}
	kept := words.Percent(r.Lied.Ratios[i], 1)
	if r.Mechanism.Name == state.Lottery.Mechanism.Name {
		return "all with probability " + kept
	}
	return "keeps " + kept
}

// lie is the best that was found for team i under rule k, if it pays; nil otherwise.
func (c *BenchTeams) lie(k, i int) *fallow.BestResponse {
	if lie := c.state().Gain(c.Answer.Results[k].Rule, i); lie != nil && state.RelativeGain(lie) > state.PayingGain {
		return lie
	}
	return nil
}

// searched says that nothing that pays was found, where there was a search.
func (c *BenchTeams) searched(k, i int) string {
	if lie := c.state().Gain(c.Answer.Results[k].Rule, i); lie != nil && state.RelativeGain(lie) <= state.PayingGain {
		return "·"
	}
	return ""
}

func (c *BenchTeams) gain(k, i int) string {
	return words.Change(c.lie(k, i).Gain/c.lie(k, i).Truthful, 1)
}

// told is the lie in words.
func (c *BenchTeams) told(k, i int) string {
	lie, t := c.lie(k, i), c.Answer.Truth
	var parts []string
	for m, name := range c.Answer.Resources {
		if v := t.Row(t.Values, i)[m]; lie.Values[m] != v {
			parts = append(parts, "a unit of "+name+" is worth "+number3(lie.Values[m])+", in truth "+number3(v))
		}
		if x := t.Row(t.Demands, i)[m]; lie.Demands[m] != x {
			parts = append(parts, "it can use "+number3(lie.Demands[m])+" of "+name+", in truth "+number3(x))
		}
	}
	const few = 6
	if len(parts) > few {
		parts = append(parts[:few:few], strconv.Itoa(len(parts)-few)+" things more")
	}
	return c.Answer.Agents[i] + " gains " + gainText(lie) + " by saying that " + words.Join(parts...) + ". Press to put the lie on the sliders."
}

func (c *BenchTeams) onLie(k, i int) {
	lie := c.lie(k, i)
	c.Control.Do(func(b *state.Bench) { b.ChooseLie(lie) })
}

// searching is the search for everybody's lies, or nil.
func (c *BenchTeams) gains() *state.Gains {
	if g := c.state().Gains; g != nil && g.Edition == c.Answer.Edition {
		return g
	}
	return nil
}

func (c *BenchTeams) running() bool { return c.gains() != nil && c.gains().Running }

func (c *BenchTeams) progress() string {
	g := c.gains()
	switch {
	case g == nil:
		return "Gains are by search, so each is at least what is shown."
	case g.Running && g.Done == 0:
		return "Searching …"
	case g.Running:
		return "Searched " + words.Thousands(g.Done) + " of " + words.Thousands(g.Total) + "; about " + words.Duration(g.Remaining) + " left."
	case g.Done < g.Total:
		return "Stopped after " + words.Thousands(g.Done) + " of " + words.Thousands(g.Total) + " searches."
	}
	return "Searched: a dot means that no lie was found that pays; every gain is at least what is shown. Press one to see the lie."
}
