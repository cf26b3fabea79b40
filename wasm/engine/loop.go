//go:build js && wasm

package main

import (
	"context"
	"encoding/json"
	"log"
	"time"

	"github.com/hack-pad/safejs"

	"fallow/wasm/engine/ops"
)

// loop carries messages between the worker's script and package ops. Go on WASM runs on the worker's only thread, so
// its fields need no lock.
type loop struct {
	host    safejs.Value // the worker script's side: ready, askTurn, reply, fail and progress
	buffers bufferMaker
	turns   *turns
	engine  *ops.Engine
	cancels map[int]context.CancelFunc // one per request that has not been answered
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
		engine: ops.New(), cancels: map[int]context.CancelFunc{},
	}, nil
}

// start hands the script the functions by which it calls in, and returns.
func (l *loop) start() error {
	entries := []any{}
	for _, entry := range []func(args []safejs.Value) error{l.receive, l.cancel, l.turn} {
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

// cancel stops work on a request, whose id is the argument, unless it has been answered.
func (l *loop) cancel(args []safejs.Value) error {
	id, err := args[0].Int()
	if stop := l.cancels[id]; err == nil && stop != nil {
		stop()
	}
	return err
}

// turn is called when the event loop has had the turn that was asked for.
func (l *loop) turn([]safejs.Value) error {
	l.turns.taken()
	return nil
}

// receive starts work on a request; args are its id, its op, its parameters as JSON, and its buffers.
func (l *loop) receive(args []safejs.Value) error {
	id, err := args[0].Int()
	if err != nil {
		return err
	}
	op, err := args[1].String()
	if err != nil {
		return err
	}
	params, err := args[2].String()
	if err != nil {
		return err
	}
	buffers, err := l.buffers.fromJS(args[3])
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	l.cancels[id] = cancel
	call := &ops.Call{
		Params:  json.RawMessage(params),
		Buffers: buffers,
		Pause:   func() error { return l.turns.pause(ctx) },
		Report:  func(progress any) { l.progress(id, progress) },
	}
	go func() {
		defer func() {
			cancel()
			delete(l.cancels, id)
		}()
		result, err := l.engine.Run(op, call)
		if err == nil {
			err = l.reply(id, result)
		}
		if err != nil {
			l.fail(id, err)
		}
	}()
	return nil
}

func (l *loop) reply(id int, result ops.Result) error {
	value, err := json.Marshal(result.Value)
	if err != nil {
		return err
	}
	buffers, err := l.buffers.toJS(result.Buffers)
	if err != nil {
		return err
	}
	_, err = l.host.Call("reply", id, string(value), buffers)
	return err
}

func (l *loop) fail(id int, err error) {
	fault := ops.Describe(err)
	if _, err := l.host.Call("fail", id, fault.Name, fault.Path, fault.Message); err != nil {
		log.Printf("an error could not be reported: %v", err)
	}
}

func (l *loop) progress(id int, progress any) {
	value, err := json.Marshal(progress)
	if err == nil {
		_, err = l.host.Call("progress", id, string(value))
	}
	if err != nil {
		log.Printf("progress could not be reported: %v", err)
	}
}
