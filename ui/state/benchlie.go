package state

import (
	"slices"

	"fallow/core"
	"fallow/ui/fallow"
)

// ChooseLiar picks the team that may lie; it begins with the truth.
func (b *Bench) ChooseLiar(i int) {
	if i < 0 || i >= b.Truth.N {
		return
	}
	b.Lie.Agent = i
	b.tellTruth()
	b.touch(BenchLies)
}

// TellTruth puts the liar's report back to the truth.
func (b *Bench) TellTruth() {
	b.tellTruth()
	b.touch(BenchLies)
}

// SetLie records what the liar says about resource m. The error is a *core.InputError; it changes nothing.
func (b *Bench) SetLie(m int, value, demand float64) error {
	lie := Lie{b.Lie.Agent, slices.Clone(b.Lie.Values), slices.Clone(b.Lie.Demands)}
	lie.Values[m], lie.Demands[m] = value, demand
	if err := b.reported(lie).Validate(); err != nil {
		return err
	}
	b.Lie = lie
	b.touch(BenchLies)
	return nil
}

// SetLies records all that the liar says. What does not fit the problem is not taken.
func (b *Bench) SetLies(values, demands []float64) {
	if lie := (Lie{b.Lie.Agent, values, demands}); b.Readable() && len(values) == b.Truth.M && len(demands) == b.Truth.M && b.reported(lie).Validate() == nil {
		b.Lie = lie
		b.touch(BenchLies)
	}
}

// Reported is the problem with the liar's report in place of its truth.
func (b *Bench) Reported() *core.Instance { return b.reported(b.Lie) }

func (b *Bench) reported(lie Lie) *core.Instance {
	in := b.Truth.Clone()
	copy(in.Row(in.Values, lie.Agent), lie.Values)
	copy(in.Row(in.Demands, lie.Agent), lie.Demands)
	return in
}

// Lying reports whether the liar's report differs from its truth.
func (b *Bench) Lying() bool {
	i := b.Lie.Agent
	return !slices.Equal(b.Lie.Values, b.Truth.Row(b.Truth.Values, i)) ||
		!slices.Equal(b.Lie.Demands, b.Truth.Row(b.Truth.Demands, i))
}

// Question is what the rules are to be asked, taken down at one moment.
type Question struct {
	Truth, Reported *core.Instance
	Edition         int
	Lie             Lie
	Lying, Whole    bool
	Rules           []Rule
	agents, things  []string
}

// Question is what the page wants to know now.
func (b *Bench) Question() Question {
	q := Question{
		Truth: b.Truth, Edition: b.Edition, Reported: b.Reported(), Lie: b.Lie, Lying: b.Lying(), Whole: b.Whole,
		agents: slices.Clone(b.Table.Agents), things: slices.Clone(b.Table.Resources),
	}
	for _, r := range b.Rules {
		if r.Fits(b.Truth.N, b.Truth.M) {
			q.Rules = append(q.Rules, r)
		}
	}
	return q
}

// ShowAnswer records what q's rules gave: honest[k] and lied[k] for q.Rules[k]. What a search found for the same liar
// in the same problem stays, and so does what was said of something that the reader did since.
func (b *Bench) ShowAnswer(q Question, honest, lied []*fallow.Outcome) {
	answer := &Answer{Agents: q.agents, Resources: q.things, Truth: q.Truth, Edition: q.Edition, Liar: q.Lie.Agent, Lying: q.Lying, Whole: q.Whole}
	for k, rule := range q.Rules {
		answer.Results = append(answer.Results, Result{Rule: rule, Honest: honest[k], Lied: lied[k], Found: b.found(q, rule)})
	}
	b.Answer = answer
	if b.unanswered {
		b.Forgive()
	}
	b.touch(BenchStatus, BenchBars, BenchItems, BenchNumbers, BenchTeams, BenchLies)
}

func (b *Bench) found(q Question, rule Rule) *fallow.BestResponse {
	if b.Answer == nil || b.Answer.Edition != q.Edition || b.Answer.Liar != q.Lie.Agent {
		return nil
	}
	for _, r := range b.Answer.Results {
		if r.Rule == rule {
			return r.Found
		}
	}
	return nil
}

// StartSearch records that the best lies are being looked for.
func (b *Bench) StartSearch() {
	b.Searching = true
	b.touch(BenchLies)
}

// ShowLies records the best lies found for q, in the order of q.Rules, if the page still shows that problem.
func (b *Bench) ShowLies(q Question, lies []*fallow.BestResponse) {
	b.Searching = false
	b.touch(BenchLies)
	if b.Answer == nil || b.Answer.Edition != q.Edition || b.Answer.Liar != q.Lie.Agent {
		return
	}
	for k := range b.Answer.Results {
		for l, rule := range q.Rules {
			if b.Answer.Results[k].Rule == rule {
				b.Answer.Results[k].Found = lies[l]
			}
		}
	}
}

// TryLie puts a lie that was found on the sliders.
func (b *Bench) TryLie(lie *fallow.BestResponse) {
	if lie.Agent != b.Lie.Agent || len(lie.Values) != b.Truth.M {
		return
	}
	b.Lie.Values, b.Lie.Demands = slices.Clone(lie.Values), slices.Clone(lie.Demands)
	b.touch(BenchLies)
}
