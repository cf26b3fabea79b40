package state

import (
	"math"

	"fallow/core"
	"fallow/ui/fallow"
)

// Mark is what a rule is worth on fresh instances.
type Mark struct {
	Rule
	Worth *fallow.Evaluation
}

// Kept is what the network holds back of what could have been handed out.
type Kept struct {
	// Samples is the number of fresh instances that Share and Resources are means over.
	Samples int
	// Share is of everything, Resources of each thing; Resources is empty for networks of several sizes.
	Share     float64
	Resources []float64
	// Here is that of each thing on the first screen; empty if the network does not fit there.
	Here []float64
}

// Tally adds up, thing by thing, what could have been handed out and what was.
type Tally struct{ could, did []float64 }

// Add takes in an outcome.
func (t *Tally) Add(in *core.Instance, out *fallow.Outcome) {
	for len(t.could) < in.M {
		t.could, t.did = append(t.could, 0), append(t.did, 0)
	}
	for m, b := range in.Budgets {
		wanted := 0.0
		for i := range in.N {
			wanted += in.Demands[i*in.M+m]
			t.did[m] += out.Allocation[i*in.M+m]
		}
		t.could[m] += min(wanted, b)
	}
}

// Shares are the shares of each thing, and of everything, that were held back.
func (t *Tally) Shares() (each []float64, all float64) {
	could, did := 0.0, 0.0
	for m := range t.could {
		each = append(each, heldBack(t.could[m], t.did[m]))
		could, did = could+t.could[m], did+t.did[m]
	}
	return each, heldBack(could, did)
}

func heldBack(could, did float64) float64 {
	if could == 0 {
		return 0
	}
	return max(0, 1-did/could)
}

// SetKept records what the network holds back.
func (l *Lab) SetKept(k *Kept) {
	l.Kept = k
	l.Results.Touch()
	l.Touch()
}

// SetMark records what a rule is worth on fresh instances.
func (l *Lab) SetMark(rule Rule, worth *fallow.Evaluation) {
	l.Results.Touch()
	l.changed()
	for k := range l.Marks {
		if l.Marks[k].Name == rule.Name {
			l.Marks[k] = Mark{rule, worth}
			return
		}
	}
	l.Marks = append(l.Marks, Mark{rule, worth})
}

// MarkOf is what is known of the rule of that slug; nil if nothing is.
func (l *Lab) MarkOf(slug string) *Mark {
	for k := range l.Marks {
		if l.Marks[k].Slug == slug {
			return &l.Marks[k]
		}
	}
	return nil
}

// Measure records that a question about marks has been asked, Measured that it has been answered.
func (l *Lab) Measure() {
	l.Measuring++
	l.Results.Touch()
	l.Touch()
}

func (l *Lab) Measured() {
	l.Measuring--
	l.Results.Touch()
	l.Touch()
}

// SameData reports whether what is measured on a run's data still belongs on the map.
func (l *Lab) SameData(run Choice) bool { return l.Run.sameData(run) }

func (l *Lab) dropNetworkMark() {
	for k := range l.Marks {
		if l.Marks[k].Slug == "exs" {
			l.Marks = without(l.Marks, k)
			return
		}
	}
}

// Welfare is what a rule is worth relative to PF, per team that asks for something, if its logNSW is over that of the
// uniform rule by so much; NaN until PF and the uniform rule have been measured.
func (l *Lab) Welfare(overUniform float64) float64 {
	pf, uniform := l.MarkOf("pf"), l.MarkOf("uniform")
	if pf == nil || uniform == nil {
		return math.NaN()
	}
	return math.Exp((overUniform + uniform.Worth.LogNSW.Mean - pf.Worth.LogNSW.Mean) / l.Run.AskingTeams())
}

// WelfareOf is that of a rule that has been measured.
func (l *Lab) WelfareOf(m Mark) float64 {
	uniform := l.MarkOf("uniform")
	if uniform == nil {
		return math.NaN()
	}
	return l.Welfare(m.Worth.LogNSW.Mean - uniform.Worth.LogNSW.Mean)
}

// Together is the mean of evaluations on several families of instances.
func Together(parts []*fallow.Evaluation) *fallow.Evaluation {
	if len(parts) == 1 {
		return parts[0]
	}
	all := &fallow.Evaluation{}
	n := float64(len(parts))
	add := func(to *fallow.Estimate, from fallow.Estimate) {
		to.Mean += from.Mean / n
		to.StdErr = math.Hypot(to.StdErr, from.StdErr/n)
	}
	for _, p := range parts {
		all.Samples += p.Samples
		add(&all.NSW, p.NSW)
		add(&all.LogNSW, p.LogNSW)
		add(&all.GeometricMean, p.GeometricMean)
		add(&all.Utility, p.Utility)
		add(&all.Efficiency, p.Efficiency)
		if p.Exploitability != nil {
			if all.Exploitability == nil {
				all.Exploitability = &fallow.Estimate{}
			}
			add(all.Exploitability, *p.Exploitability)
		}
	}
	return all
}

// Effort says how hard to look at a rule on instances of a size, so that it takes seconds: fewer instances and lies where
// there are more teams, and none at all where partial allocation, which solves once for each team, would take minutes.
func Effort(rule Rule, s System) fallow.EvaluateOptions {
	const seed = 2024
	options := fallow.EvaluateOptions{Seed: seed, Deviate: "values-and-demands", Evaluations: 80}
	options.Samples = min(600, max(40, 9600/(s.Agents*s.Agents*s.Resources)))
	if s.Agents > 5 {
		options.Evaluations = 40
	}
	if solvesForEach := rule.Slug == "pa" || rule.Slug == "lottery" || rule.Slug == "mixture"; solvesForEach && s.Agents > 5 {
		options.Deviate, options.Evaluations = "none", 0
	}
	return options
}
