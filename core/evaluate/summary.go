package evaluate

import (
	"iter"
	"math"
)

// Estimate is a mean with its standard error, the sample's standard deviation over √n. Both are NaN, null in JSON,
// where there is nothing to estimate from: the mean of no number, the standard error of fewer than two.
type Estimate struct {
	Mean   float64
	StdErr float64
}

// Exploitability is a lower bound by search.
type Exploitability struct {
	// Estimate is that of the mean over agents.
	Estimate
	// Max is the largest gain of all agents of all instances.
	Max float64
	// PerAgent is the mean gain of each agent, the left side of eq. (3). Length: the most agents that an instance has.
	PerAgent []float64
	// Evaluations is the number of allocations allowed per best response.
	Evaluations int
}

// Evaluation is the Evaluation of fallow.d.ts.
type Evaluation struct {
	Samples int `json:"samples"`
	// NSW, Utility (mean over agents) and Efficiency are over all instances.
	NSW Estimate `json:"nsw"`
	// LogNSW is over the instances where it is finite: where no agent that could get something is left with nothing.
	LogNSW Estimate `json:"logNSW"`
	// GeometricMean is over the instances in which somebody asks for something; it is 0 where LogNSW is -Inf.
	GeometricMean Estimate `json:"geometricMean"`
	Utility       Estimate `json:"utility"`
	Efficiency    Estimate `json:"efficiency"`
	// Exploitability is nil where none was asked for.
	Exploitability *Exploitability `json:"exploitability,omitempty"`
}

// Summarise evaluates records, one after the other in the order of their indices, of a source with so many agents
// that were taken under opts.
func Summarise(agents int, opts Options, records []float64) Evaluation {
	size := RecordSize(agents, opts)
	t := table{records: records, size: size}
	e := Evaluation{
		Samples:       len(records) / size,
		NSW:           t.estimate(RecordNSW),
		LogNSW:        t.estimate(RecordLogNSW),
		GeometricMean: t.estimate(RecordGeometricMean),
		Utility:       t.estimate(RecordUtility),
		Efficiency:    t.estimate(RecordEfficiency),
	}
	if opts.searches() {
		e.Exploitability = t.exploitability(agents)
		e.Exploitability.Evaluations = opts.evaluations()
	}
	return e
}

// table is records seen as rows.
type table struct {
	records []float64
	size    int
}

// estimate estimates the mean of a column over its finite entries.
//
// The sums run in the order of the rows: a library's would depend on the platform's vector unit.
func (t table) estimate(column int) Estimate {
	return EstimateMean(func(yield func(float64) bool) {
		for k := column; k < len(t.records); k += t.size {
			if x := t.records[k]; !math.IsNaN(x) && !math.IsInf(x, 0) && !yield(x) {
				return
			}
		}
	})
}

func (t table) exploitability(agents int) *Exploitability {
	e := &Exploitability{PerAgent: make([]float64, agents)}
	for i := range e.PerAgent {
		e.PerAgent[i] = t.estimate(RecordGains + i).Mean
	}
	e.Estimate = EstimateMean(func(yield func(float64) bool) {
		for k := 0; k < len(t.records); k += t.size {
			sum, n := 0.0, 0
			for _, g := range t.records[k+RecordGains : k+t.size] {
				if !math.IsNaN(g) {
					sum, n = sum+g, n+1
					e.Max = max(e.Max, g)
				}
			}
			if n > 0 && !yield(sum/float64(n)) {
				return
			}
		}
	})
	return e
}

// EstimateMean estimates the mean of what xs are a sample of, the same bits on every platform, by Welford's one-pass
// mean and variance: no cancellation where the mean is large beside the spread.
func EstimateMean(xs iter.Seq[float64]) Estimate {
	n, mean, squares := 0.0, 0.0, 0.0
	for x := range xs {
		n++
		d := x - mean
		mean += d / n
		squares += float64(d * (x - mean))
	}
	e := Estimate{Mean: mean, StdErr: math.NaN()}
	if n == 0 {
		e.Mean = math.NaN()
	}
	if n > 1 {
		e.StdErr = math.Sqrt(squares / (n - 1) / n)
	}
	return e
}
