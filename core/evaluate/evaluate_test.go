package evaluate_test

import (
	"context"
	"encoding/json"
	"errors"
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

// A list of instances of different sizes: gains of agents that an instance does not have are left out.
func TestListOfInstances(t *testing.T) {
	small, err := sample.Draw(sample.Setup{Agents: 2, Resources: 2, DemandProbability: new(1.0)}, 1, 0, 3, nil)
	if err != nil {
		t.Fatal(err)
	}
	large, err := sample.Draw(sample.Setup{Agents: 4, Resources: 3, DemandProbability: new(1.0), Budget: new(.5)}, 1, 0, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	source, err := sample.NewChoice(append(small, large...), 9)
	if err != nil {
		t.Fatal(err)
	}
	opts := evaluate.Options{Deviate: exploit.Values, Evaluations: 20}
	e, err := evaluate.New(source, solvers.NewPF(solvers.Options{}), opts)
	if err != nil {
		t.Fatal(err)
	}
	all := records(t, e, 0, 1, 2, 3, 4)
	got := evaluate.Summarise(4, opts, all)
	x := got.Exploitability
	if got.Samples != 5 || len(x.PerAgent) != 4 || x.Evaluations != 20 {
		t.Fatalf("%+v", got)
	}
	mean, maximum, third := 0.0, 0.0, 0.0
	for k := range 5 {
		gains, sum, n := all[(k+1)*e.RecordSize()-4:(k+1)*e.RecordSize()], 0.0, 0.0
		for i, g := range gains {
			if math.IsNaN(g) {
				continue
			}
			sum, n, maximum = sum+g, n+1, max(maximum, g)
			if i == 2 {
				third += g / 2
			}
		}
		if n != 2 && n != 4 {
			t.Errorf("record %d has gains %v", k, gains)
		}
		mean += sum / n / 5
	}
	for what, c := range map[string][2]float64{"mean": {x.Mean, mean}, "max": {x.Max, maximum}, "third agent": {x.PerAgent[2], third}} {
		if math.Abs(c[0]-c[1]) > 1e-15 {
			t.Errorf("%s: %v, want %v", what, c[0], c[1])
		}
	}
}

// A random subset of agents gives the same mean over agents, within its standard error.
func TestSubsetOfAgentsIsUnbiased(t *testing.T) {
	setup := sample.Setup{Agents: 4, Resources: 2, Budget: new(.8)}
	indices := make([]int, 150)
	for k := range indices {
		indices[k] = k
	}
	estimate := func(agents int) evaluate.Estimate {
		opts := evaluate.Options{Deviate: exploit.Values, Evaluations: 25, AgentsPerInstance: agents}
		e := newEvaluator(t, setup, solvers.NewPF(solvers.Options{}), opts)
		return evaluate.Summarise(4, opts, records(t, e, indices...)).Exploitability.Estimate
	}
	all, some := estimate(0), estimate(2)
	if math.Abs(all.Mean-some.Mean) > 4*some.StdErr || some.Mean == all.Mean {
		t.Errorf("all agents %v, two of four %v", all, some)
	}
	if more := estimate(9); more != all {
		t.Errorf("more agents than there are: %v, want %v", more, all)
	}
}

// Where the mechanism leaves an agent with nothing, log-welfare is left out and the geometric mean is zero.
func TestInstancesWithNothingForSomeone(t *testing.T) {
	e := newEvaluator(t, sample.Setup{Agents: 2, Resources: 1, DemandProbability: new(1.0)}, hoarding{}, evaluate.Options{})
	got := evaluate.Summarise(2, evaluate.Options{}, records(t, e, 0, 1, 2))
	if got.NSW.Mean != 0 || !math.IsNaN(got.LogNSW.Mean) || got.GeometricMean != (evaluate.Estimate{}) {
		t.Errorf("%+v", got)
	}
	e = newEvaluator(t, sample.Setup{Agents: 2, Resources: 1, DemandProbability: new(0.0)}, hoarding{}, evaluate.Options{})
	got = evaluate.Summarise(2, evaluate.Options{}, records(t, e, 0, 1, 2))
	if got.LogNSW != (evaluate.Estimate{}) || !math.IsNaN(got.GeometricMean.Mean) {
		t.Errorf("nobody asks: %+v", got)
	}
}

// hoarding gives everything to the first agent.
type hoarding struct{}

func (hoarding) Name() string { return "hoarding" }

func (hoarding) Allocate(in *core.Instance, out *core.Outcome) error {
	out.Reset(1, in.N, in.M)
	for m, b := range in.Budgets {
		out.Branches[0].Allocation[m] = min(b, in.Demands[m])
	}
	return nil
}

func TestErrors(t *testing.T) {
	source, err := sample.NewSampler(sample.Setup{Agents: 2, Resources: 2, DemandProbability: new(1.0)}, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	for path, opts := range map[string]evaluate.Options{
		"deviate":           {Deviate: "sideways"},
		"evaluations":       {Evaluations: -1},
		"agentsPerInstance": {AgentsPerInstance: -1},
	} {
		_, err := evaluate.New(source, solvers.NewUniform(), opts)
		if bad := (*core.InputError)(nil); !errors.As(err, &bad) || bad.Path != path {
			t.Errorf("%s: got %v", path, err)
		}
	}
	e, err := evaluate.New(source, solvers.NewUniform(), search)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := e.Sample(ctx, 0, make([]float64, e.RecordSize())); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
