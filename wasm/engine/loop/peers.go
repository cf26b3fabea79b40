//go:build js && wasm

package loop

import (
	"context"
	"log"
	"slices"
	"time"

	"github.com/hack-pad/safejs"

	"fallow/wasm/engine/ops"
)

// peers are the other workers that take part in one request, each at the end of a message port that the script keeps.
type peers struct {
	loop    *loop
	id      int // of the request
	count   int
	inbox   []letter
	data    []float32     // of the message that was received last
	arrived chan struct{} // holds something when the inbox may have become non-empty
}

// letter is a message that has not been received yet. Its data stay outside until then, so that training does not make
// a copy of the weights for the garbage collector at every step.
type letter struct {
	peer int
	head []int
	data safejs.Value
}

func newPeers(l *loop, id, count int) *peers {
	return &peers{loop: l, id: id, count: count, arrived: make(chan struct{}, 1)}
}

func (p *peers) Count() int { return p.count }

func (p *peers) Send(peer int, m ops.Message) error {
	data, err := p.loop.buffers.float32s(m.Data)
	if err != nil {
		return err
	}
	head := make([]any, len(m.Head))
	for k, n := range m.Head {
		head[k] = n
	}
	list, err := safejs.ValueOf(head)
	if err != nil {
		return err
	}
	_, err = p.loop.host.Call("send", p.id, peer, list, data)
	return err
}

func (p *peers) Receive(ctx context.Context, limit time.Duration) (ops.Message, bool) {
	var late <-chan time.Time
	for len(p.inbox) == 0 {
		if late == nil && limit > 0 {
			timer := time.NewTimer(limit)
			defer timer.Stop()
			late = timer.C
		}
		select {
		case <-p.arrived:
		case <-ctx.Done():
			return ops.Message{}, false
		case <-late:
			return ops.Message{}, false
		}
	}
	return p.Arrived()
}

func (p *peers) Arrived() (ops.Message, bool) {
	if len(p.inbox) == 0 {
		return ops.Message{}, false
	}
	next := p.inbox[0]
	p.inbox = slices.Delete(p.inbox, 0, 1)
	data, err := p.loop.buffers.intoFloat32s(p.data, next.data)
	if err != nil {
		log.Printf("a message of another worker was lost: %v", err)
		return ops.Message{}, false
	}
	p.data = data
	return ops.Message{Peer: next.peer, Head: next.head, Data: data}, true
}

// deliver takes in a message from a peer: its number, its head and its data.
func (p *peers) deliver(peer int, head, data safejs.Value) error {
	n, err := head.Length()
	if err != nil {
		return err
	}
	next := letter{peer: peer, head: make([]int, n), data: data}
	for k := range next.head {
		item, err := head.Index(k)
		if err != nil {
			return err
		}
		if next.head[k], err = item.Int(); err != nil {
			return err
		}
	}
	p.inbox = append(p.inbox, next)
	select {
	case p.arrived <- struct{}{}:
	default:
	}
	return nil
}
