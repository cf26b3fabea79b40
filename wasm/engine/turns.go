//go:build js && wasm

package main

import (
	"context"
	"time"

	"github.com/hack-pad/safejs"
)

// slice is how long Go keeps the worker's thread before messages that have arrived are let in. A cancellation or a
// small request that comes in the middle of long work waits this long at most.
const slice = 20 * time.Millisecond

// turns gives the worker's event loop a turn in the middle of long work. A message that the worker posts to itself
// does it; a timer would be clamped to 4 ms or, in a tab that is not shown, to a second.
type turns struct {
	port    safejs.Value
	last    time.Time       // when the event loop had its last turn
	waiting []chan struct{} // goroutines that wait for one, in order
}

func newTurns() (*turns, error) {
	constructor, err := safejs.Global().Get("MessageChannel")
	if err != nil {
		return nil, err
	}
	channel, err := constructor.New()
	if err != nil {
		return nil, err
	}
	t := &turns{last: time.Now()}
	if t.port, err = channel.Get("port1"); err != nil {
		return nil, err
	}
	other, err := channel.Get("port2")
	if err != nil {
		return nil, err
	}
	arrived, err := safejs.FuncOf(func(safejs.Value, []safejs.Value) any {
		t.entered()
		next := t.waiting[0]
		t.waiting = t.waiting[1:]
		close(next)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return t, other.Set("onmessage", arrived.Value())
}

// entered notes that the event loop has just called into Go.
func (t *turns) entered() { t.last = time.Now() }

// pause lets the event loop have its turn if its last one is a slice ago, and returns ctx's error. Long work calls it
// often: it costs one look at the clock when there is nothing to do.
func (t *turns) pause(ctx context.Context) error {
	if time.Since(t.last) < slice {
		return ctx.Err()
	}
	turn := make(chan struct{})
	t.waiting = append(t.waiting, turn)
	if _, err := t.port.Call("postMessage", 0); err != nil {
		return err
	}
	<-turn
	return ctx.Err()
}
