package study

import (
	"context"
	"math"

	"fallow/core/sample"
)

// comparison is the part that most figures are made of: mechanisms on the same instances of one system in one setting.
// The first entry is the reference, PF, that the others are also given relative to. A unit is a block of instances.
type comparison struct {
	config  Config
	system  System
	setting Setting
	setup   sample.Setup
	// x is where all entries are on the horizontal axis, unless it is NaN: then each is where it says.
	x       float64
	entries []entry
}

// compare returns the comparison of entries on a system in a setting.
func compare(config Config, system System, setting Setting, entries []entry) *comparison {
	return &comparison{
		config: config, system: system, setting: setting, setup: setting.Setup(system), x: none, entries: entries,
	}
}

// maxBlocks is the number of units that a comparison is cut into, if it searches in so many instances.
const maxBlocks = 100

func (c *comparison) units() int { return min(maxBlocks, max(1, c.config.searchedIn(c.system))) }

// block returns the first instance of a unit and one past its last, and how many of them, from the first on, are
// searched in.
func (c *comparison) block(unit int) (first, end, searched int) {
	share := func(total, k int) int { return total * k / c.units() }
	s := c.config.searchedIn(c.system)
	return share(c.config.Instances, unit), share(c.config.Instances, unit+1), share(s, unit+1) - share(s, unit)
}

func (c *comparison) size() int { return len(c.entries) * len(figureMetrics) * pairSize }

func (c *comparison) networks() []string { return networks(c.entries...) }

func (c *comparison) timed() bool { return false }

func (c *comparison) weight() float64 {
	w := 0.0
	for _, e := range c.entries {
		f := c.config.effort(c.system, e)
		searched := float64(c.config.searchedIn(c.system) * f.agents * f.evaluations)
		if e.valuesToo {
			searched *= 2
		}
		w += e.solves(c.system) * (float64(c.config.Instances) + searched)
	}
	return w * float64(c.system.N*c.system.M) / float64(c.units())
}

func (c *comparison) open(w *Worker) (runner, error) {
	probes := make([]*probe, len(c.entries))
	for k, e := range c.entries {
		mech, err := e.build(w)
		if err != nil {
			return nil, err
		}
		if probes[k], err = newProbe(mech, c.setup, c.config.Seed, c.config.effort(c.system, e), e.valuesToo); err != nil {
			return nil, err
		}
	}
	return func(ctx context.Context, unit int, record []float64) error {
		first, end, searched := c.block(unit)
		for index := first; index < end; index++ {
			for _, p := range probes {
				if err := p.take(ctx, index, index < first+searched); err != nil {
					return err
				}
			}
			at := record
			for _, p := range probes {
				for k, y := range p.figures {
					observe(at[:pairSize], probes[0].figures[k], y)
					at = at[pairSize:]
				}
			}
		}
		return nil
	}, nil
}

func (c *comparison) rows(records [][]float64) []Row {
	var rows []Row
	for k, e := range c.entries {
		for m, metric := range figureMetrics {
			p := mergeAll(records, (k*len(figureMetrics)+m)*pairSize)
			row := c.row(e, metric)
			if row.Mean, row.StdErr, row.N = estimate(p); row.N > 0 {
				rows = append(rows, row)
			}
			if k == 0 {
				continue
			}
			row.Metric += relative
			if row.Mean, row.StdErr, row.N = ratio(p); row.N > 0 && !math.IsNaN(row.Mean) {
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// row is the row of an entry and a metric, without its numbers.
func (c *comparison) row(e entry, metric string) Row {
	row := newRow(e.series, metric)
	row.System, row.Setting, row.X = c.system.String(), string(c.setting), e.x
	if !math.IsNaN(c.x) {
		row.X = c.x
	}
	if metric == metricExploitability || metric == metricExploitabilityValues {
		f := c.config.effort(c.system, e)
		row.Agents, row.Evaluations = f.agents, f.evaluations
	}
	return row
}
