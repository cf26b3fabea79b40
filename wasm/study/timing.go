package study

import (
	"context"
	"time"

	"fallow/core"
	"fallow/core/sample"
)

// timingBlock is how many allocations are timed together: long beside the resolution of a browser's clock, short beside
// the patience of a visitor who cancels. It is also the size of a batch.
const timingBlock = 100

// timing is the part that measures how long an allocation takes on this machine. A unit is a repetition.
type timing struct {
	config Config
	system System
	entry  entry
	// batch allocates the instances of a block at once.
	batch bool
}

const (
	// metricSeconds is the time of one allocation; metricRelativeTime the same with one ExS-Net allocation as the unit.
	metricSeconds      = "seconds"
	metricRelativeTime = "relativeTime"
	// seriesExSBatch is ExS-Net on many instances at once.
	seriesExSBatch = "exs-batch"
)

func (t *timing) units() int         { return t.config.Repeats }
func (t *timing) size() int          { return 1 }
func (t *timing) networks() []string { return networks(t.entry) }

func (t *timing) timed() bool     { return true }
func (t *timing) weight() float64 { return t.entry.solves(t.system) * float64(t.config.Instances) }

func (t *timing) open(w *Worker) (runner, error) {
	mech, err := t.entry.build(w)
	if err != nil {
		return nil, err
	}
	ins, err := sample.Draw(Literal.Setup(t.system), t.config.Seed, 0, t.config.Instances, nil)
	if err != nil {
		return nil, err
	}
	outs := make([]*core.Outcome, len(ins))
	for k := range outs {
		outs[k] = new(core.Outcome)
	}
	// Once before the clock runs: workspaces grow, and the engine compiles what is hot.
	if err := t.allocate(mech, ins, outs); err != nil {
		return nil, err
	}
	return func(ctx context.Context, _ int, record []float64) error {
		total := 0.0
		for first := 0; first < len(ins); first += timingBlock {
			// Outside the clock: asking may hand the thread to somebody else.
			if err := ctx.Err(); err != nil {
				return err
			}
			end := min(first+timingBlock, len(ins))
			start := time.Now()
			if err := t.allocate(mech, ins[first:end], outs[first:end]); err != nil {
				return err
			}
			total += time.Since(start).Seconds()
		}
		record[0] = total / float64(len(ins))
		return nil
	}, nil
}

func (t *timing) allocate(mech core.Mechanism, ins []*core.Instance, outs []*core.Outcome) error {
	if t.batch {
		return core.AllocateAll(mech, ins, outs)
	}
	for k, in := range ins {
		if err := mech.Allocate(in, outs[k]); err != nil {
			return err
		}
	}
	return nil
}

func (t *timing) rows(records [][]float64) []Row {
	p := make([]float64, pairSize)
	for _, r := range records {
		observe(p, r[0], r[0])
	}
	row := newRow(t.entry.series, metricSeconds)
	row.System, row.Setting = t.system.String(), string(Literal)
	row.Mean, row.StdErr, row.N = estimate(p)
	return []Row{row}
}
