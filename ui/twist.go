package ui

import (
	"fallow/ui/state"
	"fallow/ui/words"
)

// Twist is partial allocation cheated by a demand, and the coin that repairs it.
type Twist struct {
	Control *SweepControl
}

func (c *Twist) state() *state.Sweep { return c.Control.State }

// rules are the two ways to take away.
func (c *Twist) rules() []string { return []string{"shrink the bundle", "toss a coin for the bundle"} }

// slices cuts the bar: what each keeps, and what is held back from it, on average.
func (c *Twist) slices() []slice {
	s := c.state()
	rule := s.Rules[s.Chosen]
	var pieces []piece
	for i, name := range []string{"you", "Team B"} {
		kept, r := rule.Allocation[s.At][i], 1.0
		if ratios := rule.Ratios[s.At]; len(ratios) > i && ratios[i] > 0 {
			r = ratios[i]
		}
		pieces = append(pieces,
			piece{teamClass(i, state.You), ordinal(i), name, kept},
			piece{"slice withheld", ordinal(i), "held back", kept/r - kept})
	}
	return cut(1, pieces)
}

func (c *Twist) end() string { return "you can use " + number3(c.state().Truth.Demands[0]) }

func (c *Twist) value() string { return number3(c.state().Report()) }

// happens is what the chosen rule does with the report, in words.
func (c *Twist) happens() string {
	s := c.state()
	rule := s.Rules[s.Chosen]
	ratios := rule.Ratios[s.At]
	if len(ratios) == 0 || ratios[0] == 0 {
		return ""
	}
	truth := s.Truth.Demands[0]
	kept := rule.Allocation[s.At][0]
	bundle := kept / ratios[0]
	use := "all of it of use to you"
	if s.Chosen == 0 {
		if kept > truth {
			use = "of which you can use " + number3(truth)
		}
		return "Proportional fairness would give you " + number3(bundle) + ". You keep " + words.Percent(ratios[0], 0) + " of it: " + number3(kept) + ", " + use + "."
	}
	if bundle > truth*(1+1e-6) {
		use = "of which you can use " + number3(truth)
	}
	return "With a chance of " + words.Percent(ratios[0], 0) + " you get " + number3(bundle) + ", " + use + "; else nothing. On average that is worth " + number3(s.Now(1)) + "."
}

func (c *Twist) spoken() string {
	s := c.state()
	return c.value() + "; in truth " + number3(s.Truth.Demands[0]) + ". Shrinking: " + verdictOf(s.Now(0), s.True(0)).Text + ". Coin: " + verdictOf(s.Now(1), s.True(1)).Text
}

func (c *Twist) chartLabel() string {
	return "Your true utility against what you say you can use, for shrinking and for the coin. " + c.spoken()
}

// sweepRows are a sweep as a table: every so many reports, what each rule truly gets the reader.
func sweepRows(s *state.Sweep, every int) [][]string {
	var rows [][]string
	for k := range s.Grid {
		if (k-s.Honest)%every != 0 {
			continue
		}
		name := number3(s.Grid[k])
		if k == s.Honest {
			name += " (the truth)"
		}
		row := []string{name}
		for _, rule := range s.Rules {
			row = append(row, words.Fixed(rule.Utility[k], 3))
		}
		rows = append(rows, row)
	}
	return rows
}

func sweepHead(s *state.Sweep, first string) []string {
	head := []string{first}
	for _, rule := range s.Rules {
		head = append(head, rule.Name)
	}
	return head
}
