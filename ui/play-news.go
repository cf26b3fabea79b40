package ui

import (
	"fmt"

	"fallow/ui/state"
	"fallow/ui/words"
)

// news says what happened since the reader pressed something last.
func (c *Play) news() string {
	s := c.state()
	if len(s.Rounds) == 0 || len(s.Steps) == 0 {
		return ""
	}
	if caught := s.CaughtIn(); caught > 0 {
		return c.outNews(caught)
	}
	first := s.Steps[len(s.Steps)-1]
	if len(s.Rounds)-first == 1 {
		return fmt.Sprintf("Round %d: %s", first+1, roundNews(s.Rounds[first])) + c.endNews()
	}
	won, looks, lies := 0, 0, 0
	for _, r := range s.Rounds[first:] {
		if r.Winner == state.You {
			won++
		}
		if r.Audited {
			looks++
		}
		if r.Lied() {
			lies++
		}
	}
	return fmt.Sprintf("Rounds %d to %d, %s: you got %d of them; %s.", first+1, len(s.Rounds), times(lies, "honestly", "with one lie", "with %d lies"), won,
		times(looks, "nobody looked", "one look", "%d looks")) + c.endNews()
}

// roundNews is one round in a sentence.
func roundNews(r state.PlayedRound) string {
	text := "you told the truth, "
	if r.Lied() {
		text = "you said " + words.Fixed(r.Said, 2) + " for " + words.Fixed(r.Worth, 2) + ", "
	}
	if r.Winner != state.You {
		text += teamName(r.Winner) + " got it"
	} else {
		text += "you got it"
	}
	switch {
	case r.Caught:
		return text + ", they looked and it was a lie: " + teamName(r.Winner) + " is out."
	case r.Audited:
		return text + ". They looked: it was true."
	}
	return text + ". Nobody looked."
}

func (c *Play) outNews(caught int) string {
	s := c.state()
	then, honest := s.Score()[caught-1], s.Honest[caught-1]
	return fmt.Sprintf("Round %d: they looked, and you are out. Until then you had %s, where honesty would have had %s. In the end honesty has %s.",
		caught, words.Fixed(then, 2), words.Fixed(honest, 2), words.Fixed(s.Honest[len(s.Rounds)-1], 2))
}

// endNews compares, at the end of a game, what the reader has with what honesty would have brought.
func (c *Play) endNews() string {
	s := c.state()
	if !s.Over() {
		return ""
	}
	change := s.Score()[len(s.Rounds)-1] - s.Honest[len(s.Rounds)-1]
	switch {
	case s.Lies() == 0:
		return " The end: honest throughout."
	case change > 0:
		return " The end: your lies brought you " + words.Fixed(change, 2) + " more than honesty."
	}
	return " The end: your lies cost you " + words.Fixed(-change, 2) + "."
}

func times(n int, none, one, many string) string {
	switch n {
	case 0:
		return none
	case 1:
		return one
	}
	return fmt.Sprintf(many, n)
}

// chartLabel is the picture in words.
func (c *Play) chartLabel() string {
	return "What you have got so far, round by round, against what honesty would have got: now " + c.total(c.state().Score()) +
		" against " + c.total(c.state().Honest) + "."
}
