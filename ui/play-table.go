package ui

import (
	"fmt"
	"strconv"

	"fallow/ui/state"
	"fallow/ui/words"
)

// PlayTable is the latest rounds of the game against the auditor as a table.
type PlayTable struct {
	State *state.Play
}

// playRow is a round in words.
type playRow struct{ round, worth, said, winner, looked, total, honest string }

func (c *PlayTable) caption() string {
	if n := len(c.State.Rounds); n > playedShown {
		return fmt.Sprintf("The last %d of %d rounds", playedShown, n)
	}
	return "The rounds so far"
}

func (c *PlayTable) rows() []playRow {
	scores, caught := c.State.Score(), c.State.CaughtIn()
	var rows []playRow
	for k := max(0, len(c.State.Rounds)-playedShown); k < len(c.State.Rounds); k++ {
		r := c.State.Rounds[k]
		row := playRow{
			round: strconv.Itoa(k + 1), worth: words.Fixed(r.Worth, 2), said: words.Fixed(r.Said, 2), winner: teamName(r.Winner),
			looked: "no", total: words.Fixed(scores[k], 2), honest: words.Fixed(c.State.Honest[k], 2),
		}
		if caught > 0 && k >= caught {
			row.said = "out"
		}
		switch {
		case r.Caught:
			row.looked = "yes: caught"
		case r.Audited:
			row.looked = "yes: true"
		}
		rows = append(rows, row)
	}
	return rows
}

// teamName is what an agent is called in the game.
func teamName(agent int) string {
	switch agent {
	case -1:
		return "nobody"
	case state.You:
		return "you"
	}
	return "team " + string(rune('A'+agent))
}
