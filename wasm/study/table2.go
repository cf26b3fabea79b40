package study

import (
	"fmt"

	"fallow/core/sample"
)

var table2 = &Study{
	Name:   "table2",
	Source: "Table 2",
	Title:  "ExS-Net also learns from the reports of liars",
	Try:    "Train the three networks again with another seed.",
	Quick:  Config{Seed: 1, Instances: 2000, Searched: 200, Evaluations: 200, Repeats: 1, Training: 800},
	Full:   Config{Seed: 1, Instances: 20_000, Searched: 2000, Evaluations: 150, Repeats: 1, Training: 1500},
	plan:   planTable2,
}

// table2Tolerance is stricter than that of the shipped networks, relative to PF's exploitability: agents that have lied
// already, as those of eq. (7), show less of what others could gain.
const table2Tolerance = .01

// adversarialSamples is how many past reports there are to learn from, for eq. (7): finding each takes a search.
const adversarialSamples = 4096

func planTable2(s *Study, config Config) *Plan {
	p := &Plan{Study: s, Config: config, paper: table2Numbers, judge: judgeTable2, notes: []string{
		"All mechanisms are tested on fresh truthful instances of eq. (6). Networks differ in what they were trained on only.",
		"The paper's test set is not public and, by its ±, held about 50 instances: what can be compared is each mechanism relative to PF.",
		"Eq. (7) as printed has no mask, so that every agent asks for every resource. We keep eq. (6)'s mask, so that only the lies differ from the test data; the agents best respond to PF.",
	}}
	entries := baselines()
	entries[0].valuesToo, entries[1].valuesToo = true, true
	if !config.Baselines {
		for _, kind := range []struct {
			series       string
			distribution sample.Distribution
		}{
			{seriesExS, sample.Truthful}, {seriesPerturbed, sample.Perturbed}, {seriesAdversarial, sample.Adversarial},
		} {
			r := config.network(system2x2, Literal)
			r.Name, r.Shipped = "table2-"+string(kind.distribution), false
			r.Options.Objective.Tolerance = table2Tolerance * exploitabilityOfPF[system2x2][Literal]
			if kind.distribution != sample.Truthful {
				r.Setups[0].Distribution = kind.distribution
			}
			if kind.distribution == sample.Adversarial {
				r.Options.Samples = adversarialSamples
			}
			p.need(r)
			entries = append(entries, entryExS(kind.series, r.Name))
		}
	}
	p.parts = []part{compare(config, system2x2, Literal, entries)}
	return p
}

func judgeTable2(r *Result) []Verdict {
	verdicts := []Verdict{judgePANumbers(r), judgePAZero(r)}
	for _, n := range []struct{ series, data string }{
		{seriesExS, "truthful"}, {seriesPerturbed, "perturbed"}, {seriesAdversarial, "adversarial"},
	} {
		row := func(metric string) Row {
			found, _ := r.Rows.find(n.series, "2x2", string(Literal), metric+relative, none)
			return found
		}
		nsw, expl, eff := row(metricNSW), row(metricExploitability), row(metricEfficiency)
		if nsw.N == 0 {
			continue
		}
		verdicts = append(verdicts, Verdict{
			Claim: fmt.Sprintf("Trained on %s data, ExS-Net has %s of PF's NSW, %s of its exploitability and %s of its efficiency.",
				n.data, percent(nsw.Paper), percent(expl.Paper), percent(eff.Paper)),
			Found: fmt.Sprintf("%s, %s and %s.", measuredPercent(nsw), measuredPercent(expl), measuredPercent(eff)),
			Agrees: nsw.Mean >= nsw.Paper-2*nsw.StdErr && expl.Mean <= expl.Paper+2*expl.StdErr &&
				eff.Mean >= eff.Paper-2*eff.StdErr,
			Why: "Agrees means at least as good: the paper does not say how its networks were trained.",
		})
	}
	uniform, _ := r.Rows.find(seriesUniform, "2x2", string(Literal), metricNSW+relative, none)
	return append(verdicts, Verdict{
		Claim:  "No mechanism before ExS-Net balances welfare and truthfulness: 90.5 % of PF's NSW at a tenth of its exploitability.",
		Found:  fmt.Sprintf("The uniform rule, from 1991, has %s of PF's NSW, and nobody can exploit it.", measuredPercent(uniform)),
		Agrees: uniform.Mean < .905,
		Why:    "The paper does not compare with it. It divides each resource by itself: whoever asks for little gets it, the others get equal shares of the rest.",
	})
}

// judgePANumbers says why the paper's PA row cannot be PA's.
func judgePANumbers(r *Result) Verdict {
	row := func(metric string) Row {
		found, _ := r.Rows.find(seriesPA, "2x2", string(Literal), metric+relative, none)
		return found
	}
	nsw, eff := row(metricNSW), row(metricEfficiency)
	return Verdict{
		Claim:  fmt.Sprintf("PA has %s of PF's NSW and %s of its efficiency.", percent(nsw.Paper), percent(eff.Paper)),
		Found:  fmt.Sprintf("%s and %s.", measuredPercent(nsw), measuredPercent(eff)),
		Agrees: within(nsw, nsw.Paper) && within(eff, eff.Paper),
		Why: "With two agents of equal weight PA hands out at least half of what PF does, to each agent, so its efficiency cannot be below half of PF's. " +
			"The table's row cannot come from PA as the paper defines it.",
	}
}

// judgePAZero says what PA's zero is a zero of.
func judgePAZero(r *Result) Verdict {
	values, _ := r.Rows.find(seriesPA, "2x2", string(Literal), metricExploitabilityValues, none)
	both, _ := r.Rows.find(seriesPA, "2x2", string(Literal), metricExploitability, none)
	return Verdict{
		Claim:  "PA's exploitability is 0.",
		Found:  fmt.Sprintf("%s if agents lie about values only; %s if about demands as well.", number(values.Mean), measured(both)),
		Agrees: both.Mean < exploitabilityNoise,
		Why:    "Asking for more than you want pays under PA, because what is left after the shrinking is capped by what you want (see the demand loophole).",
	}
}

// within reports whether a number lies within three standard errors of a row's.
func within(r Row, x float64) bool { return x > r.Mean-3*r.StdErr && x < r.Mean+3*r.StdErr }
