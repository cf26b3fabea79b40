package study

import "fmt"

var table1 = &Study{
	Name:   "table1",
	Source: "Table 1",
	Title:  "A network allocates fast; so does a solver that knows the problem",
	Try:    "Run it on your machine.",
	Quick:  Config{Seed: 1, Instances: 100, Evaluations: 1, Repeats: 10},
	Full:   Config{Seed: 1, Instances: 1000, Evaluations: 1, Repeats: 20},
	plan: func(s *Study, config Config) *Plan {
		p := &Plan{Study: s, Config: config, derive: table1Relative, judge: judgeTable1, notes: []string{
			"Each time is the mean over instances of one allocation, measured again and again; the standard error is over the repetitions.",
			"ExS-Net is timed one instance at a time and in batches of 100.",
		}}
		entries := []entry{entryPF(), entryPA()}
		recipe := config.network(system10x3, Literal)
		if !config.Baselines {
			p.need(recipe)
			entries = append(entries, entryExS(seriesExS, recipe.Name))
		}
		for _, e := range entries {
			p.parts = append(p.parts, &timing{config: config, system: system10x3, entry: e})
		}
		if !config.Baselines {
			batch := entryExS(seriesExSBatch, recipe.Name)
			p.parts = append(p.parts, &timing{config: config, system: system10x3, entry: batch, batch: true})
		}
		return p
	},
}

// The paper's normalised times for one allocation.
const (
	table1PF = 40.1
	table1PA = 310.0
)

// table1Relative adds the times relative to one ExS-Net allocation, the unit of the paper.
func table1Relative(r *Result) {
	unit, ok := r.Timing.find(seriesExS, "10x3", string(Literal), metricSeconds, none)
	if !ok {
		return
	}
	for _, row := range r.Timing {
		row.Metric = metricRelativeTime
		row.Mean, row.StdErr = row.Mean/unit.Mean, row.StdErr/unit.Mean
		switch row.Series {
		case seriesPF:
			row.Paper = table1PF
		case seriesPA:
			row.Paper = table1PA
		case seriesExS:
			row.Paper = 1
		}
		r.Timing = append(r.Timing, row)
	}
}

func judgeTable1(r *Result) []Verdict {
	seconds := func(series string) float64 {
		row, _ := r.Timing.find(series, "10x3", string(Literal), metricSeconds, none)
		return row.Mean
	}
	pf, pa, exs := seconds(seriesPF), seconds(seriesPA), seconds(seriesExS)
	const why = "The paper solved PF with a general interior-point method, whose Newton step takes time of order (NM)³. The budgets are all that ties the agents of " +
		"this program together, so ours eliminates everything else and solves an MxM system. Networks are not faster than that on a problem of this size, unless many instances are computed at once."
	verdicts := []Verdict{{
		Claim:  fmt.Sprintf("PA takes %.1f times as long as PF.", table1PA/table1PF),
		Found:  fmt.Sprintf("%.1f times.", pa/pf),
		Agrees: pa/pf > table1PA/table1PF/2 && pa/pf < table1PA/table1PF*2,
		Why:    "PA solves one more program for each of the ten agents. Most of them need no solve here: where nothing is scarce, nobody's absence changes anything.",
	}}
	if exs == 0 {
		return verdicts
	}
	return append(verdicts, Verdict{
		Claim:  fmt.Sprintf("PF takes %.1f times as long as ExS-Net, PA %.0f times.", table1PF, table1PA),
		Found:  fmt.Sprintf("%.2f and %.2f times.", pf/exs, pa/exs),
		Agrees: pf/exs > table1PF/2,
		Why:    why,
	})
}
