package study

import (
	"context"

	"fallow/core"
	"fallow/core/exploit"
)

// curve is the part that follows one agent of one instance as its report moves: its true utility under each mechanism.
// A unit is a mechanism. Nothing is random but the search for the best lie.
type curve struct {
	config   Config
	instance *core.Instance
	agent    int
	// xs are the reports, in the order of the axis; lie writes report x into an instance that holds the truth.
	xs  []float64
	lie func(in *core.Instance, x float64)
	// truth is the x of honesty.
	truth   float64
	entries []entry
}

// What a curve reports beside metricUtility at every x.
const (
	// metricTruthful is the utility of honesty.
	metricTruthful = "truthfulUtility"
	// metricBest is the largest utility on the curve, metricBestX where it is, metricGain its excess over honesty
	// relative to honesty.
	metricBest  = "bestUtility"
	metricBestX = "bestReport"
	metricGain  = "gain"
	// metricFound is what a search over values and demands gains, relative to honesty.
	metricFound = "gainBySearch"
)

func (c *curve) units() int         { return len(c.entries) }
func (c *curve) size() int          { return len(c.xs) + 2 }
func (c *curve) networks() []string { return networks(c.entries...) }

func (c *curve) timed() bool     { return false }
func (c *curve) weight() float64 { return float64((len(c.xs) + c.config.Evaluations) * c.instance.N) }

func (c *curve) open(w *Worker) (runner, error) {
	return func(ctx context.Context, unit int, record []float64) error {
		mech, err := c.entries[unit].build(w)
		if err != nil {
			return err
		}
		in, out := c.instance.Clone(), new(core.Outcome)
		utility := func(x float64) (float64, error) {
			if err := ctx.Err(); err != nil {
				return 0, err
			}
			in.CopyFrom(c.instance)
			c.lie(in, x)
			err := mech.Allocate(in, out)
			return out.AgentUtility(c.agent, c.instance.Row(c.instance.Values, c.agent), c.instance.Row(c.instance.Demands, c.agent)), err
		}
		for k, x := range append(append([]float64(nil), c.xs...), c.truth) {
			if record[k], err = utility(x); err != nil {
				return err
			}
		}
		found, err := exploit.Find(ctx, mech, c.instance, c.agent, exploit.Options{
			Evaluations: c.config.Evaluations, Seed: c.config.Seed,
		})
		record[len(c.xs)+1] = found.Gain
		return err
	}, nil
}

func (c *curve) rows(records [][]float64) []Row {
	var rows []Row
	for k, e := range c.entries {
		record := records[k]
		exact := func(metric string, x, mean float64) {
			row := newRow(e.series, metric)
			row.X, row.Mean = x, mean
			rows = append(rows, row)
		}
		truthful := record[len(c.xs)]
		best, at := truthful, c.truth
		for j, x := range c.xs {
			exact(metricUtility, x, record[j])
			if record[j] > best {
				best, at = record[j], x
			}
		}
		exact(metricTruthful, none, truthful)
		exact(metricBest, none, best)
		exact(metricBestX, none, at)
		exact(metricGain, none, best/truthful-1)
		exact(metricFound, none, record[len(c.xs)+1]/truthful)
		rows[len(rows)-1].Evaluations = c.config.Evaluations
	}
	return rows
}

// steps returns n+1 numbers from lo to hi at equal distances.
func steps(lo, hi float64, n int) []float64 {
	xs := make([]float64, n+1)
	for k := range xs {
		xs[k] = lo + float64((hi-lo)*float64(k)/float64(n))
	}
	return xs
}
