//go:build js && wasm

package loop

import (
	"encoding/json"
	"fmt"
	"log"
	"time"

	"github.com/hack-pad/safejs"

	"fallow/wasm/engine/ops"
)

// loop carries messages between the worker's script and package ops. Go on WASM runs on the worker's only thread, so
// its fields need no lock.
type loop struct {
	host     safejs.Value // the worker script's side: ready, askTurn, reply, fail, progress and send
	buffers  bufferMaker
	turns    *turns
	engine   *ops.Engine
	requests map[int]*request // those that have not been answered
}

// Run answers messages for as long as the worker lives. It returns only if it cannot begin. What adds operations to
// those of package ops is called with the engine first.
func Run(add ...func(*ops.Engine)) error {
	l, err := newLoop()
	if err != nil {
		return fmt.Errorf("the engine cannot reach its worker: %w", err)
	}
	for _, f := range add {
		f(l.engine)
	}
	if err := l.start(); err != nil {
		return fmt.Errorf("the engine cannot answer its worker: %w", err)
	}
	select {}
}

func newLoop() (*loop, error) {
	host, err := safejs.Global().Get("fallowHost")
	if err != nil {
		return nil, err
	}
	buffers, err := newBufferMaker()
	if err != nil {
		return nil, err
	}
	return &loop{
		host: host, buffers: buffers, turns: &turns{host: host, last: time.Now()},
		engine: ops.New(), requests: map[int]*request{},
	}, nil
}

// start hands the script the functions by which it calls in, and returns.
func (l *loop) start() error {
	entries := []any{}
	for _, entry := range []func(args []safejs.Value) error{l.receive, l.cancel, l.hold, l.deliver, l.turn} {
		f, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
			l.turns.entered()
			if err := entry(args); err != nil {
				log.Printf("a message was not understood: %v", err)
			}
			return nil
		})
		if err != nil {
			return err
		}
		entries = append(entries, f.Value())
	}
	_, err := l.host.Call("ready", entries...)
	return err
}

// receive starts work on a request; args are its id, its op, its parameters as JSON, its buffers and how many other
// workers take part. A request that is not understood is answered with the error.
func (l *loop) receive(args []safejs.Value) error {
	id, err := args[0].Int()
	if err != nil {
		return err
	}
	if err := l.begin(id, args[1:]); err != nil {
		l.fail(id, err)
	}
	return nil
}

func (l *loop) begin(id int, args []safejs.Value) error {
	op, err := args[0].String()
	if err != nil {
		return err
	}
	params, err := args[1].String()
	if err != nil {
		return err
	}
	buffers, err := l.buffers.fromJS(args[2])
	if err != nil {
		return err
	}
	peers, err := args[3].Int()
	if err != nil {
		return err
	}
	r := newRequest(newPeers(l, id, peers))
	l.requests[id] = r
	go l.work(id, r, op, &ops.Call{
		Params:  json.RawMessage(params),
		Buffers: buffers,
		Context: r.ctx,
		Pause:   func() error { return r.pause(l.turns) },
		Elapsed: r.elapsed,
		Report:  func(progress any, buffers ...ops.Buffer) { l.progress(id, progress, buffers) },
		Peers:   r.peers,
	})
	return nil
}

func (l *loop) work(id int, r *request, op string, call *ops.Call) {
	defer func() {
		r.cancel()
		delete(l.requests, id)
	}()
	result, err := l.engine.Run(op, call)
	if err == nil {
		err = l.reply(id, result)
	}
	if err != nil {
		l.fail(id, err)
	}
}

// requestOf is the request whose id is the first of args, or nil if it has been answered.
func (l *loop) requestOf(args []safejs.Value) (*request, error) {
	id, err := args[0].Int()
	return l.requests[id], err
}

// cancel stops work on a request.
func (l *loop) cancel(args []safejs.Value) error {
	r, err := l.requestOf(args)
	if r != nil {
		r.cancel()
	}
	return err
}

// hold makes work on a request wait, or lets it go on.
func (l *loop) hold(args []safejs.Value) error {
	r, err := l.requestOf(args)
	if r == nil || err != nil {
		return err
	}
	wait, err := args[1].Bool()
	r.hold(wait)
	return err
}

// deliver takes in a message of another worker that takes part in a request; args are the request's id, the number of
// the worker, and the message's head and data.
func (l *loop) deliver(args []safejs.Value) error {
	r, err := l.requestOf(args)
	if r == nil || err != nil {
		return err
	}
	peer, err := args[1].Int()
	if err != nil {
		return err
	}
	return r.peers.deliver(peer, args[2], args[3])
}

// turn is called when the event loop has had the turn that was asked for.
func (l *loop) turn([]safejs.Value) error {
	l.turns.taken()
	return nil
}

func (l *loop) reply(id int, result ops.Result) error {
	value, buffers, err := l.outgoing(result.Value, result.Buffers)
	if err == nil {
		_, err = l.host.Call("reply", id, value, buffers)
	}
	return err
}

func (l *loop) progress(id int, progress any, buffers []ops.Buffer) {
	value, list, err := l.outgoing(progress, buffers)
	if err == nil {
		_, err = l.host.Call("progress", id, value, list)
	}
	if err != nil {
		log.Printf("progress could not be reported: %v", err)
	}
}

func (l *loop) fail(id int, err error) {
	fault := ops.Describe(err)
	if _, err := l.host.Call("fail", id, fault.Name, fault.Path, fault.Message); err != nil {
		log.Printf("an error could not be reported: %v", err)
	}
}

// outgoing makes what crosses of a value and buffers.
func (l *loop) outgoing(value any, buffers []ops.Buffer) (text string, list safejs.Value, err error) {
	data, err := json.Marshal(value)
	if err != nil {
		return "", list, err
	}
	list, err = l.buffers.toJS(buffers)
	return string(data), list, err
}
