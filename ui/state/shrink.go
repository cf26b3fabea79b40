package state

import (
	"math"

	"fallow/core"
	"fallow/ui/fallow"
)

// ShrinkSteps is how many steps lead from proportional fairness to partial allocation.
const ShrinkSteps = 20

// Shrink is the way from proportional fairness to partial allocation in the story's economy: every team keeps its bundle
// with probability, or to the part, r_i^c, for powers c = k/ShrinkSteps. All of it is computed beforehand.
type Shrink struct {
	Changes `json:"-"`
	// Truth is the economy, Full what proportional fairness gives, N×M units, and Ratios the r_i.
	Truth  *core.Instance
	Full   []float64
	Ratios []float64
	// Points are the steps of the way, Uniform is the uniform rule.
	Points  []ShrinkPoint
	Uniform ShrinkPoint
	// Step is where the reader stands on the way.
	Step int
	// Problem is a sentence, or empty.
	Problem string `json:"-"`
}

// ShrinkPoint is what a rule is worth, and how far it can be cheated.
type ShrinkPoint struct {
	// Welfare is the geometric mean of utilities, as a part of that under proportional fairness.
	Welfare float64
	// Gain is the most that a lie was found to bring a team, as a part of what honesty brings it; Liar is the team.
	Gain float64
	Liar int
}

// NewShrink is the way before anything was computed.
func NewShrink() *Shrink { return &Shrink{Truth: Economy(), Step: ShrinkSteps} }

// ShrinkRule is the rule at a step of the way.
func ShrinkRule(step int) fallow.Mechanism {
	if step == 0 {
		return ProportionalFairness.Mechanism
	}
	return fallow.Mechanism{Name: Lottery.Mechanism.Name, Power: float64(step) / ShrinkSteps}
}

// Show takes in what was computed: proportional fairness, partial allocation, a point for each step, the uniform rule.
func (s *Shrink) Show(pf, pa *fallow.Outcome, points []ShrinkPoint, uniform ShrinkPoint) {
	s.Full, s.Ratios, s.Points, s.Uniform = pf.Allocation, pa.Ratios, points, uniform
	s.Problem = ""
	s.Touch()
}

// Point is what is known of a rule that gives out and whose best lies, one a team, are lies; pf is what proportional
// fairness gives.
func (s *Shrink) Point(pf, out *fallow.Outcome, lies []*fallow.BestResponse) ShrinkPoint {
	p := ShrinkPoint{Welfare: math.Exp((out.LogNSW - pf.LogNSW) / float64(s.Truth.N))}
	for i, lie := range lies {
		if gain := lie.Gain / lie.Truthful; gain > p.Gain {
			p.Gain, p.Liar = gain, i
		}
	}
	return p
}

// Complete reports whether everything was computed.
func (s *Shrink) Complete() bool { return s.Points != nil }

// Go moves the reader along the way.
func (s *Shrink) Go(step int) {
	s.Step = min(max(step, 0), ShrinkSteps)
	s.Touch()
}

// Now is the rule at the reader's step.
func (s *Shrink) Now() ShrinkPoint { return s.Points[s.Step] }

// Kept is the part of its bundle that team i keeps at the reader's step.
func (s *Shrink) Kept(i int) float64 { return math.Pow(s.Ratios[i], float64(s.Step)/ShrinkSteps) }

// Fail says why there is no answer.
func (s *Shrink) Fail(err error) {
	s.Problem = Sentence(err)
	s.Touch()
}
