package evaluate_test

import (
	"math"
	"testing"

	"fallow/core"
	"fallow/core/evaluate"
	"fallow/core/exploit"
	"fallow/core/sample"
	"fallow/solvers"
)

// Figures under eq. (6) of an independent implementation, rounded, with standard errors below 2 %.
func TestReferenceFigures(t *testing.T) {
	const n = 1500
	indices := make([]int, n)
	for k := range indices {
		indices[k] = k
	}
	for _, c := range []struct {
		name                             string
		setup                            sample.Setup
		nsw                              float64 // of PF
		ratio                            func(evaluate.Evaluation) evaluate.Estimate
		uniform, pa                      float64 // relative to PF
		utility, efficiency, paEfficient float64
	}{
		{"2x2", sample.Setup{Agents: 2, Resources: 2}, 6.9e-2, rawNSW, .953, .817, .276, .499, .470},
		{"5x3", sample.Setup{Agents: 5, Resources: 3}, 1.6e-2, rawNSW, .913, .748, .447, .540, .525},
		{"5x3 scarce", sample.Setup{Agents: 5, Resources: 3, Budget: new(1.0)}, 0, geometricMean, .906, .708, 0, 0, 0},
		{"2x2 unmasked", sample.Setup{Agents: 2, Resources: 2, DemandProbability: new(1.0)}, 0, geometricMean, .970, .856, 0, 0, 0},
	} {
		figures := func(mech core.Mechanism) evaluate.Evaluation {
			return evaluate.Summarise(c.setup.Agents, evaluate.Options{}, records(t, newEvaluator(t, c.setup, mech, evaluate.Options{}), indices...))
		}
		pf, pa, uniform := figures(solvers.NewPF(solvers.Options{})), figures(solvers.NewPA(solvers.Options{})), figures(solvers.NewUniform())
		check := func(what string, got evaluate.Estimate, want float64) {
			t.Helper()
			if want != 0 && math.Abs(got.Mean-want) > 4*got.StdErr+.02*want {
				t.Errorf("%s, %s: %v, want %v", c.name, what, got, want)
			}
		}
		check("NSW", pf.NSW, c.nsw)
		check("utility", pf.Utility, c.utility)
		check("efficiency", pf.Efficiency, c.efficiency)
		check("PA's efficiency", pa.Efficiency, c.paEfficient)
		// The ratios vary far less than what they are ratios of.
		for what, r := range map[string][2]float64{"uniform": {c.ratio(uniform).Mean, c.uniform}, "PA": {c.ratio(pa).Mean, c.pa}} {
			if got, want := r[0]/c.ratio(pf).Mean, r[1]; math.Abs(got-want) > .03 {
				t.Errorf("%s: %s relative to PF %v, want %v", c.name, what, got, want)
			}
		}
	}
}

func rawNSW(e evaluate.Evaluation) evaluate.Estimate        { return e.NSW }
func geometricMean(e evaluate.Evaluation) evaluate.Estimate { return e.GeometricMean }

func TestReferenceExploitability(t *testing.T) {
	for _, c := range []struct {
		setup sample.Setup
		count int
		want  float64 // of PF, by a search; ours may find a little more
	}{
		{sample.Setup{Agents: 2, Resources: 2}, 500, 5.0e-3},
		{sample.Setup{Agents: 2, Resources: 2, DemandProbability: new(1.0)}, 100, 3.4e-2},
		{sample.Setup{Agents: 5, Resources: 3, Budget: new(1.0)}, 40, 2.7e-2},
	} {
		indices := make([]int, c.count)
		for k := range indices {
			indices[k] = k
		}
		opts := evaluate.Options{Deviate: exploit.ValuesAndDemands, Evaluations: 100}
		e := newEvaluator(t, c.setup, solvers.NewPF(solvers.Options{}), opts)
		got := evaluate.Summarise(c.setup.Agents, opts, records(t, e, indices...)).Exploitability
		if math.Abs(got.Mean-c.want) > 4*got.StdErr {
			t.Errorf("%+v: %v ± %v, want %v", c.setup, got.Mean, got.StdErr, c.want)
		}
	}
}

func BenchmarkSample(b *testing.B) {
	for _, deviate := range []exploit.Deviation{exploit.None, exploit.ValuesAndDemands} {
		b.Run(string(deviate), func(b *testing.B) {
			source, err := sample.NewSampler(sample.Setup{Agents: 5, Resources: 3, Budget: new(1.0)}, 1, nil)
			if err != nil {
				b.Fatal(err)
			}
			e, err := evaluate.New(source, solvers.NewPF(solvers.Options{}), evaluate.Options{Deviate: deviate})
			if err != nil {
				b.Fatal(err)
			}
			record := make([]float64, e.RecordSize())
			for k := 0; b.Loop(); k++ {
				if err := e.Sample(b.Context(), k, record); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
