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

func (m *trained) Options() fallow.TrainOptions {
	var wire trainWire
	if value, err := m.value.Get("options"); err != nil || fromJS(value, &wire) != nil {
		return fallow.TrainOptions{}
	}
	return wire.options()
}

func (m *trained) Size() (agents, resources int) {
	var wire struct{ Agents, Resources int }
	value, err := m.value.Get("size")
	if err != nil || value.IsUndefined() || fromJS(value, &wire) != nil {
		return 0, 0
	}
	return wire.Agents, wire.Resources
}

func (m *trained) History() []fallow.Point {
	var wire []pointWire
	if value, err := m.value.Get("history"); err != nil || fromJS(value, &wire) != nil {
		return nil
	}
	points := make([]fallow.Point, len(wire))
	for k, p := range wire {
		points[k] = fallow.Point{
			Step: p.Iteration, LogNSW: p.LogNSW, OverUniform: p.OverUniform, Exploitability: p.Exploitability, Multiplier: p.Multiplier,
		}
	}
	return points
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
	return bytesOf([]safejs.Value{value})
}

func (e *engine) Train(ctx context.Context, source fallow.Source, options fallow.TrainOptions, hooks fallow.TrainHooks) (fallow.Model, error) {
	signal, release, err := abortHooks(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	onProgress, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		var wire progressWire
		if len(args) > 0 && fromJS(args[0], &wire) == nil {
			// Not here: JavaScript waits for this function, and the page may be locked.
			go hooks.Progress(wire.progress())
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	defer onProgress.Release()
	onCheckpoint, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		if bytes, err := bytesOf(args); err == nil {
			var at struct{ Iteration int }
			if len(args) > 1 && fromJS(args[1], &at) == nil {
				hooks.Checkpoint(bytes, at.Iteration)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	defer onCheckpoint.Release()
	err = errors.Join(signal.Set("onProgress", onProgress), signal.Set("onCheckpoint", onCheckpoint), signal.Set("keep", true))
	if err != nil {
		return nil, err
	}
	on, err := sourceJS(source)
	if err != nil {
		return nil, err
	}
	how, err := trainOptionsJS(options)
	if err != nil {
		return nil, err
	}
	value, err := e.call(ctx, "train", on, how, signal)
	if err != nil {
		return nil, err
	}
	return &trained{value}, nil
}

// sourceJS is the contract's source of train: a setup, several, or instances.
func sourceJS(source fallow.Source) (safejs.Value, error) {
	switch {
	case len(source.Instances) > 0:
		return toJS(source.Instances)
	case len(source.Setups) == 1:
		return toJS(setupWire(source.Setups[0]))
	}
	return toJS(setupWires(source.Setups))
}

// trainOptionsJS is the contract's TrainOptions.
func trainOptionsJS(options fallow.TrainOptions) (safejs.Value, error) {
	value, err := toJS(trainWireOf(options))
	if err != nil {
		return value, err
	}
	if start, ok := options.Start.(*trained); ok {
		if err := value.Set("start", start.value); err != nil {
			return value, err
		}
	}
	if options.Resume == nil {
		return value, nil
	}
	checkpoint, err := bytesJS(options.Resume)
	if err != nil {
		return value, err
	}
	return value, value.Set("resume", checkpoint)
}

func (e *engine) LoadModel(ctx context.Context, bytes []byte) (fallow.Model, error) {
	array, err := bytesJS(bytes)
	if err != nil {
		return nil, err
	}
	value, err := e.call(ctx, "loadModel", array)
	if err != nil {
		return nil, err
	}
	return &trained{value}, nil
}
