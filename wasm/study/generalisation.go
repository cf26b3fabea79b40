package study

import (
	"context"
	"math"

	"fallow/core"
	"fallow/core/evaluate"
	"fallow/core/exploit"
	"fallow/core/sample"
	"fallow/net"
	"fallow/net/kernels"
)

// generalisation is the part that trains networks on sets of a given size and looks at what they do elsewhere. A unit
// is a training set and its network; the record holds the two gaps, and how many weights the network has and the sum of
// their magnitudes, which Theorem 1 asks for.
type generalisation struct {
	config  Config
	samples int
}

// generalisationBatch is smaller than usual: the smallest training sets have no more.
const generalisationBatch = 64

func (g *generalisation) units() int       { return g.config.Repeats }
func (g *generalisation) size() int        { return 4 }
func (*generalisation) networks() []string { return nil }

func (g *generalisation) timed() bool { return false }
func (g *generalisation) weight() float64 {
	training := float64(g.config.Training*generalisationBatch*2*2*2) * trainingCell
	searched := min(g.samples, g.config.Searched) + g.config.Searched
	return training + float64((g.config.Instances+searched*2*g.config.Evaluations)*2*2)
}

func (g *generalisation) open(*Worker) (runner, error) {
	return func(ctx context.Context, unit int, record []float64) error {
		// A seed for each training set; the sets of different sizes have nothing in common either.
		stream := sample.NewStream(g.config.Seed, "training sets")
		stream.Seek(uint64(g.samples)<<32 | uint64(unit))
		seed := stream.Uint64() & maxSeed
		setup := Literal.Setup(system2x2)
		instances, err := sample.Draw(setup, seed, 0, g.samples, nil)
		if err != nil {
			return err
		}
		model, err := g.train(ctx, setup, instances, seed)
		if err != nil {
			return err
		}
		seen, err := sample.NewChoice(instances, seed)
		if err != nil {
			return err
		}
		fresh, err := sample.NewSampler(setup, g.config.Seed, nil)
		if err != nil {
			return err
		}
		inside, err := g.measure(ctx, model, seen, g.samples)
		if err != nil {
			return err
		}
		outside, err := g.measure(ctx, model, fresh, g.config.Instances)
		record[0] = inside.logNSW - outside.logNSW
		record[1] = outside.exploitability - inside.exploitability
		record[2], record[3] = float64(model.Parameters()), model.Norm()
		return err
	}, nil
}

func (g *generalisation) train(ctx context.Context, setup sample.Setup, instances []*core.Instance, seed uint64) (*net.Model, error) {
	options := shippedRecipe(system2x2, Literal).Options
	options.Iterations, options.Batch, options.Seed = g.config.Training, generalisationBatch, seed
	trainer, err := net.NewTrainer(net.Data{Setups: []sample.Setup{setup}, Instances: instances}, options, kernels.Best())
	if err != nil {
		return nil, err
	}
	for !trainer.Done() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if _, err := trainer.Step(); err != nil {
			return nil, err
		}
	}
	return trainer.Model(), nil
}

// achieved is what a network achieves on average.
type achieved struct{ logNSW, exploitability float64 }

func (g *generalisation) measure(ctx context.Context, model *net.Model, source sample.Source, count int) (achieved, error) {
	searched := min(count, g.config.Searched)
	evaluator := func(deviate exploit.Deviation) (*evaluate.Evaluator, error) {
		return evaluate.New(source, model, evaluate.Options{
			Deviate: deviate, Evaluations: g.config.Evaluations, Seed: g.config.Seed, Space: &exploit.PaperSpace,
		})
	}
	welfare, err := evaluator(exploit.None)
	if err != nil {
		return achieved{}, err
	}
	search, err := evaluator(exploit.ValuesAndDemands)
	if err != nil {
		return achieved{}, err
	}
	logNSW, gain := make([]float64, pairSize), make([]float64, pairSize)
	record := make([]float64, search.RecordSize())
	for index := range count {
		if err := ctx.Err(); err != nil {
			return achieved{}, err
		}
		e := welfare
		if index < searched {
			e = search
		}
		if err := e.Sample(ctx, index, record[:e.RecordSize()]); err != nil {
			return achieved{}, err
		}
		observe(logNSW, 0, record[evaluate.RecordLogNSW])
		if index < searched {
			observe(gain, 0, meanGain(record))
		}
	}
	a := achieved{}
	a.logNSW, _, _ = estimate(logNSW)
	a.exploitability, _, _ = estimate(gain)
	return a, nil
}

func (g *generalisation) rows(records [][]float64) []Row {
	var rows []Row
	for k, metric := range []struct{ mean, size string }{
		{metricGapNSW, metricGapSizeNSW}, {metricGapExpl, metricGapSizeExpl},
	} {
		gap, square := make([]float64, pairSize), make([]float64, pairSize)
		for _, r := range records {
			observe(gap, 0, r[k])
			observe(square, 0, float64(r[k]*r[k]))
		}
		row := newRow(seriesExS, metric.mean)
		row.System, row.Setting, row.X = system2x2.String(), string(Literal), float64(g.samples)
		row.Mean, row.StdErr, row.N = estimate(gap)
		rows = append(rows, row)
		row.Metric = metric.size
		row.Mean, row.StdErr, row.N = estimate(square)
		row.Mean = math.Sqrt(row.Mean)
		row.StdErr /= 2 * row.Mean
		rows = append(rows, row)
	}
	norm := make([]float64, pairSize)
	for _, r := range records {
		observe(norm, 0, r[3])
	}
	row := newRow(seriesExS, metricNorm)
	row.X = float64(g.samples)
	row.Mean, row.StdErr, row.N = estimate(norm)
	count := newRow(seriesExS, metricParameters)
	count.X, count.Mean = row.X, records[0][2]
	return append(rows, row, count)
}
