package net

import (
	"math"

	"fallow/net/autodiff"
)

// problem is one agent of one instance whose best misreport is wanted.
type problem struct {
	item, agent int
	// truthful is the agent's utility when it tells the truth, weight what a unit of gain costs.
	truthful, weight float32
	// gain is what the best misreport adds to it.
	gain float32
}

// searcher is the inner maximum of training: the best of random candidates, then steps along the normalised gradient,
// kept where they improve. It shares no code with core/exploit, which grades what it trains.
type searcher struct {
	table   *table[float32]
	truth   *trueUtility[float32]
	utility *autodiff.Node[float32]
	propose proposer

	problems []problem
	// For each problem, M entries: the best report found, and the direction in which to go from it.
	bestWorth, bestWant, alongWorth, alongWant []float32
	// got is what the truth gets, M entries for each problem.
	got          []float32
	best, length []float32
}

func newSearcher(t *Trainer, s size, capacity int) *searcher {
	r := &searcher{table: newTable(t.backend, &t.params, t.arch, s.agents, s.resources, capacity)}
	r.truth, r.utility = r.table.trueUtility()
	r.table.graph.Build(r.utility)
	n := capacity * s.resources
	r.bestWorth, r.bestWant = make([]float32, n), make([]float32, n)
	r.alongWorth, r.alongWant = make([]float32, n), make([]float32, n)
	r.got = make([]float32, n)
	r.best, r.length = make([]float32, capacity), make([]float32, capacity)
	r.propose = newProposer(t.search)
	return r
}

// run searches for the misreports of problems, whose truth is in the given table, sets their gains and adds the
// gradient of the weighed gains, with the misreports held fixed (envelope theorem), to that of the parameters. The
// first candidates are in lieWorth and lieWant, N×M for each item of the truth, where the best are written; if fresh,
// they are the truth.
func (r *searcher) run(t *Trainer, truth *table[float32], problems []problem, lieWorth, lieWant []float32, fresh bool) error {
	r.problems = problems
	r.table.graph.SetBatch(len(problems))
	r.load(truth)
	r.table.changed = nil
	if !fresh {
		r.remember(lieWorth, lieWant, true)
	}
	r.propose.begin()
	for c := range t.options.Search.Candidates {
		for k := range problems {
			if c < t.options.Search.Variations {
				r.propose.variation(r, k)
			} else {
				r.propose.candidate(r, k)
			}
		}
		r.forward()
		r.keep()
		if err := t.pause(); err != nil {
			return err
		}
	}
	if err := r.refine(t, t.options.Search.Steps); err != nil {
		return err
	}
	r.remember(lieWorth, lieWant, false)
	r.differentiate()
	return t.pause()
}

// load copies the instances of the problems, and the truth as the best report so far.
func (r *searcher) load(truth *table[float32]) {
	t, m := r.table, r.table.resources
	for k := range r.problems {
		p := &r.problems[k]
		copy(t.item(t.worth, k), truth.item(truth.worth, p.item))
		copy(t.item(t.want, k), truth.item(truth.want, p.item))
		copy(t.item(t.budgets, k), truth.item(truth.budgets, p.item))
		copy(t.item(t.weights, k), truth.item(truth.weights, p.item))
		r.truth.agent[k] = p.agent
		worth, want := r.report(k)
		copy(t.item(r.truth.worth, k), worth)
		copy(t.item(r.truth.want, k), want)
		copy(r.bestWorth[k*m:], worth)
		copy(r.bestWant[k*m:], want)
		for j, s := range truth.item(truth.shares, p.item)[p.agent*m:][:m] {
			r.got[k*m+j] = min(s, want[j])
		}
		r.best[k] = p.truthful
	}
}

// report is the report of problem k that the table holds.
func (r *searcher) report(k int) (worth, want []float32) {
	m := r.table.resources
	row := r.problems[k].agent * m
	return r.table.item(r.table.worth, k)[row:][:m], r.table.item(r.table.want, k)[row:][:m]
}

// remember tries the lies of the step before, or else writes the best ones for the step after.
func (r *searcher) remember(lieWorth, lieWant []float32, try bool) {
	t, m := r.table, r.table.resources
	for k, p := range r.problems {
		row := (p.item*t.agents + p.agent) * m
		if try {
			worth, want := r.report(k)
			copy(worth, lieWorth[row:])
			copy(want, lieWant[row:])
		} else {
			copy(lieWorth[row:][:m], r.bestWorth[k*m:])
			copy(lieWant[row:][:m], r.bestWant[k*m:])
		}
	}
	if try {
		r.forward()
		r.keep()
	}
}

// forward computes the utilities of the reports in the table. From the second time on, only the liars' have changed.
func (r *searcher) forward() {
	r.table.graph.Forward()
	r.table.changed = r.truth.agent
}

// keep remembers the reports in the table that beat the best.
func (r *searcher) keep() {
	m := r.table.resources
	for k, u := range r.utility.Value() {
		if u > r.best[k] {
			r.best[k] = u
			worth, want := r.report(k)
			copy(r.bestWorth[k*m:], worth)
			copy(r.bestWant[k*m:], want)
		}
	}
}

// restore puts the best report into the table.
func (r *searcher) restore(k int) {
	m := r.table.resources
	worth, want := r.report(k)
	copy(worth, r.bestWorth[k*m:][:m])
	copy(want, r.bestWant[k*m:][:m])
}

const (
	// firstLength is the length of the first gradient step, in units of log worth and of wants.
	firstLength = .1
	// shorten and lengthen adapt it to failure and success.
	shorten, lengthen = .4, 1.3
)

// refine takes gradient steps from the best report.
func (r *searcher) refine(t *Trainer, steps int) error {
	if steps == 0 {
		return nil
	}
	for k := range r.problems {
		r.length[k] = firstLength
		r.restore(k)
	}
	r.forward()
	r.aim(true)
	for s := range steps {
		for k := range r.problems {
			r.walk(k)
		}
		r.forward()
		r.adapt()
		if s < steps-1 {
			r.aim(false)
		}
		if err := t.pause(); err != nil {
			return err
		}
	}
	return nil
}

// aim sets the directions of reports that are the best so far, which the table must hold: all or, unless all, those
// whose last step has just been kept.
func (r *searcher) aim(all bool) {
	for k := range r.utility.Grad() {
		r.utility.Grad()[k] = 1
	}
	r.table.graph.Backward(autodiff.Inputs)
	t, m := r.table, r.table.resources
	for k := range r.problems {
		if !all && r.utility.Value()[k] != r.best[k] {
			continue
		}
		row := (k*t.agents + r.problems[k].agent) * m
		worth, _ := r.report(k)
		dworth, dwant := t.worth.Grad()[row:][:m], t.want.Grad()[row:][:m]
		square := 0.0
		for j := range m {
			a, b := worth[j]*dworth[j], dwant[j]
			r.alongWorth[k*m+j], r.alongWant[k*m+j] = a, b
			square += float64(a)*float64(a) + float64(b)*float64(b)
		}
		if square > 0 {
			scale := float32(1 / math.Sqrt(square))
			for j := range m {
				r.alongWorth[k*m+j] *= scale
				r.alongWant[k*m+j] *= scale
			}
		}
	}
}

// walk puts the best report, one step along its direction, into the table.
func (r *searcher) walk(k int) {
	m := r.table.resources
	worth, want := r.report(k)
	for j := range m {
		// 1 + s for e^s, and its mirror image downwards.
		s := r.length[k] * r.alongWorth[k*m+j]
		if s >= 0 {
			worth[j] = r.bestWorth[k*m+j] * (1 + s)
		} else {
			worth[j] = r.bestWorth[k*m+j] / (1 - s)
		}
		want[j] = min(max(r.bestWant[k*m+j]+float32(r.length[k]*r.alongWant[k*m+j]), 0), max(1, r.bestWant[k*m+j]))
	}
}

// adapt keeps the steps that improved and sets the length of the next.
func (r *searcher) adapt() {
	for k, u := range r.utility.Value() {
		if u > r.best[k] {
			r.length[k] *= lengthen
		} else {
			r.length[k] *= shorten
		}
	}
	r.keep()
}

// differentiate sets the gains and adds their gradient.
func (r *searcher) differentiate() {
	lies := 0
	for k := range r.problems {
		p := &r.problems[k]
		p.gain = r.best[k] - p.truthful
		if p.gain > 0 && p.weight > 0 {
			r.move(k, lies)
			lies++
		}
	}
	r.table.graph.SetBatch(lies)
	if lies == 0 {
		return
	}
	r.table.changed = nil
	r.table.graph.Forward()
	at := 0
	for k := range r.problems {
		if p := &r.problems[k]; p.gain > 0 && p.weight > 0 {
			r.utility.Grad()[at] = p.weight
			at++
		}
	}
	r.table.graph.Backward(autodiff.Params)
}

// move puts the best report of problem k and its instance into item to ≤ k.
func (r *searcher) move(k, to int) {
	r.restore(k)
	t := r.table
	if k == to {
		return
	}
	copy(t.item(t.worth, to), t.item(t.worth, k))
	copy(t.item(t.want, to), t.item(t.want, k))
	copy(t.item(t.budgets, to), t.item(t.budgets, k))
	copy(t.item(t.weights, to), t.item(t.weights, k))
	copy(t.item(r.truth.worth, to), t.item(r.truth.worth, k))
	copy(t.item(r.truth.want, to), t.item(r.truth.want, k))
	r.truth.agent[to] = r.truth.agent[k]
}
