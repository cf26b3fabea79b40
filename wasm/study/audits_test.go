package study

import (
	"math"
	"testing"

	"fallow/solvers/audit"
)

// A small run of the study against an independent simulation's figures, and what must hold of every run.
func TestAuditsAgainstTheReference(t *testing.T) {
	config := auditsStudy.Quick
	config.Instances, config.Repeats = 10_000, 24
	p, err := auditsStudy.Plan(config)
	if err != nil {
		t.Fatal(err)
	}
	r, err := p.Run(t.Context(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		series, setting, metric string
		rounds, low, high       float64
	}{
		{seriesAda, settingHonest, metricAudits, 1000, 740, 820},
		{seriesAda, settingHonest, metricAudits, 10_000, 1950, 2400},
		{seriesAda, settingDeviator, metricRegret, 10_000, .1, 1},
		{seriesUnif10, settingDeviator, metricRegret, 1000, 4, 7},
		{seriesUnif10, settingDeviator, metricRegret, 10_000, 4, 7},
		{seriesUnif1, settingDeviator, metricRegret, 10_000, 40, 70},
		{seriesAlways, settingDeviator, metricRegret, 10_000, 0, 1},
		{seriesAlways, settingHonest, metricAudits, 10_000, 10_000, 10_000},
		{seriesBudget, settingDeviator, metricAudits, 10_000, 100, 100},
		{seriesNoAudits, settingCareful, metricAudits, 10_000, 0, 0},
		{seriesSchedule, settingDeviator, metricRegret, 10_000, .1, 1},
		{seriesSchedule, settingDeviator, metricAudits, 10_000, 240, 320},
	} {
		row, ok := r.Rows.find(c.series, "", c.setting, c.metric, c.rounds)
		if !ok || row.Mean < c.low || row.Mean > c.high || row.N != 24 {
			t.Errorf("%s of %s, %s, T = %g: %+v, want %g to %g", c.metric, c.series, c.setting, c.rounds, row, c.low, c.high)
		}
	}
	for _, v := range r.Verdicts {
		if !v.Agrees {
			t.Errorf("%s %s", v.Claim, v.Found)
		}
	}
	last, _ := r.Rows.find(seriesAda, "", settingDeviator, metricAuditsSoFar, 10_000)
	total, _ := r.Rows.find(seriesAda, "", settingDeviator, metricAudits, 10_000)
	if last.Mean != total.Mean || math.IsNaN(last.Mean) {
		t.Errorf("audits so far end at %g, in total they are %g", last.Mean, total.Mean)
	}
}

// The schedule says the same for every round as its description.
func TestHandSetSchedule(t *testing.T) {
	for _, rounds := range []int{1, 8, 99, 100, 101, 1000, 50_000} {
		m := handSet(rounds)
		if err := m.Validate(); err != nil {
			t.Fatalf("T = %d: %v", rounds, err)
		}
		for round := 1; round <= rounds; round = round*3/2 + 1 {
			want := math.Pow(10, -math.Max(0, math.Ceil(math.Log10(float64(rounds-round+1)/100)-1e-12)))
			got := 0.
			for _, s := range m.Steps {
				if s.From <= round {
					got = s.P
				}
			}
			if math.Abs(got-want) > 1e-12 {
				t.Errorf("T = %d, round %d: %g, want %g", rounds, round, got, want)
			}
		}
	}
}

func TestAuditsHaveAnEntryForEveryMechanism(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range auditsEntries() {
		seen[e.mechanism(1000).Name] = true
	}
	for _, name := range []string{audit.AdaAudit, audit.UnifAudit, audit.NoAudits, audit.AuditAlways, audit.AuditBudget, audit.AuditSchedule} {
		if !seen[name] {
			t.Errorf("%s is not in the study", name)
		}
	}
}
