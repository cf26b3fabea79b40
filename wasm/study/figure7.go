package study

import (
	"fmt"

	"fallow/net"
)

var figure7 = &Study{
	Name:   "figure7",
	Source: "Figure 7",
	Title:  "From fierce to little competition: what lying gains, and what stopping it costs",
	Try:    "Compare the fixed tolerance with the one that follows PF's exploitability.",
	Quick:  Config{Seed: 1, Instances: 400, Searched: 60, Evaluations: 100, Repeats: 1, Training: 250},
	Full:   Config{Seed: 1, Instances: 10_000, Searched: 1000, Evaluations: 150, Repeats: 1, Training: 600},
	plan:   planFigure7,
}

// figure7Budgets are the units of each resource, with PF's exploitability there as this study measures it.
var figure7Budgets = []struct{ budget, exploitability float64 }{
	{.25, 5.9e-3}, {.5, 8.8e-3}, {.75, 8.6e-3}, {1, 6.0e-3}, {1.25, 3.2e-3}, {1.5, 1.1e-3},
}

const (
	// figure7Tolerance is the paper's, whatever the budget.
	figure7Tolerance = 1e-3
	// seriesRelative is ExS-Net with a tolerance relative to PF's exploitability.
	seriesRelative = "exs-relative"
)

func planFigure7(s *Study, config Config) *Plan {
	p := &Plan{Study: s, Config: config, judge: judgeFigure7, notes: []string{
		fmt.Sprintf("x is the units of each resource. One network per budget and tolerance: %g throughout, as in the paper, and %g %% of PF's exploitability, as its footnote suggests.",
			figure7Tolerance, 100*tolerated),
	}}
	for _, b := range figure7Budgets {
		entries := baselines()
		if !config.Baselines {
			for _, n := range []struct {
				series    string
				tolerance float64
			}{{seriesExS, figure7Tolerance}, {seriesRelative, tolerated * b.exploitability}} {
				r := config.network(system2x2, Literal)
				r.Name, r.Shipped = fmt.Sprintf("figure7-%s-%g", n.series, b.budget), false
				r.Setups[0].Budget = &b.budget
				r.Options.Objective = net.Objective{Kind: net.Constrained, Tolerance: n.tolerance}
				p.need(r)
				entries = append(entries, entryExS(n.series, r.Name))
			}
		}
		c := compare(config, system2x2, Literal, entries)
		c.x, c.setup.Budget = b.budget, &b.budget
		p.parts = append(p.parts, c)
	}
	return p
}

func judgeFigure7(r *Result) []Verdict {
	better, total := 0, 0
	lowered := 0
	for _, b := range figure7Budgets {
		row := func(series, metric string) (Row, bool) {
			return r.Rows.find(series, "2x2", string(Literal), metric+relative, b.budget)
		}
		fixed, ok := row(seriesExS, metricExploitability)
		if !ok {
			continue
		}
		total++
		welfare, _ := row(seriesExS, metricNSW)
		mixture, _ := row(seriesMixture, metricNSW)
		mixtureExpl, _ := row(seriesMixture, metricExploitability)
		if welfare.Mean > mixture.Mean && fixed.Mean < mixtureExpl.Mean {
			better++
		}
		if follows, _ := row(seriesRelative, metricExploitability); follows.Mean < fixed.Mean {
			lowered++
		}
	}
	if total == 0 {
		return nil
	}
	return []Verdict{{
		Claim:  "ExS-Net does well at every budget.",
		Found:  fmt.Sprintf("It has more welfare and less exploitability than the mixture of PF and PA at %d of %d budgets.", better, total),
		Agrees: better == total,
		Why:    "With a tolerance of 1e-3 at every budget, it may be above what PF itself gives away where little is scarce: then nothing has to be reduced.",
	}, {
		Claim:  "A tolerance relative to PF's exploitability lowers exploitability further (footnote 3).",
		Found:  fmt.Sprintf("It does at %d of %d budgets.", lowered, total),
		Agrees: lowered > total/2,
	}}
}
