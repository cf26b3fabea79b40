package ui

import (
	"context"
	"errors"
	"time"

	"fallow/ui/state"
)

// BigControl solves a large problem while the reader looks.
type BigControl struct {
	State *state.Big

	world  *World
	cancel context.CancelFunc
}

// Solve begins.
func (b *BigControl) Solve() {
	if !b.State.Begin() {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	b.cancel = cancel
	b.world.Ask(func(context.Context) func() {
		defer cancel()
		begun := time.Now()
		answer, err := b.world.Engine.SolveLarge(ctx, state.BigAgents, state.BigResources, func(done float64) {
			b.world.Show(func() { b.State.Progress(done, time.Since(begun).Seconds()) })
		})
		return func() {
			switch {
			case errors.Is(err, context.Canceled):
				b.State.Cancelled()
			case err != nil:
				b.State.Fail(err)
			default:
				b.State.Finish(answer)
			}
		}
	})
}

// Cancel gives it up.
func (b *BigControl) Cancel() {
	if b.State.Running {
		b.cancel()
	}
}
