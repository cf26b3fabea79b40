package audit

import (
	"math"

	"gonum.org/v1/gonum/stat"

	"fallow/core/evaluate"
)

// Estimate is a mean over replications with its standard error.
type Estimate = evaluate.Estimate

// Summary is what a simulation found: means over replications.
type Summary struct {
	Rounds       int `json:"rounds"`
	Replications int `json:"replications"`
	// Regret is R_T, Audits B_T.
	Regret Estimate `json:"regret"`
	Audits Estimate `json:"audits"`
	// Promise is what the mechanism promises for both.
	Promise Promise `json:"promise"`
	// Epochs counts from 1, Flags counts flagged proposals, Unserved the rounds in which nobody got the item.
	Epochs   Estimate `json:"epochs"`
	Flags    Estimate `json:"flags"`
	Unserved Estimate `json:"unserved"`
	// Checkpoints tell how regret and audits came together, by round: see Checkpoints.
	Checkpoints []Checkpoint   `json:"checkpoints"`
	Agents      []AgentSummary `json:"agents"`
}

// Checkpoint holds totals up to and including Round.
type Checkpoint struct {
	Round  int      `json:"round"`
	Regret Estimate `json:"regret"`
	Audits Estimate `json:"audits"`
}

// AgentSummary is how one agent fared, over all rounds.
type AgentSummary struct {
	// Utility is what it received, Wins how often.
	Utility Estimate `json:"utility"`
	Wins    Estimate `json:"wins"`
	// Lies counts its over-reports while alive, Stolen those that won.
	Lies   Estimate `json:"lies"`
	Stolen Estimate `json:"stolen"`
	// Eliminated is the share of replications in which it was caught.
	Eliminated Estimate `json:"eliminated"`
	// Survived is the number of rounds after which it was eliminated, T if it was not.
	Survived Estimate `json:"survived"`
}

// Summarise turns g's records, one after the other in the order of their indices, into means and standard errors.
func (g *Game) Summarise(records []float64) *Summary {
	c := len(g.checkpoints)
	t := rows{records, g.RecordSize()}
	s := &Summary{
		Rounds: g.rounds, Replications: len(records) / t.size,
		Audits: t.mean(c - 1), Regret: t.mean(2*c - 1),
		Promise: g.mechanism.Promise(g.agents, g.rounds),
		Epochs:  t.mean(2 * c), Flags: t.mean(2*c + 1), Unserved: t.mean(2*c + 2),
		Checkpoints: make([]Checkpoint, c),
		Agents:      make([]AgentSummary, g.agents),
	}
	for k, round := range g.checkpoints {
		s.Checkpoints[k] = Checkpoint{Round: round, Audits: t.mean(k), Regret: t.mean(c + k)}
	}
	for i := range s.Agents {
		k := 2*c + gameFigures + agentFigures*i
		s.Agents[i] = AgentSummary{
			Utility: t.mean(k), Wins: t.mean(k + 1), Lies: t.mean(k + 2), Stolen: t.mean(k + 3),
			Eliminated: t.meanOf(k+4, func(round float64) float64 { return min(1, round) }),
			Survived:   t.meanOf(k+4, func(round float64) float64 { return orElse(round, float64(g.rounds)) }),
		}
	}
	return s
}

// rows is records seen as a table.
type rows struct {
	records []float64
	size    int
}

func (t rows) mean(column int) Estimate {
	return t.meanOf(column, func(x float64) float64 { return x })
}

// meanOf estimates the mean of f of a column.
func (t rows) meanOf(column int, f func(float64) float64) Estimate {
	return evaluate.EstimateMean(func(yield func(float64) bool) {
		for k := column; k < len(t.records); k += t.size {
			if !yield(f(t.records[k])) {
				return
			}
		}
	})
}

// FitLog fits figure = a + b·log(rounds), the natural logarithm, by least squares, and returns a, b and the share of
// the variance that the line explains. Both slices have the same length, at least 2.
func FitLog(rounds []int, figure []float64) (a, b, r2 float64) {
	logs := make([]float64, len(rounds))
	for k, t := range rounds {
		logs[k] = math.Log(float64(t))
	}
	a, b = stat.LinearRegression(logs, figure, nil, false)
	return a, b, stat.RSquared(logs, figure, nil, a, b)
}
