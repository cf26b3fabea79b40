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
	for k, w := range m.Withheld {
		if w > 1e-6*c.Answer.Truth.Budgets[k] {
			parts = append(parts, words.Significant(w, 3)+" "+c.Answer.Resources[k])
		}
	}
	if parts == nil {
		return "nothing"
	}
	return words.Join(parts...)
}

func number3(x float64) string { return words.Significant(x, 3) }

func percent1(x float64) string { return words.Percent(x, 1) }
