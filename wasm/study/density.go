package study

import (
	"context"
	"math"

	"fallow/core"
	"fallow/core/sample"
)

// density is the part that estimates how reports are distributed. A unit is a block of instances, its record a count
// for every bin.
type density struct {
	config Config
	setup  sample.Setup
	// count is how many instances there are; series names the distribution.
	count  int
	series string
}

const (
	densityBins = 50
	// For values and for demands: the bins of [0, 1], then those that are exactly 0.
	densityCounts = densityBins + 1
	// densityBlock is the fewest instances that make a unit.
	densityBlock = 50
)

const (
	metricValueDensity  = "valueDensity"
	metricDemandDensity = "demandDensity"
	metricNothing       = "demandNothing"
)

func (d *density) units() int       { return (d.count + densityBlock - 1) / densityBlock }
func (d *density) size() int        { return 2 * densityCounts }
func (*density) networks() []string { return nil }

func (d *density) timed() bool { return false }

func (d *density) weight() float64 {
	if d.setup.Kind() == sample.Adversarial {
		return float64(d.count*responseEvaluations*d.setup.Agents*d.setup.Agents*d.setup.Resources) / float64(d.units())
	}
	return float64(d.count) / float64(d.units())
}

func (d *density) open(*Worker) (runner, error) {
	return func(ctx context.Context, unit int, record []float64) error {
		source, err := sample.NewSampler(d.setup, d.config.Seed, respond(ctx, d.config.Seed))
		if err != nil {
			return err
		}
		var in core.Instance
		for index := unit * d.count / d.units(); index < (unit+1)*d.count/d.units(); index++ {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := source.Draw(index, &in); err != nil {
				return err
			}
			for k := range in.Values {
				record[densityBin(in.Values[k])]++
				record[densityCounts+densityBin(in.Demands[k])]++
			}
		}
		return nil
	}, nil
}

// densityBin is the bin of a report: the last one for exactly 0, which the mask makes an atom.
func densityBin(x float64) int {
	if x == 0 {
		return densityBins
	}
	return min(int(x*densityBins), densityBins-1)
}

func (d *density) rows(records [][]float64) []Row {
	counts := make([]float64, d.size())
	for _, r := range records {
		for k, c := range r {
			counts[k] += c
		}
	}
	total := 0.0
	for _, c := range counts[:densityCounts] {
		total += c
	}
	add := func(rows []Row, metric string, x, count, scale float64) []Row {
		share := count / total
		row := newRow(d.series, metric)
		row.System, row.X = System{d.setup.Agents, d.setup.Resources}.String(), x
		row.Mean, row.StdErr, row.N = share*scale, math.Sqrt(share*(1-share)/total)*scale, d.count
		return append(rows, row)
	}
	var rows []Row
	for q, metric := range []string{metricValueDensity, metricDemandDensity} {
		for k, c := range counts[q*densityCounts:][:densityBins] {
			rows = add(rows, metric, (float64(k)+.5)/densityBins, c, densityBins)
		}
	}
	return add(rows, metricNothing, none, counts[len(counts)-1], 1)
}
