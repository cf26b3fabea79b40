package study

import (
	"fmt"

	"fallow/core/sample"
)

// The distributions of Figure 8, as series.
const (
	seriesTruthful    = "eq6"
	seriesEq9         = "eq9"
	seriesEq7         = "eq7"
	seriesPerturbed   = "exs-perturbed"
	seriesAdversarial = "exs-adversarial"
)

var figure8 = &Study{
	Name:   "figure8",
	Source: "Figure 8",
	Title:  "What networks learn from when agents lie: a little noise, or every value at the edge",
	Try:    "Compare the values that agents report to PF with those that they have.",
	Quick:  Config{Seed: 1, Instances: 20_000, Searched: 1000, Evaluations: responseEvaluations, Repeats: 1},
	Full:   Config{Seed: 1, Instances: 200_000, Searched: 5000, Evaluations: responseEvaluations, Repeats: 1},
	plan: func(s *Study, config Config) *Plan {
		// Eq. (7) as printed lets every agent ask for every resource; so do the others here, to be comparable.
		setup := Unmasked.Setup(system2x2)
		p := &Plan{Study: s, Config: config, judge: judgeFigure8, notes: []string{
			"Demands are drawn without the mask of eq. (6) and (9), as eq. (7) has none: the mask would only add agents that ask for nothing.",
			"PF looks at the ratios of an agent's values only, so the scale of a lie is arbitrary: ours is the one that our search happens to find first. Where no lie pays, agents report the truth.",
		}}
		for _, d := range []struct {
			series string
			kind   sample.Distribution
			count  int
		}{
			{seriesTruthful, sample.Truthful, config.Instances},
			{seriesEq9, sample.Perturbed, config.Instances},
			{seriesEq7, sample.Adversarial, max(1, config.Searched)},
		} {
			setup.Distribution = d.kind
			p.parts = append(p.parts, &density{config, setup, d.count, d.series})
		}
		return p
	},
}

func judgeFigure8(r *Result) []Verdict {
	edge := (densityBins - .5) / densityBins
	truthful, _ := r.Rows.find(seriesTruthful, "2x2", "", metricValueDensity, edge)
	perturbed, _ := r.Rows.find(seriesEq9, "2x2", "", metricValueDensity, edge)
	adversarial, _ := r.Rows.find(seriesEq7, "2x2", "", metricValueDensity, edge)
	return []Verdict{{
		Claim: "The two distributions of untruthful reports are as drawn in the paper's figure.",
		Found: fmt.Sprintf("Density of values between 0.98 and 1: %s with noise and %s when lying to PF, against %s when honest.",
			number(perturbed.Mean), number(adversarial.Mean), number(truthful.Mean)),
		Agrees: perturbed.Mean > truthful.Mean,
		Why:    "The paper gives a picture without numbers. Clipping to [0.1, 1] piles noise up at both ends.",
	}}
}
