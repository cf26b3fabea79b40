package ui

import (
	"context"

	"fallow/ui/fallow"
	"fallow/ui/state"
)

// BenchControl does what the visitor asks of the bench.
type BenchControl struct {
	State *state.Bench

	world   *World
	answers Latest
	// stopGains ends the search that is under way; nil if none is.
	stopGains context.CancelFunc
	// rendered is, for each part, the count of its changes when it was last rendered.
	rendered map[state.BenchPart]uint64
}

// Start computes what is missing.
func (b *BenchControl) Start() {
	if b.State.Answer == nil {
		b.ask()
	}
}

// Do makes the reader's change and asks the rules again, if the table can be read. A search in another problem is given
// up; a complaint about what the reader did before goes away.
func (b *BenchControl) Do(change func(*state.Bench)) {
	b.State.Forgive()
	edition := b.State.Edition
	change(b.State)
	if b.State.Edition != edition {
		b.StopGains()
	}
	if b.State.Readable() {
		b.ask()
	}
}

// SetLie is a slider's move: what the liar says about resource m.
func (b *BenchControl) SetLie(m int, value, demand float64) {
	if err := b.State.SetLie(m, value, demand); err != nil {
		b.State.Fail(err)
		return
	}
	b.State.Forgive()
	b.ask()
}

// AddRule lets a rule that is new take part.
func (b *BenchControl) AddRule(rule state.Rule) {
	b.State.AddRule(rule)
	if b.State.Readable() {
		b.ask()
	}
}

// FindLies looks for the liar's best report against every rule.
func (b *BenchControl) FindLies() {
	if b.State.Searching || !b.State.Readable() {
		return
	}
	b.State.StartSearch()
	q := b.State.Question()
	b.world.Ask(func(ctx context.Context) func() {
		lies := make([]*fallow.BestResponse, len(q.Rules))
		for k, rule := range q.Rules {
			lie, err := b.world.Engine.BestResponse(ctx, q.Truth, rule.Mechanism, q.Lie.Agent, benchSearch)
			if err != nil {
				return func() { b.State.Fail(err) }
			}
			lies[k] = lie
		}
		return func() { b.State.ShowLies(q, lies) }
	})
}

func (b *BenchControl) ask() {
	b.answers.Ask(b.world, func() func(context.Context) func() {
		q := b.State.Question()
		return func(ctx context.Context) func() {
			var mechs []fallow.Mechanism
			for _, rule := range q.Rules {
				mechs = append(mechs, rule.Mechanism)
			}
			options := fallow.AllocateOptions{Round: q.Whole}
			honest, err := allocateUnder(ctx, b.world.Engine, q.Truth, mechs, options)
			lied := honest
			if err == nil && q.Lying {
				lied, err = allocateUnder(ctx, b.world.Engine, q.Reported, mechs, options)
			}
			if err != nil {
				return func() { b.State.FailToAnswer(err) }
			}
			return func() { b.State.ShowAnswer(q, honest, lied) }
		}
	})
}
