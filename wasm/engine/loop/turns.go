//go:build js && wasm

package loop

import (
	"time"

	"github.com/hack-pad/safejs"
)

// slice is how long Go keeps the worker's thread before messages that have arrived are let in. A cancellation or a
// small request that comes in the middle of long work waits this long at most.
const slice = 20 * time.Millisecond

// turns gives the worker's event loop a turn in the middle of long work.
type turns struct {
	host    safejs.Value    // whose askTurn calls back when the event loop has had its turn
	last    time.Time       // when that was
	waiting []chan struct{} // goroutines that wait for one, in order
}

// entered notes that the event loop has just called into Go.
func (t *turns) entered() { t.last = time.Now() }

// taken is called when the event loop has had a turn that was asked for.
func (t *turns) taken() {
	next := t.waiting[0]
	t.waiting = t.waiting[1:]
	close(next)
}

// give lets the event loop have its turn if its last one is a slice ago. Long work calls it often: it costs one look
// at the clock when there is nothing to do.
func (t *turns) give() {
	if time.Since(t.last) < slice {
		return
	}
	turn := make(chan struct{})
	t.waiting = append(t.waiting, turn)
	if _, err := t.host.Call("askTurn"); err != nil {
		t.waiting = t.waiting[:len(t.waiting)-1]
		return
	}
	<-turn
}
