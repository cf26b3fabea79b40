package ui

import (
	"fallow/ui/fallow"
	"fallow/ui/state"
	"fallow/ui/words"
)

const (
	// provenTo is what the engine holds every solution to, gap and residual alike.
	provenTo = 1e-9
	// finest is the least that arithmetic of 16 digits can vouch for, however small a gap comes out.
	finest = 1e-15
)

// price is what the last unit of resource m costs under r, at its bar's end; empty where r has no prices.
func (c *BenchSplits) price(r state.Result, m int) string {
	prices := c.outcome(r).Prices
	if m >= len(prices) || r.Mechanism.Name != state.ProportionalFairness.Mechanism.Name {
		return ""
	}
	if prices[m] == 0 {
		return "free: there is enough"
	}
	return "price " + tiny3(prices[m]) + " a unit, " + tiny3(prices[m]*c.Answer.Truth.Budgets[m]) + " in all"
}

// notes are what there is to say about how r came to its division: at least a sentence, since an element that loses its
// last child keeps in the browser what was in it.
func (c *BenchSplits) notes(r state.Result) []string {
	out := c.outcome(r)
	var sentences []string
	switch r.Mechanism.Name {
	case state.ProportionalFairness.Mechanism.Name:
		sentences = append(sentences, proof(out.Certificate))
		if len(out.Prices) > 0 {
			sentences = append(sentences, "Prices are in play money: each team’s purse is its weight, and none spends more.")
		}
	case state.PartialAllocation.Mechanism.Name:
		if len(out.Ratios) > fewPieces {
			sentences = append(sentences, "Of its share under proportional fairness every team keeps a part, "+c.between(out.Ratios)+". The rest is held back.")
		} else if kept := c.each(out.Ratios, " keeps ", " "); kept != "" {
			sentences = append(sentences, "Of its share under proportional fairness "+kept+". The rest is held back.")
		}
		sentences = append(sentences, proofOfParts(out.Certificate))
	case state.Lottery.Mechanism.Name:
		odds := c.each(out.Ratios, " with probability ", " with ")
		if len(out.Ratios) > fewPieces {
			odds = "with a probability " + c.between(out.Ratios)
		}
		if odds != "" {
			sentences = append(sentences, "A coin for each team decides whether it gets its whole share under proportional fairness: "+odds+". Otherwise it gets nothing; the bars show the average.")
		}
		sentences = append(sentences, proofOfParts(out.Certificate))
	case state.UniformRule.Mechanism.Name:
		sentences = append(sentences, "Of each resource everybody gets what it asks for, up to a common cap. What things are worth is ignored.")
	default:
		sentences = append(sentences, "The network’s own division; no optimum is claimed.")
	}
	return said(sentences)
}

// each lists the teams' ratios: the first team's after the word first, the others' after the word next.
func (c *BenchSplits) each(ratios []float64, first, next string) string {
	var parts []string
	word := first
	for i, r := range ratios {
		parts = append(parts, c.Answer.Agents[i]+word+words.Percent(r, 1))
		word = next
	}
	return words.Join(parts...)
}

// between says how far apart the ratios are of too many teams to list.
func (c *BenchSplits) between(ratios []float64) string {
	least, most := 0, 0
	for i, r := range ratios {
		if r < ratios[least] {
			least = i
		}
		if r > ratios[most] {
			most = i
		}
	}
	one := func(i int) string { return words.Percent(ratios[i], 1) + " (" + c.Answer.Agents[i] + ")" }
	return "between " + one(least) + " and " + one(most)
}

// proof is a certificate of proportional fairness in words. The gap is that of welfare in logarithms over all weight,
// so it bounds by what part the geometric mean of utilities could be larger.
func proof(c *fallow.Certificate) string {
	if c == nil {
		return ""
	}
	gap := words.Scientific(max(c.Gap, finest), 0)
	return "This division is " + provenWords(c) + ": no other division has welfare (the weighted geometric mean of utilities) that is larger by more than a part of " +
		gap + ", and no condition of an optimum is off by more than " +
		words.Scientific(max(c.Residual, finest), 0) + "."
}

func proofOfParts(c *fallow.Certificate) string {
	if c == nil {
		return ""
	}
	return "The divisions with and without each team that this is made of: " + provenWords(c) + "."
}

// provenWords says to what a solution is proved optimal: the 1e-9 that is required, unless it misses that.
func provenWords(c *fallow.Certificate) string {
	if worst := max(c.Gap, c.Residual); !(worst <= provenTo) {
		return "proved optimal only to " + words.Scientific(worst, 0)
	}
	return "proved optimal to 10⁻⁹"
}

// tiny3 writes x with three digits, in powers of ten where there would be nothing but zeros.
func tiny3(x float64) string {
	if x != 0 && (x < 1e-4 || x >= 1e6) {
		return words.Scientific(x, 2)
	}
	return number3(x)
}

// said drops what there was nothing to say about.
func said(sentences []string) []string {
	var kept []string
	for _, s := range sentences {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}
