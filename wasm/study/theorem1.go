package study

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"

	"fallow/core/bound"
)

var theorem1 = &Study{
	Name:   "theorem1",
	Source: "Theorem 1",
	Title:  "What a network learns from L samples holds beyond them, the better the larger L",
	Try:    "Change the size of the training set and read off what the theorem promises and what happens.",
	Quick:  Config{Seed: 1, Instances: 10_000, Searched: 200, Evaluations: 50, Repeats: 3, Training: 200},
	Full:   Config{Seed: 1, Instances: 20_000, Searched: 1000, Evaluations: 60, Repeats: 8, Training: 250},
	plan:   planTheorem1,
}

// theorem1Samples are the sizes of the training set.
var theorem1Samples = []int{16, 64, 256, 1024, 4096}

// theorem1Risk is δ, the probability with which the bound may fail.
const theorem1Risk = .05

// The metrics of the study. A gap is what a network achieves on its training set minus what it achieves on fresh
// instances, for exploitability the other way round, so that a positive gap means that training looks better than
// it is; the mean is over repetitions. Its size is the root of the mean square.
const (
	metricGapNSW          = "gapLogNSW"
	metricGapExpl         = "gapExploitability"
	metricGapSizeNSW      = "gapSizeLogNSW"
	metricGapSizeExpl     = "gapSizeExploitability"
	metricExponentNSW     = "exponentLogNSW"
	metricExponentExpl    = "exponentExploitability"
	metricNorm            = "norm"
	metricParameters      = "parameters"
	metricBoundCapacity   = "boundCapacity"
	metricBoundProved     = "boundCapacityProved"
	metricBoundConfidence = "boundConfidence"
	seriesTheorem         = "theorem"
	theorem1Exponent      = -.5
)

func planTheorem1(s *Study, config Config) *Plan {
	p := &Plan{Study: s, Config: config, derive: deriveTheorem1, judge: judgeTheorem1, notes: []string{
		"x is L, the number of training samples. 2x2 systems of eq. (6); each repetition draws its own training set and trains its own network on it.",
		"The theorem holds up to a constant that it does not give, so only the way in which the gap falls with L can be compared.",
		"The bound is evaluated for the networks as they were trained: their weights, counted and summed up, and a risk of 5 %. The theorem prints the first term with L outside the root; its proof, by propositions 1 and 2, gives it with L inside: then it falls like L to the power of -1/2 but for the root of a logarithm of L. The second term falls like L to the power of -1/2.",
	}}
	if config.Baselines || config.Training == 0 {
		return p
	}
	for _, samples := range theorem1Samples {
		p.parts = append(p.parts, &generalisation{config: config, samples: samples})
	}
	return p
}

// deriveTheorem1 adds the bound for the networks as they were trained, and the fitted exponents.
func deriveTheorem1(r *Result) {
	shape := shippedRecipe(system2x2, Literal).hiddenLayers()
	for _, samples := range theorem1Samples {
		norm, ok := r.Rows.find(seriesExS, "", "", metricNorm, float64(samples))
		count, _ := r.Rows.find(seriesExS, "", "", metricParameters, float64(samples))
		if !ok {
			continue
		}
		b := bound.Theorem1{
			Layers: shape.Depth, Width: shape.Width, Parameters: int(count.Mean), Norm: max(1, norm.Mean),
			Agents: system2x2.N, Resources: system2x2.M, Samples: samples, Risk: theorem1Risk,
		}
		terms, err := b.Terms()
		if err != nil {
			panic("study: theorem 1 is not evaluated within its range: " + err.Error())
		}
		for _, t := range []struct {
			metric string
			value  float64
		}{
			{metricBoundCapacity, terms.Capacity}, {metricBoundProved, terms.CapacityProved}, {metricBoundConfidence, terms.Confidence},
		} {
			row := newRow(seriesTheorem, t.metric)
			row.X, row.Mean = float64(samples), t.value
			r.Rows = append(r.Rows, row)
		}
	}
	for _, f := range []struct{ size, exponent string }{
		{metricGapSizeNSW, metricExponentNSW}, {metricGapSizeExpl, metricExponentExpl},
	} {
		if row, ok := fitExponent(r.Rows, f.size); ok {
			row.Metric, row.Paper = f.exponent, theorem1Exponent
			r.Rows = append(r.Rows, row)
		}
	}
}

// fitExponent fits log(size) = constant + exponent·log(L) by least squares.
func fitExponent(t Table, metric string) (Row, bool) {
	var x, y []float64
	for _, r := range t {
		if r.Metric == metric && r.Mean > 0 {
			x, y = append(x, math.Log(r.X)), append(y, math.Log(r.Mean))
		}
	}
	row := newRow(seriesExS, metric)
	if len(x) < 3 {
		return row, false
	}
	constant, slope := stat.LinearRegression(x, y, nil, false)
	residual, spread, mean := 0.0, 0.0, stat.Mean(x, nil)
	for k := range x {
		e, d := y[k]-constant-float64(slope*x[k]), x[k]-mean
		residual += float64(e * e)
		spread += float64(d * d)
	}
	row.Mean, row.StdErr, row.N = slope, math.Sqrt(residual/float64(len(x)-2)/spread), len(x)
	return row, true
}

func judgeTheorem1(r *Result) []Verdict {
	var verdicts []Verdict
	for _, f := range []struct{ metric, what string }{
		{metricExponentNSW, "logNSW"}, {metricExponentExpl, "exploitability"},
	} {
		row, ok := r.Rows.find(seriesExS, "", "", f.metric, none)
		if !ok {
			continue
		}
		verdicts = append(verdicts, Verdict{
			Claim:  fmt.Sprintf("The gap in %s falls at least as fast as L to the power of -1/2, within two standard errors.", f.what),
			Found:  fmt.Sprintf("L to the power of %.2f ± %.2f, fitted over %d sizes from %d to %d.", row.Mean, row.StdErr, row.N, theorem1Samples[0], theorem1Samples[len(theorem1Samples)-1]),
			Agrees: row.Mean-2*row.StdErr <= theorem1Exponent,
			Why:    "The gap also holds the luck of the draw of the training set, which by itself falls at that rate.",
		})
	}
	return verdicts
}
