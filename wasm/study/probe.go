package study

import (
	"context"
	"math"

	"fallow/core"
	"fallow/core/evaluate"
	"fallow/core/exploit"
	"fallow/core/sample"
)

// The metrics of a comparison, as rows name them.
const (
	metricNSW           = "nsw"
	metricGeometricMean = "geometricMean"
	metricUtility       = "utility"
	metricEfficiency    = "efficiency"
	// metricExploitability is Definition 3: misreports of values and demands.
	metricExploitability = "exploitability"
	// metricExploitabilityValues is for misreports of values alone.
	metricExploitabilityValues = "exploitabilityValues"
	// relative, after a metric, is its mean over PF's mean.
	relative = "Ratio"
)

// figures are what one mechanism is worth on one instance, NaN where it was not measured.
type figures [6]float64

const (
	figureNSW = iota
	figureGeometricMean
	figureUtility
	figureEfficiency
	figureExploitability
	figureExploitabilityValues
)

var figureMetrics = [len(figures{})]string{
	figureNSW: metricNSW, figureGeometricMean: metricGeometricMean, figureUtility: metricUtility,
	figureEfficiency: metricEfficiency, figureExploitability: metricExploitability,
	figureExploitabilityValues: metricExploitabilityValues,
}

// probe measures one mechanism on instance after instance.
type probe struct {
	welfare, search *evaluate.Evaluator
	values          *evaluate.Evaluator // nil where misreports of values alone are not asked for
	record          []float64
	gains           []float64 // of misreports of values alone
	figures         figures
}

// newProbe returns a probe of mech on the instances of setup, searching with effort f.
func newProbe(mech core.Mechanism, setup sample.Setup, seed uint64, f effort, valuesToo bool) (*probe, error) {
	evaluator := func(deviate exploit.Deviation) (*evaluate.Evaluator, error) {
		source, err := sample.NewSampler(setup, seed, nil)
		if err != nil {
			return nil, err
		}
		return evaluate.New(source, mech, evaluate.Options{
			Deviate: deviate, Evaluations: f.evaluations, AgentsPerInstance: f.agents,
			Seed: seed, Space: &exploit.PaperSpace,
		})
	}
	p := &probe{}
	var err error
	if p.welfare, err = evaluator(exploit.None); err != nil {
		return nil, err
	}
	if p.search, err = evaluator(exploit.ValuesAndDemands); err != nil {
		return nil, err
	}
	if valuesToo {
		if p.values, err = evaluator(exploit.Values); err != nil {
			return nil, err
		}
	}
	p.record = make([]float64, p.search.RecordSize())
	return p, nil
}

// take measures the instance of the given index, with exploitability if search is set.
func (p *probe) take(ctx context.Context, index int, search bool) error {
	p.figures[figureExploitability], p.figures[figureExploitabilityValues] = math.NaN(), math.NaN()
	if !search {
		return p.sample(ctx, p.welfare, index)
	}
	if p.values != nil {
		if err := p.sample(ctx, p.values, index); err != nil {
			return err
		}
		p.figures[figureExploitabilityValues] = meanGain(p.record)
		p.gains = append(p.gains[:0], p.record[evaluate.RecordGains:]...)
	}
	if err := p.sample(ctx, p.search, index); err != nil {
		return err
	}
	for k, gain := range p.gains { // a lie about values is one about values and demands, too
		p.record[evaluate.RecordGains+k] = max(p.record[evaluate.RecordGains+k], gain)
	}
	p.figures[figureExploitability] = meanGain(p.record)
	return nil
}

func (p *probe) sample(ctx context.Context, e *evaluate.Evaluator, index int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := e.Sample(ctx, index, p.record[:e.RecordSize()]); err != nil {
		return err
	}
	p.figures[figureNSW] = p.record[evaluate.RecordNSW]
	p.figures[figureGeometricMean] = p.record[evaluate.RecordGeometricMean]
	p.figures[figureUtility] = p.record[evaluate.RecordUtility]
	p.figures[figureEfficiency] = p.record[evaluate.RecordEfficiency]
	return nil
}

// meanGain is the mean over the agents that were searched for, NaN if there is none.
func meanGain(record []float64) float64 {
	sum, n := 0.0, 0.0
	for _, gain := range record[evaluate.RecordGains:] {
		if !math.IsNaN(gain) {
			sum, n = sum+gain, n+1
		}
	}
	return sum / n
}
