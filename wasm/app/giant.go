//go:build js && wasm

package main

import (
	"context"

	"github.com/hack-pad/safejs"

	"fallow/ui/fallow"
)

// SolveLarge leaves the numbers to JavaScript: as Go's they would cross twice, one by one.
func (e *engine) SolveLarge(ctx context.Context, agents, resources int, progress func(done float64)) (*fallow.Large, error) {
	api, err := e.loaded()
	if err != nil {
		return nil, err
	}
	hooks, release, err := abortHooks(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	onProgress, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		var wire struct{ Done, Total float64 }
		if len(args) > 0 && fromJS(args[0], &wire) == nil {
			go progress(wire.Done / wire.Total) // JavaScript waits for this function, and the page may be locked
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	defer onProgress.Release()
	if err := hooks.Set("onProgress", onProgress); err != nil {
		return nil, err
	}
	promise, err := e.host.Call("solveLarge", api, agents, resources, hooks)
	if err != nil {
		return nil, err
	}
	value, err := await(promise)
	if err != nil {
		return nil, err
	}
	var large fallow.Large
	if err := fromJS(value, &large); err != nil {
		return nil, err
	}
	return &large, nil
}
