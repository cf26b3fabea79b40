package ui

import (
	"fallow/core"
	"fallow/ui/state"
	"fallow/ui/words"
)

// BenchNumbers is what the rules' allocations are truly worth, as a table.
type BenchNumbers struct {
	Answer *state.Answer
}

// worth is what a result is worth to everybody, at their true values and demands.
func (c *BenchNumbers) worth(r state.Result) *core.Metrics { return c.Answer.Worth(&r) }

func (c *BenchNumbers) withheld(m *core.Metrics) string {
	var parts []string
	some := false
	for k, w := range m.Withheld {
		budget := c.Answer.Truth.Budgets[k]
		some = some || w > 1e-6*budget
		if w > shownShare*budget {
			parts = append(parts, words.Significant(w, 3)+" "+c.Answer.Resources[k])
		}
	}
	switch {
	case parts != nil:
		return words.Join(parts...)
	case some:
		return "almost nothing"
	}
	return "nothing"
}

// odds is what becomes of agent i's share under proportional fairness, where the rule takes some of it away.
func (c *BenchNumbers) odds(r state.Result, i int) string {
	if i >= len(r.Lied.Ratios) {
		return ""
	}
	kept := words.Percent(r.Lied.Ratios[i], 1)
	if r.Mechanism.Name == state.Lottery.Mechanism.Name {
		return "all with probability " + kept
	}
	return "keeps " + kept
}

func number3(x float64) string { return words.Significant(x, 3) }

func percent1(x float64) string { return words.Percent(x, 1) }
