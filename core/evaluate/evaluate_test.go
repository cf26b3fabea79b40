package evaluate_test

import (
	"context"
	"encoding/json"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat"

	"fallow/core"
	"fallow/core/evaluate"
	"fallow/core/exploit"
	"fallow/core/sample"
	"fallow/solvers"
)

var search = evaluate.Options{Deviate: exploit.ValuesAndDemands, Evaluations: 30, Seed: 5, Space: &exploit.PaperSpace}

func newEvaluator(t *testing.T, setup sample.Setup, mech core.Mechanism, opts evaluate.Options) *evaluate.Evaluator {
	t.Helper()
	source, err := sample.NewSampler(setup, 3, nil)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluate.New(source, mech, opts)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func records(t *testing.T, e *evaluate.Evaluator, indices ...int) []float64 {
	t.Helper()
	all := make([]float64, e.RecordSize()*len(indices))
	for k, index := range indices {
		if err := e.Sample(context.Background(), index, all[k*e.RecordSize():(k+1)*e.RecordSize()]); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func TestRecordsDependOnTheirIndexOnly(t *testing.T) {
	setup := sample.Setup{Agents: 3, Resources: 2}
	opts := search
	opts.AgentsPerInstance = 2
	mech := func() core.Mechanism { return solvers.NewPF(solvers.Options{}) }
	one := records(t, newEvaluator(t, setup, mech(), opts), 0, 1, 2, 3)
	other := newEvaluator(t, setup, mech(), opts)
	two := append(records(t, other, 2, 3), records(t, other, 0, 1)...)
	half := len(one) / 2
	for k := range one {
		if a, b := one[k], two[(k+half)%len(two)]; math.Float64bits(a) != math.Float64bits(b) {
			t.Fatalf("entry %d is %v or %v, depending on what was evaluated before", k, a, b)
		}
	}
}

func TestSummaryAgreesWithGonum(t *testing.T) {
	setup := sample.Setup{Agents: 2, Resources: 2}
	e := newEvaluator(t, setup, solvers.NewUniform(), evaluate.Options{})
	indices := make([]int, 100)
	var nsw, logNSW, geometric, efficiency []float64
	ins, err := sample.Draw(setup, 3, 0, len(indices), nil)
	if err != nil {
		t.Fatal(err)
	}
	for k, in := range ins {
		indices[k] = k
		var out core.Outcome
		var m core.Metrics
		if err := solvers.NewUniform().Allocate(in, &out); err != nil {
			t.Fatal(err)
		}
		core.Measure(in, &out, &m)
		nsw, logNSW, efficiency = append(nsw, m.NSW), append(logNSW, m.LogNSW), append(efficiency, m.Efficiency)
		if in.Servable(0) || in.Servable(1) {
			geometric = append(geometric, m.GeometricMean)
		}
	}
	got := evaluate.Summarise(2, evaluate.Options{}, records(t, e, indices...))
	for name, c := range map[string]struct {
		got evaluate.Estimate
		of  []float64
	}{"nsw": {got.NSW, nsw}, "logNSW": {got.LogNSW, logNSW}, "geometricMean": {got.GeometricMean, geometric}, "efficiency": {got.Efficiency, efficiency}} {
		mean, sd := stat.MeanStdDev(c.of, nil)
		want := evaluate.Estimate{Mean: mean, StdErr: stat.StdErr(sd, float64(len(c.of)))}
		if math.Abs(c.got.Mean-want.Mean) > 1e-14 || math.Abs(c.got.StdErr-want.StdErr) > 1e-14 {
			t.Errorf("%s: %v, want %v", name, c.got, want)
		}
	}
	if got.Exploitability != nil {
		t.Error("exploitability without a search")
	}
}

func TestEvaluationSurvivesJSON(t *testing.T) {
	opts := search
	opts.AgentsPerInstance = 1
	e := newEvaluator(t, sample.Setup{Agents: 2, Resources: 2}, solvers.NewPF(solvers.Options{}), opts)
	for _, indices := range [][]int{{0, 1, 2, 3}, {0}} { // one sample has no standard error and an agent without gain
		want := evaluate.Summarise(2, opts, records(t, e, indices...))
		data, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got evaluate.Evaluation
		if err := json.Unmarshal(data, &got); err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(got)
		if err != nil || string(again) != string(data) {
			t.Errorf("%s became %s (%v)", data, again, err)
		}
	}
}
