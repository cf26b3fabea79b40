package study

import (
	"context"
	"fmt"
)

// Worker computes units of a plan. It keeps workspace and is not for use by two goroutines at once; two workers of the
// same plan and models compute the same records.
type Worker struct {
	plan   *Plan
	models Models
	open   int // the part that run belongs to; -1 at first
	run    runner
}

// runner computes the record, of the part's size, of the unit at the given place of a part.
type runner func(ctx context.Context, place int, record []float64) error

// NewWorker returns a worker. models may be nil for plans without recipes.
func NewWorker(plan *Plan, models Models) *Worker {
	return &Worker{plan: plan, models: models, open: -1}
}

// Run returns the record of a unit. It asks ctx often whether to go on. Errors: ctx's; what models and mechanisms say.
func (w *Worker) Run(ctx context.Context, unit int) ([]float64, error) {
	if unit < 0 || unit >= w.plan.Units() {
		return nil, fmt.Errorf("unit %d is none of the %d of %s", unit, w.plan.Units(), w.plan.Study.Name)
	}
	k, place := w.plan.locate(unit)
	if k != w.open {
		// Only one part is kept open: each has mechanisms with workspace of their own.
		run, err := w.plan.parts[k].open(w)
		if err != nil {
			return nil, err
		}
		w.open, w.run = k, run
	}
	record := make([]float64, w.plan.parts[k].size())
	if err := w.run(ctx, place, record); err != nil {
		return nil, fmt.Errorf("unit %d of %s: %w", unit, w.plan.Study.Name, err)
	}
	return record, nil
}

// Progress is where a run stands.
type Progress struct {
	// Done and Total are in units of Plan.Weight.
	Done, Total float64
}

// Run computes all units, one after the other, and summarises. report may be nil; it is called after every unit.
func (p *Plan) Run(ctx context.Context, models Models, report func(Progress)) (*Result, error) {
	w := NewWorker(p, models)
	records := make([][]float64, p.Units())
	progress := Progress{}
	for unit := range records {
		progress.Total += p.Weight(unit)
	}
	for unit := range records {
		var err error
		if records[unit], err = w.Run(ctx, unit); err != nil {
			return nil, err
		}
		if progress.Done += p.Weight(unit); report != nil {
			report(progress)
		}
	}
	return p.Summarise(records, models)
}
