//go:build js && wasm

package main

import (
	"context"
	"errors"

	"github.com/hack-pad/safejs"

	"fallow/ui/fallow"
)

// trained is a fallow.Model: a handle on the API's.
type trained struct{ value safejs.Value }

func (m *trained) Setups() []fallow.Setup {
	value, err := m.value.Get("setups")
	if err != nil {
		return nil
	}
	var wire []setupWire
	if err := fromJS(value, &wire); err != nil {
		return nil
	}
	setups := make([]fallow.Setup, len(wire))
	for k, s := range wire {
		setups[k] = fallow.Setup(s)
	}
	return setups
}

func (m *trained) Parameters() int {
	value, err := m.value.Get("parameters")
	if err != nil {
		return 0
	}
	n, _ := value.Int()
	return n
}

func (m *trained) Save() ([]byte, error) {
	value, err := m.value.Call("save")
	if err != nil {
		return nil, err
	}
	n, err := value.Length()
	if err != nil {
		return nil, err
	}
	bytes := make([]byte, n)
	_, err = safejs.CopyBytesToGo(bytes, value)
	return bytes, err
}

func (e *engine) Train(ctx context.Context, setup fallow.Setup, options fallow.TrainOptions, progress func(fallow.Progress)) (fallow.Model, error) {
	hooks, release, err := abortHooks(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	onProgress, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		var wire progressWire
		if len(args) == 0 || fromJS(args[0], &wire) != nil {
			return nil
		}
		promise, err := e.promiseOf(func() { progress(wire.progress()) })
		if err != nil {
			return nil
		}
		return promise
	})
	if err != nil {
		return nil, err
	}
	defer onProgress.Release()
	if err := errors.Join(hooks.Set("onProgress", onProgress), hooks.Set("keep", true)); err != nil {
		return nil, err
	}
	source, err := toJS(setupWire(setup))
	if err != nil {
		return nil, err
	}
	how, err := toJS(trainWireOf(options))
	if err != nil {
		return nil, err
	}
	value, err := e.call(ctx, "train", source, how, hooks)
	if err != nil {
		return nil, err
	}
	return &trained{value}, nil
}

// promiseOf runs work on a goroutine of its own, since JavaScript waits for the function that it called, and returns a
// promise of its end: training waits for it.
func (e *engine) promiseOf(work func()) (safejs.Value, error) {
	deferred, err := e.host.Call("deferred")
	if err != nil {
		return deferred, err
	}
	go func() {
		work()
		_, _ = deferred.Call("resolve")
	}()
	return deferred.Get("promise")
}

func (e *engine) LoadModel(ctx context.Context, bytes []byte) (fallow.Model, error) {
	class, err := safejs.Global().Get("Uint8Array")
	if err != nil {
		return nil, err
	}
	array, err := class.New(len(bytes))
	if err != nil {
		return nil, err
	}
	if _, err := safejs.CopyBytesToJS(array, bytes); err != nil {
		return nil, err
	}
	value, err := e.call(ctx, "loadModel", array)
	if err != nil {
		return nil, err
	}
	return &trained{value}, nil
}
