package ui

import (
	"context"
	"sync"
	"time"

	"fallow/ui/fallow"
	"fallow/ui/state"
)

// benchSearch is how lies are looked for on the bench: Definition 3's, with the engine's usual effort.
var benchSearch = fallow.Search{Deviate: "values-and-demands"}

// searchesAtOnce keeps several workers busy without filling their queues: what the visitor asks meanwhile waits for few.
const searchesAtOnce = 4

// FindGains looks for the best lie of every team under every rule, or under the one whose bars are shown. What is found
// is shown as it comes.
func (b *BenchControl) FindGains() {
	if b.stopGains != nil || !b.State.Readable() {
		return
	}
	q := b.State.Question()
	rules := q.Rules
	for k, rule := range q.Rules {
		if rule.Name == b.State.View.Rule {
			rules = q.Rules[k : k+1]
		}
	}
	b.State.StartGains(q, rules)
	gains := b.State.Gains
	ctx, stop := context.WithCancel(context.Background())
	b.stopGains = stop
	b.world.Ask(func(page context.Context) func() {
		defer context.AfterFunc(page, stop)()
		err := b.searchAll(ctx, stop, q, gains)
		return func() {
			b.State.EndGains(gains)
			b.stopGains = nil
			if err != nil {
				b.State.Fail(err)
			}
			stop()
		}
	})
}

// StopGains ends the search; what was found stays.
func (b *BenchControl) StopGains() {
	if b.stopGains != nil {
		b.stopGains()
	}
}

// searchAll searches rule by rule, a few teams at a time. The first error ends it.
func (b *BenchControl) searchAll(ctx context.Context, stop func(), q state.Question, gains *state.Gains) error {
	type task struct {
		rule  state.Rule
		agent int
	}
	tasks := make(chan task)
	var group sync.WaitGroup
	var once sync.Once
	var fault error
	begun := time.Now()
	for range searchesAtOnce {
		group.Go(func() {
			for t := range tasks {
				lie, err := b.world.Engine.BestResponse(ctx, q.Truth, t.rule.Mechanism, t.agent, benchSearch)
				if err != nil {
					if ctx.Err() == nil {
						once.Do(func() { fault = err })
					}
					stop()
					continue
				}
				b.world.Show(func() {
					each := time.Since(begun).Seconds() / float64(gains.Done+1)
					b.State.AddGain(gains, t.rule, lie, each*float64(gains.Total-gains.Done-1))
				})
			}
		})
	}
	for _, rule := range gains.Rules {
		for i := range q.Truth.N {
			if ctx.Err() != nil {
				break
			}
			tasks <- task{rule, i}
		}
	}
	close(tasks)
	group.Wait()
	return fault
}
