package net

// Progress is what a step saw: the Progress of fallow.d.ts but for the times, which are the caller's to measure.
type Progress struct {
	Iteration  int `json:"iteration"`
	Iterations int `json:"iterations"`
	// LogNSW is the batch's mean.
	LogNSW float64 `json:"logNSW"`
	// OverUniform is LogNSW minus that of the uniform rule on the same instances: what the network adds to a rule that
	// cannot be exploited.
	OverUniform float64 `json:"overUniform"`
	// Exploitability is each agent's mean gain, as the training search saw it where it has had time enough. Where several sizes are trained on, it
	// and Multipliers are means over those that the agent is part of.
	Exploitability []float64 `json:"exploitability"`
	Multipliers    []float64 `json:"multipliers"`
}

// observe summarises the statistics of a step.
func (t *Trainer) observe(contributions [][]float32) Progress {
	p := Progress{
		Iterations:     t.options.Iterations,
		Exploitability: make([]float64, t.Agents()),
		Multipliers:    make([]float64, t.Agents()),
	}
	instances, logNSW, uniform := 0.0, 0.0, 0.0
	searches := make([]float64, t.Agents())
	for _, c := range contributions {
		stats := c[len(t.params.Values):]
		instances += float64(stats[statInstances])
		logNSW += float64(stats[statLogNSW])
		uniform += float64(stats[statUniform])
		t.addGains(stats, p.Exploitability, searches)
	}
	p.LogNSW = logNSW / instances
	p.OverUniform = p.LogNSW - uniform/instances
	if t.history.Seen == nil {
		t.history.Seen = make([]float64, t.Agents())
	}
	for i, n := range searches {
		if n > 0 {
			t.history.Seen[i] = p.Exploitability[i] / n
		}
		p.Exploitability[i] = t.history.Seen[i]
	}
	count := make([]float64, t.Agents())
	for _, multipliers := range t.multipliers {
		for i, m := range multipliers {
			p.Multipliers[i] += float64(m)
			count[i]++
		}
	}
	for i, n := range count {
		p.Multipliers[i] /= n
	}
	return p
}

// score is what the stop rule compares: welfare, less what the excess of exploitability costs at present.
func (t *Trainer) score(p Progress) float64 {
	score := p.OverUniform
	for i, e := range p.Exploitability {
		if t.options.Objective.Kind == Penalty {
			score -= t.options.Objective.Alpha * e
		} else {
			score -= p.Multipliers[i] * max(0, e-t.options.Objective.Tolerance)
		}
	}
	return score
}
