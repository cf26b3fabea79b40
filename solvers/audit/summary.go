package audit

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// Estimate is a mean over replications with its standard error, which is 0 if there is one replication only.
type Estimate struct {
	Mean   float64 `json:"mean"`
	Stderr float64 `json:"stderr"`
}

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

// Summarise turns g's records, in the order of their indices, into means and standard errors. There must be at least
// one, each of RecordLength.
func (g *Game) Summarise(records []Record) *Summary {
	n, c := len(records), len(g.checkpoints)
	at := func(k int) Estimate { return estimate(records, func(r Record) float64 { return r[k] }) }
	s := &Summary{
		Rounds: g.rounds, Replications: n,
		Audits: at(c - 1), Regret: at(2*c - 1),
		Promise: g.mechanism.Promise(g.agents, g.rounds),
		Epochs:  at(2 * c), Flags: at(2*c + 1), Unserved: at(2*c + 2),
		Checkpoints: make([]Checkpoint, c),
		Agents:      make([]AgentSummary, g.agents),
	}
	for k, t := range g.checkpoints {
		s.Checkpoints[k] = Checkpoint{Round: t, Audits: at(k), Regret: at(c + k)}
	}
	for i := range s.Agents {
		k := 2*c + gameFigures + agentFigures*i
		s.Agents[i] = AgentSummary{
			Utility: at(k), Wins: at(k + 1), Lies: at(k + 2), Stolen: at(k + 3),
			Eliminated: estimate(records, func(r Record) float64 { return min(1, r[k+4]) }),
			Survived:   estimate(records, func(r Record) float64 { return orElse(r[k+4], float64(g.rounds)) }),
		}
	}
	return s
}

// estimate takes two passes in index order, since gonum's sums have another order on amd64 than on WebAssembly.
func estimate(records []Record, figure func(Record) float64) Estimate {
	n, mean := float64(len(records)), 0.0
	for _, r := range records {
		mean += figure(r)
	}
	mean /= n
	if n < 2 {
		return Estimate{Mean: mean}
	}
	squares := 0.0
	for _, r := range records {
		d := figure(r) - mean
		squares += float64(d * d)
	}
	return Estimate{mean, math.Sqrt(squares / (n * (n - 1)))}
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
