//go:build js && wasm

package loop

import (
	"context"
	"time"
)

// request is one call that has not been answered yet.
type request struct {
	ctx    context.Context
	cancel context.CancelFunc
	peers  *peers
	begun  time.Time
	// held is closed when the caller lets the work go on; nil unless the caller has it wait.
	held     chan struct{}
	heldFrom time.Time
	idle     time.Duration // how long it has waited in all
}

func newRequest(p *peers) *request {
	ctx, cancel := context.WithCancel(context.Background())
	return &request{ctx: ctx, cancel: cancel, peers: p, begun: time.Now()}
}

// hold makes the work wait at its next pause, or lets it go on.
func (r *request) hold(wait bool) {
	switch {
	case wait && r.held == nil:
		r.held, r.heldFrom = make(chan struct{}), time.Now()
	case !wait && r.held != nil:
		close(r.held)
		r.held = nil
		r.idle += time.Since(r.heldFrom)
	}
}

// pause lets messages in when it is time, waits while the caller wants it to, and reports a cancellation.
func (r *request) pause(t *turns) error {
	t.give()
	for r.held != nil && r.ctx.Err() == nil {
		select {
		case <-r.held:
		case <-r.ctx.Done():
		}
	}
	return r.ctx.Err()
}

// elapsed is how long the work has been going on, without the time for which it was held.
func (r *request) elapsed() time.Duration {
	idle := r.idle
	if r.held != nil {
		idle += time.Since(r.heldFrom)
	}
	return time.Since(r.begun) - idle
}
