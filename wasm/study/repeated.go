package study

import (
	"context"

	"fallow/solvers/audit"
)

// repeatedRuns is the part that repeats one game with audits. A unit is a block of replications.
type repeatedRuns struct {
	config          Config
	series, setting string
	setup           audit.Setup
	mechanism       audit.Mechanism
	// soFar keeps the course of the runs too, at every checkpoint.
	soFar bool
}

// repeatedTotals are the figures that are kept of every run; two for each checkpoint may follow.
var repeatedTotals = []string{metricRegret, metricAudits, metricEliminations}

// repeatedBlocks is the number of units that the replications of a game are cut into, if there are so many.
const repeatedBlocks = 16

func (r *repeatedRuns) units() int         { return min(repeatedBlocks, r.config.Repeats) }
func (r *repeatedRuns) networks() []string { return nil }
func (r *repeatedRuns) timed() bool        { return false }

func (r *repeatedRuns) weight() float64 {
	return float64(r.setup.Rounds) * float64(r.config.Repeats) / float64(r.units())
}

// checkpoints are the rounds whose totals so far are kept.
func (r *repeatedRuns) checkpoints() []int {
	if !r.soFar {
		return nil
	}
	return audit.Checkpoints(r.setup.Rounds)
}

func (r *repeatedRuns) size() int {
	return (len(repeatedTotals) + 2*len(r.checkpoints())) * pairSize
}

func (r *repeatedRuns) open(*Worker) (runner, error) {
	game, err := audit.Prepare(r.setup, r.mechanism)
	if err != nil {
		return nil, err
	}
	run := make([]float64, game.RecordSize())
	return func(ctx context.Context, unit int, record []float64) error {
		hook := func(int) error { return ctx.Err() }
		for k := r.config.Repeats * unit / r.units(); k < r.config.Repeats*(unit+1)/r.units(); k++ {
			if err := game.Replicate(r.config.Seed, k, hook, run); err != nil {
				return err
			}
			figure := 0
			keep := func(x float64) {
				observe(record[figure*pairSize:][:pairSize], 0, x)
				figure++
			}
			totals := game.Totals(run)
			keep(totals.Regret)
			keep(float64(totals.Audits))
			keep(float64(totals.Epochs - 1))
			for c := range r.checkpoints() {
				audits, regret := game.At(run, c)
				keep(regret)
				keep(audits)
			}
		}
		return nil
	}, nil
}

func (r *repeatedRuns) rows(records [][]float64) []Row {
	var rows []Row
	row := func(metric string, x int) {
		row := newRow(r.series, metric)
		row.Setting, row.X = r.setting, float64(x)
		row.Mean, row.StdErr, row.N = estimate(mergeAll(records, len(rows)*pairSize))
		rows = append(rows, row)
	}
	for _, metric := range repeatedTotals {
		row(metric, r.setup.Rounds)
	}
	for _, t := range r.checkpoints() {
		row(metricRegretSoFar, t)
		row(metricAuditsSoFar, t)
	}
	return rows
}
