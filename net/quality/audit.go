package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math"

	"fallow/core"
	"fallow/core/evaluate"
	"fallow/core/exploit"
	"fallow/core/sample"
	"fallow/solvers"
)

// auditor measures mechanisms on the same fresh instances of one setup, relative to PF.
type auditor struct {
	setup   sample.Setup
	options evaluate.Options
	samples int
	pf      []float64 // the records of PF
}

// newAuditor measures PF and, if told to, shows it and the uniform rule.
func newAuditor(s sample.Setup, samples, agents int, seed uint64, show bool) (*auditor, error) {
	a := &auditor{
		setup: s, samples: samples,
		options: evaluate.Options{Deviate: exploit.ValuesAndDemands, Seed: seed, AgentsPerInstance: agents},
	}
	pf, err := a.records(solvers.NewPF(solvers.Options{}))
	if err != nil {
		return nil, err
	}
	a.pf = pf
	if show {
		if err := a.show("pf", pf); err != nil {
			return nil, err
		}
		_, err = a.audit(solvers.NewUniform())
	}
	return a, err
}

func (a *auditor) records(mechanism core.Mechanism) ([]float64, error) {
	sampler, err := sample.NewSampler(a.setup, a.options.Seed, nil)
	if err != nil {
		return nil, err
	}
	e, err := evaluate.New(sampler, mechanism, a.options)
	if err != nil {
		return nil, err
	}
	size := e.RecordSize()
	records := make([]float64, a.samples*size)
	for k := range a.samples {
		if err := e.Sample(context.Background(), k, records[k*size:(k+1)*size]); err != nil {
			return nil, err
		}
	}
	return records, nil
}

// audit measures and shows a mechanism.
func (a *auditor) audit(mechanism core.Mechanism) ([]float64, error) {
	records, err := a.records(mechanism)
	if err != nil {
		return nil, err
	}
	return records, a.show(mechanism.Name(), records)
}

// show prints a mechanism's evaluation, and a line of what it is relative to PF.
func (a *auditor) show(name string, records []float64) error {
	line, err := json.Marshal(evaluate.Summarise(a.setup.Agents, a.options, records))
	if err != nil {
		return err
	}
	of := func(figure func([]float64) float64) ratio { return ratioOfMeans(records, a.pf, a.size(), figure) }
	fmt.Printf("%dx%d %s %s\n", a.setup.Agents, a.setup.Resources, name, line)
	fmt.Printf("%dx%d %s relative to pf: nsw %v, geometric mean %v, utility %v, efficiency %v, exploitability %v\n",
		a.setup.Agents, a.setup.Resources, name, of(entry(evaluate.RecordNSW)), of(entry(evaluate.RecordGeometricMean)),
		of(entry(evaluate.RecordUtility)), of(entry(evaluate.RecordEfficiency)), of(meanGain))
	return nil
}

func (a *auditor) size() int { return evaluate.RecordSize(a.setup.Agents, a.options) }

func entry(k int) func([]float64) float64 {
	return func(record []float64) float64 { return record[k] }
}

// meanGain is the mean of the gains that a record has.
func meanGain(record []float64) float64 {
	sum, n := 0.0, 0.0
	for _, g := range record[evaluate.RecordGains:] {
		if !math.IsNaN(g) {
			sum += g
			n++
		}
	}
	return sum / n
}

// ratio is a ratio of means with its standard error.
type ratio struct{ value, err float64 }

func (r ratio) String() string { return fmt.Sprintf("%.4f ± %.4f", r.value, r.err) }

// ratioOfMeans is the ratio of two means over the same instances. Its standard error is by the delta method: that of
// the mean of x − R·y, over the mean of y. Instances without the figure are left out.
func ratioOfMeans(x, y []float64, size int, figure func([]float64) float64) ratio {
	var xs, ys []float64
	for at := 0; at < len(x); at += size {
		a, b := figure(x[at:at+size]), figure(y[at:at+size])
		if !math.IsNaN(a) && !math.IsNaN(b) {
			xs, ys = append(xs, a), append(ys, b)
		}
	}
	n, sumX, sumY, square := float64(len(xs)), 0.0, 0.0, 0.0
	for k := range xs {
		sumX += xs[k]
		sumY += ys[k]
	}
	r := sumX / sumY
	for k := range xs {
		d := xs[k] - r*ys[k]
		square += d * d
	}
	return ratio{r, math.Sqrt(square/(n-1)*n) / sumY}
}
