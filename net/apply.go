package net

import (
	"fmt"
	"math"

	"fallow/net/kernels"
)

const (
	// clipNorm bounds the norm of a step's gradient.
	clipNorm = 5
	// dualRate is how far a multiplier moves in a step, per violation relative to the tolerance, and firstMultiplier
	// where it starts: a network that starts at a truthful rule would otherwise first leave the constraint far behind,
	// and then be pushed back so hard that its units die. Both are in units of 1 over what an agent could have at most.
	dualRate        = .05
	firstMultiplier = 2
	// warmSteps is the number of steps in which the learning rate rises to its full height.
	warmSteps = 100
)

// Apply takes a step with the contributions of all shards, in the order of the shards: one of Adam on the weights
// (step 2 of Alg. 1), one of projected ascent on the multipliers (step 3).
func (t *Trainer) Apply(contributions [][]float32) (Progress, error) {
	if len(contributions) != Shards {
		return Progress{}, fmt.Errorf("net: %d contributions to a step, want %d", len(contributions), Shards)
	}
	n := len(t.params.Values)
	clear(t.gradient)
	for _, c := range contributions {
		if len(c) != t.ContributionSize() {
			return Progress{}, fmt.Errorf("net: a contribution of %d numbers, want %d", len(c), t.ContributionSize())
		}
		t.backend.AddScaled(t.gradient, c[:n], 1)
	}
	norm := math.Sqrt(float64(t.backend.Dot(t.gradient, t.gradient)))
	if math.IsNaN(norm) || math.IsInf(norm, 0) {
		return Progress{}, t.explain()
	}
	adam := kernels.NewAdamStep(t.rate(), t.step+1)
	if norm > clipNorm {
		adam.GradientScale = clipNorm / norm
	}
	t.backend.Adam(t.params.Values, t.gradient, t.moment1, t.moment2, adam)
	t.updateAverage()
	progress := t.observe(contributions)
	t.updateMultipliers(contributions)
	for shard, c := range contributions {
		copy(t.liesAt(t.step, shard), c[n+t.statSize():])
	}
	t.step++
	progress.Iteration = t.step
	t.history.add(progress)
	t.history.Window.add(t.score(progress), t.options.Patience)
	return progress, nil
}

// rate is the learning rate of the current step: after a short rise, a cosine from the options' down to zero
// (Loshchilov and Hutter 2017).
func (t *Trainer) rate() float64 {
	warm := min(1, float64(t.step+1)/warmSteps)
	return t.options.LearningRate * warm * halfCosine(float64(t.step)/float64(t.options.Iterations))
}

// halfCosine is (1 + cos πx)/2 for x in [0, 1], by a polynomial so that it has the same bits everywhere: with
// y = (x − 1/2)·π it is (1 − sin y)/2, and nine terms of the sine's series are exact to rounding on [−π/2, π/2].
func halfCosine(x float64) float64 {
	y := (min(max(x, 0), 1) - .5) * math.Pi
	term, sum := y, y
	for k := 2.0; k < 20; k += 2 {
		term = float64(term*float64(-y*y)) / (k * (k + 1))
		sum += term
	}
	return max(0, (1-sum)/2)
}

// averageSpan is how many steps back the average of the weights reaches, at most.
const averageSpan = 200

// updateAverage keeps an exponential average of the weights (Polyak and Juditsky 1992), which generalises better than
// the last of them and jumps less from step to step.
func (t *Trainer) updateAverage() {
	keep := 1 - 1/float64(min(t.step+1, averageSpan))
	t.backend.Scale(t.average, t.average, float32(keep))
	t.backend.AddScaled(t.average, t.params.Values, float32(1-keep))
}

// updateMultipliers is γ ← max(0, γ + β·(exploitability − ε)/ε) for the agents that were searched for. Where agents
// are exchangeable their constraints are one. A multiplier is log welfare per utility, so β is in units of 1 over what
// an agent could have at most.
func (t *Trainer) updateMultipliers(contributions [][]float32) {
	if t.options.Objective.Kind != Constrained {
		return
	}
	t.updateScale(contributions)
	n, tolerance := len(t.params.Values), t.options.Objective.Tolerance
	scale := float64(t.scale[0])
	for g, multipliers := range t.multipliers {
		gains, searches := make([]float64, len(multipliers)), make([]float64, len(multipliers))
		for shard, c := range contributions {
			if t.groupOf(t.visit(t.step, shard), shard) == g {
				t.addGains(c[n:], gains, searches)
			}
		}
		if t.arch.Kind == Exchangeable {
			pool(gains)
			pool(searches)
		}
		for i := range multipliers {
			if t.step == 0 {
				multipliers[i] = float32(firstMultiplier / scale)
			} else if searches[i] > 0 {
				violation := (gains[i]/searches[i] - tolerance) / tolerance
				multipliers[i] = float32(max(0, float64(multipliers[i])+dualRate/scale*min(violation, maxViolation)))
			}
		}
	}
}

// maxViolation bounds how fast multipliers grow.
const maxViolation = 2

// updateScale takes the step into the mean of what an agent could have at most.
func (t *Trainer) updateScale(contributions [][]float32) {
	most, servable := 0.0, 0.0
	for _, c := range contributions {
		stats := c[len(t.params.Values):]
		most += float64(stats[statMost])
		servable += float64(stats[statServable])
	}
	if servable > 0 {
		t.scale[0] += float32((most/servable - float64(t.scale[0])) / float64(t.step+1))
	}
}

// addGains adds the gains and searches in the statistics of one contribution.
func (t *Trainer) addGains(stats []float32, gains, searches []float64) {
	agents := t.Agents()
	for i := range gains {
		gains[i] += float64(stats[statGains+i])
		searches[i] += float64(stats[statGains+agents+i])
	}
}

// pool makes all entries of x their sum.
func pool(x []float64) {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	for k := range x {
		x[k] = sum
	}
}

// explain looks for the op that made a gradient that is not finite.
func (t *Trainer) explain() error {
	for s, l := range t.lanes {
		if err := l.trace(); err != nil {
			return fmt.Errorf("net: step %d on %v stopped: %w", t.step, s, err)
		}
	}
	return fmt.Errorf("net: step %d has a gradient that is not finite", t.step)
}
