//go:build js && wasm

package main

import (
	"context"

	"github.com/hack-pad/safejs"

	"fallow/ui/fallow"
)

func (e *engine) Simulate(ctx context.Context, setup fallow.AuditSetup, mech fallow.AuditMechanism, options fallow.SimulateOptions, progress func(done, total float64)) (*fallow.Simulation, error) {
	hooks, release, err := abortHooks(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	onProgress, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		var wire struct{ Done, Total float64 }
		if len(args) > 0 && fromJS(args[0], &wire) == nil {
			// Not here: JavaScript waits for this function, and the page may be locked.
			go progress(wire.Done, wire.Total)
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
	var s fallow.Simulation
	if err := e.audit(ctx, "simulate", setup, mech, options, hooks, &s); err != nil {
		return nil, err
	}
	return &s, nil
}

func (e *engine) Trace(ctx context.Context, setup fallow.AuditSetup, mech fallow.AuditMechanism, options fallow.TraceOptions) (*fallow.AuditTrace, error) {
	hooks, release, err := abortHooks(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	var t fallow.AuditTrace
	if err := e.audit(ctx, "trace", setup, mech, options, hooks, &t); err != nil {
		return nil, err
	}
	return &t, nil
}

// audit calls a method that takes a setup, a mechanism and options, and reads its answer.
func (e *engine) audit(ctx context.Context, method string, setup fallow.AuditSetup, mech fallow.AuditMechanism, options any, hooks safejs.Value, answer any) error {
	var args [3]safejs.Value
	for k, v := range []any{setup, mech, options} {
		var err error
		if args[k], err = toJS(v); err != nil {
			return err
		}
	}
	value, err := e.call(ctx, method, args[0], args[1], args[2], hooks)
	if err != nil {
		return err
	}
	return fromJS(value, answer)
}
