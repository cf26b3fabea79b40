package net

// Progress is what a step saw: the Progress of fallow.d.ts but for the times, which are the caller's to measure.
type Progress struct {
	Iteration  int `json:"iteration"`
	Iterations int `json:"iterations"`
	// LogNSW is the batch's mean.
	LogNSW float64 `json:"logNSW"`
	// Exploitability is each agent's mean gain, as the training search saw it. Where several sizes are trained on, it
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
	instances, logNSW := 0.0, 0.0
	searches := make([]float64, t.Agents())
	for _, c := range contributions {
		stats := c[len(t.params.Values):]
		instances += float64(stats[statInstances])
		logNSW += float64(stats[statLogNSW])
		t.addGains(stats, p.Exploitability, searches)
	}
	p.LogNSW = logNSW / instances
	for i, n := range searches {
		if n > 0 {
			p.Exploitability[i] /= n
		}
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
