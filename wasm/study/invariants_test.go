package study

import (
	"math"
	"testing"
)

// run runs a study without networks at the given size.
func run(t *testing.T, s *Study, config Config) *Result {
	t.Helper()
	config.Baselines = true
	p, err := s.Plan(config)
	if err != nil {
		t.Fatal(err)
	}
	r, err := p.Run(t.Context(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// want returns the row that must be there.
func want(t *testing.T, r *Result, series, system string, setting Setting, metric string, x float64) Row {
	t.Helper()
	row, ok := r.Rows.find(series, system, string(setting), metric, x)
	if !ok {
		t.Fatalf("%s has no %s of %s for %s, %s, at %v", r.Study, metric, series, system, setting, x)
	}
	return row
}

// With equal unit budgets of money, agent 1 buys where the price ratio lies between the two agents' ratios: utility
// (1-ρ)/2 + 1/2 for a report ρ between 1/4 and 1, 1/1.6 below, and only resource 2 above 1.
func TestFigure1IsItsClosedForm(t *testing.T) {
	r := run(t, figure1, figure1.Quick)
	for _, row := range r.Rows {
		if row.Series != seriesPF || row.Metric != metricUtility {
			continue
		}
		want := .625
		switch {
		case row.X > 1:
			want = .5
		case row.X > .25:
			want = 1 - row.X/2
		}
		if math.Abs(row.Mean-want) > 1e-5 {
			t.Errorf("utility of PF at %v is %v, want %v", row.X, row.Mean, want)
		}
	}
	for series, gain := range map[string]float64{
		seriesPF: 1. / 6, seriesPA: 0, seriesLottery: 0, seriesUniform: 0, seriesCoin: 1. / 12,
	} {
		for _, metric := range []string{metricGain, metricFound} {
			if row := want(t, r, series, "", "", metric, none); math.Abs(row.Mean-gain) > 1e-4 {
				t.Errorf("%s of %s is %v, want %v", metric, series, row.Mean, gain)
			}
		}
	}
	if v := r.Verdicts[0]; !v.Agrees {
		t.Errorf("the paper's 17 %% is not found: %+v", v)
	}
}

// One resource, agents that want .3 and 1: PF gives .3 and .7. Without agent 1, agent 2 has 1, so r_1 = .7; without
// agent 2, agent 1 has the same .3, so r_2 = 1. Agent 1 has .21. If it asks for .5 each has .5 and r_1 = .5: .25.
func TestDemandLoophole(t *testing.T) {
	r := run(t, demandsStudy, Config{Seed: 1, Instances: 60, Searched: 30, Evaluations: 30, Repeats: 1})
	for series, utility := range map[string][2]float64{
		seriesPA: {.21, .25}, seriesLottery: {.21, .21}, seriesPF: {.3, .3}, seriesUniform: {.3, .3},
	} {
		honest, best := want(t, r, series, "", "", metricTruthful, none), want(t, r, series, "", "", metricBest, none)
		if math.Abs(honest.Mean-utility[0]) > 1e-7 || math.Abs(best.Mean-utility[1]) > 1e-7 {
			t.Errorf("%s gives %v when honest and %v at best, want %v", series, honest.Mean, best.Mean, utility)
		}
	}
	for _, system := range []string{"2x2", "3x5", "5x3"} {
		for _, setting := range allSettings {
			if pa := want(t, r, seriesPA, system, setting, metricExploitability, none); pa.Mean < 1e-4 {
				t.Errorf("%s, %s: PA's exploitability by demands is %v, but asking for more pays", system, setting, pa.Mean)
			}
			checkNoise(t, want(t, r, seriesPA, system, setting, metricExploitabilityValues, none))
			checkNoise(t, want(t, r, seriesLottery, system, setting, metricExploitability, none))
			checkNoise(t, want(t, r, seriesUniform, system, setting, metricExploitability, none))
		}
	}
}

// checkNoise checks an exploitability that theory says is 0.
func checkNoise(t *testing.T, row Row) {
	t.Helper()
	if row.Mean > exploitabilityNoise {
		t.Errorf("%s, %s: %s of %s is %v ± %v, want 0", row.System, row.Setting, row.Metric, row.Series, row.Mean, row.StdErr)
	}
}

// PF has the largest NSW; a mixture lies between its sides; the uniform rule and PF waste nothing that is wanted.
func TestComparisonInvariants(t *testing.T) {
	r := run(t, figure6, Config{Seed: 5, Instances: 60, Searched: 6, Evaluations: 30, Repeats: 1})
	for _, system := range []string{"2x3", "3x5", "5x3"} {
		for _, setting := range allSettings {
			mean := func(series, metric string) float64 {
				return want(t, r, series, system, setting, metric, none).Mean
			}
			const slack = 1e-6 // numbers are given with seven digits
			for _, series := range []string{seriesPA, seriesLottery, seriesMixture, seriesUniform, seriesCoin} {
				for _, metric := range []string{metricNSW, metricGeometricMean} {
					if mean(series, metric) > mean(seriesPF, metric)*(1+slack) {
						t.Errorf("%s, %s: %s of %s is above PF's", system, setting, metric, series)
					}
					if a, b := mean(series, metric)/mean(seriesPF, metric), mean(series, metric+relative); math.Abs(a-b) > slack {
						t.Errorf("%s, %s: %s of %s relative to PF is %v, not %v", system, setting, metric, series, b, a)
					}
				}
			}
			for _, c := range []struct{ mixed, low, high string }{
				{seriesMixture, seriesPA, seriesPF}, {seriesCoin, seriesUniform, seriesPF},
			} {
				if half := (mean(c.low, metricNSW) + mean(c.high, metricNSW)) / 2; math.Abs(mean(c.mixed, metricNSW)-half) > slack {
					t.Errorf("%s, %s: NSW of %s is %v, not half way at %v", system, setting, c.mixed, mean(c.mixed, metricNSW), half)
				}
			}
			if math.Abs(mean(seriesUniform, metricEfficiency+relative)-1) > 1e-6 {
				t.Errorf("%s, %s: the uniform rule allocates %v of what PF does", system, setting, mean(seriesUniform, metricEfficiency+relative))
			}
			checkNoise(t, want(t, r, seriesUniform, system, Setting(setting), metricExploitability, none))
			checkNoise(t, want(t, r, seriesLottery, system, Setting(setting), metricExploitability, none))
		}
	}
}
