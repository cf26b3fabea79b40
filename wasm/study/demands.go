package study

import (
	"fmt"

	"fallow/core"
)

var demandsStudy = &Study{
	Name:   "demands",
	Source: "Section 2.1",
	Title:  "PA can be cheated: ask for more than you want. A lottery repairs it",
	Try:    "Move the reported demand above the true one and compare PA with its lottery.",
	Quick:  Config{Seed: 1, Instances: 200, Searched: 100, Evaluations: 100, Repeats: 1},
	Full:   Config{Seed: 1, Instances: 10_000, Searched: 1000, Evaluations: 150, Repeats: 1},
	plan:   planDemands,
}

// demandsInstance is the smallest instance in which PA's shrinking brings an oversized bundle back under the true
// demand.
func demandsInstance() *core.Instance {
	return &core.Instance{
		N: 2, M: 1,
		Values:  []float64{1, 1},
		Demands: []float64{.3, 1},
		Budgets: []float64{1},
		Weights: []float64{1, 1},
	}
}

func planDemands(s *Study, config Config) *Plan {
	const truth = .3
	entries := []entry{entryPF(), entryPA(), entryLottery(1), entryUniform()}
	p := &Plan{
		Study: s, Config: config,
		parts: []part{&curve{
			config: config, instance: demandsInstance(), xs: steps(.02, 1, 49), truth: truth,
			lie:     func(in *core.Instance, demand float64) { in.Demands[0] = demand },
			entries: entries,
		}},
		judge: judgeDemands,
	}
	entries[0].valuesToo, entries[1].valuesToo = true, true
	for _, system := range []System{system2x2, system3x5, system5x3} {
		for _, setting := range allSettings {
			p.parts = append(p.parts, compare(config, system, setting, entries))
		}
	}
	return p
}

func judgeDemands(r *Result) []Verdict {
	gain := func(series string) float64 {
		truthful, _ := r.Rows.find(series, "", "", metricTruthful, none)
		best, _ := r.Rows.find(series, "", "", metricBest, none)
		return best.Mean - truthful.Mean
	}
	pa, lottery := gain(seriesPA), gain(seriesLottery)
	verdicts := []Verdict{{
		Claim:  "PA has no exploitability at all (section 2.1 and Table 2).",
		Found:  fmt.Sprintf("Two agents, one resource: an agent that wants 0.3 units and asks for more gains %s units.", number(pa)),
		Agrees: pa < exploitabilityNoise,
		Why: "The proof needs utilities that grow in proportion to the bundle. A capped utility does not: PA shrinks the bundle of an agent that asked for too much, " +
			"and what is left is still as much as it wanted. Lies about values alone, which is what the paper's zero is for, gain nothing.",
	}, {
		Claim:  "Giving each agent its whole bundle, with the probability by which PA would shrink it, repairs that.",
		Ours:   true,
		Found:  fmt.Sprintf("The same lie gains %s.", number(max(lottery, 0))),
		Agrees: lottery < exploitabilityNoise,
		Why:    "A chance is not capped, so the expected utility is exactly PA's promise, whatever is reported.",
	}}
	for _, system := range []System{system2x2, system3x5, system5x3} {
		values, _ := r.Rows.find(seriesPA, system.String(), string(Masked), metricExploitabilityValues, none)
		both, _ := r.Rows.find(seriesPA, system.String(), string(Masked), metricExploitability, none)
		verdicts = append(verdicts, Verdict{
			Claim:  fmt.Sprintf("%s, scarce: nobody gains by lying under PA.", system),
			Ours:   true,
			Found:  fmt.Sprintf("Lies about values gain %s; lies about values and demands %s.", measured(values), measured(both)),
			Agrees: both.Mean < exploitabilityNoise,
			Why:    "As above: asking for more than you want pays.",
		})
	}
	return verdicts
}

// exploitabilityNoise is below what anyone would lie for: gains that small are rounding, or the solver's tolerance.
const exploitabilityNoise = 1e-8
