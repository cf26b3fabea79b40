package ui

import (
	"math"

	"fallow/ui/state"
	"fallow/ui/words"
)

// Score is one rule's bar: what the liar truly gets, a tick where honesty would have put it, the difference in words.
type Score struct {
	Rule        state.Rule
	Now, Honest float64
	// Lying is whether the report differs from the truth.
	Lying bool
	// Full is the utility that fills the bar.
	Full float64
	// Text is Now as it is written at the bar's end.
	Text string
}

// verdict is the difference that lying makes, in words.
type verdict struct{ Kind, Text string }

func (c *Score) verdict() verdict {
	if !c.Lying {
		return verdict{"even", "this is what honesty gets you"}
	}
	return verdictOf(c.Now, c.Honest)
}

func verdictOf(now, honest float64) verdict {
	if now == honest || math.Abs(now/honest-1) < state.PayingGain {
		return verdict{"even", "0: nothing gained, nothing lost"}
	}
	if honest == 0 {
		return verdict{"pays", "something instead of nothing: lying pays"}
	}
	change := now/honest - 1
	size := words.Change(change, 1)
	if felt, ok := words.Felt(change); ok {
		size = felt + " (" + size + ")"
	}
	if change > 0 {
		return verdict{"pays", size + ": lying pays"}
	}
	return verdict{"costs", size + ": lying costs you"}
}
