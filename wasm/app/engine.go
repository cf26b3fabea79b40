//go:build js && wasm

package main

import (
	"context"
	"fmt"
	"sync"

	"github.com/hack-pad/safejs"

	"fallow/core"
	"fallow/ui/fallow"
)

// engine is fallow.Engine over fallow.mjs.
type engine struct {
	host    safejs.Value
	own     program
	shelf   shelf
	studies program // loaded when somebody asks for one
}

// program is the API over one compiled program.
type program struct {
	mu     sync.Mutex
	loaded bool
	api    safejs.Value
}

// load returns what a method of the host promises. Only success is remembered: the network may be back at the next need.
func (p *program) load(host safejs.Value, method string) (safejs.Value, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.loaded {
		return p.api, nil
	}
	promise, err := host.Call(method)
	if err != nil {
		return promise, err
	}
	p.api, err = await(promise)
	p.loaded = err == nil
	return p.api, err
}

func newEngine(host safejs.Value) *engine {
	return &engine{host: host, shelf: shelf{files: map[string]*trained{}}}
}

// loaded is what load() of fallow.mjs resolved to.
func (e *engine) loaded() (safejs.Value, error) {
	api, err := e.own.load(e.host, "engine")
	if err != nil {
		return api, fmt.Errorf("the engine could not be started: %w", err)
	}
	return api, nil
}

// call calls a method of the API and waits for its answer.
func (e *engine) call(ctx context.Context, method string, args ...any) (safejs.Value, error) {
	api, err := e.loaded()
	if err != nil {
		return safejs.Undefined(), err
	}
	if err := ctx.Err(); err != nil {
		return safejs.Undefined(), err
	}
	promise, err := api.Call(method, args...)
	if err != nil {
		return safejs.Undefined(), err
	}
	return await(promise)
}

func (e *engine) Allocate(ctx context.Context, in *core.Instance, mech fallow.Mechanism, options fallow.AllocateOptions) (*fallow.Outcome, error) {
	hooks, release, err := abortHooks(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	instance, err := toJS(in)
	if err != nil {
		return nil, err
	}
	mechanism, err := e.mechanismJS(ctx, mech)
	if err != nil {
		return nil, err
	}
	how, err := toJS(allocateWire(options))
	if err != nil {
		return nil, err
	}
	value, err := e.call(ctx, "allocate", instance, mechanism, how, hooks)
	if err != nil {
		return nil, err
	}
	return outcome(value)
}

func (e *engine) AllocateMany(ctx context.Context, ins []*core.Instance, mech fallow.Mechanism) ([]*fallow.Outcome, error) {
	hooks, release, err := abortHooks(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	instances, err := toJS(ins)
	if err != nil {
		return nil, err
	}
	mechanism, err := e.mechanismJS(ctx, mech)
	if err != nil {
		return nil, err
	}
	value, err := e.call(ctx, "allocateMany", instances, mechanism, safejs.Undefined(), hooks)
	if err != nil {
		return nil, err
	}
	return outcomes(value)
}

func (e *engine) BestResponse(ctx context.Context, in *core.Instance, mech fallow.Mechanism, agent int, options fallow.Search) (*fallow.BestResponse, error) {
	hooks, release, err := abortHooks(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	instance, err := toJS(in)
	if err != nil {
		return nil, err
	}
	mechanism, err := e.mechanismJS(ctx, mech)
	if err != nil {
		return nil, err
	}
	search, err := toJS(searchWire{options.Deviate, options.Evaluations, options.Seed})
	if err != nil {
		return nil, err
	}
	value, err := e.call(ctx, "bestResponse", instance, mechanism, agent, search, hooks)
	if err != nil {
		return nil, err
	}
	var wire bestResponseWire
	if err := fromJS(value, &wire); err != nil {
		return nil, err
	}
	return (*fallow.BestResponse)(&wire), nil
}

func (e *engine) Evaluate(ctx context.Context, setup fallow.Setup, mech fallow.Mechanism, options fallow.EvaluateOptions) (*fallow.Evaluation, error) {
	source, err := toJS(setupWire(setup))
	if err != nil {
		return nil, err
	}
	return e.evaluate(ctx, source, mech, options)
}

func (e *engine) EvaluateGiven(ctx context.Context, ins []*core.Instance, mech fallow.Mechanism, options fallow.EvaluateOptions) (*fallow.Evaluation, error) {
	source, err := toJS(ins)
	if err != nil {
		return nil, err
	}
	return e.evaluate(ctx, source, mech, options)
}

func (e *engine) evaluate(ctx context.Context, source safejs.Value, mech fallow.Mechanism, options fallow.EvaluateOptions) (*fallow.Evaluation, error) {
	hooks, release, err := abortHooks(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	mechanism, err := e.mechanismJS(ctx, mech)
	if err != nil {
		return nil, err
	}
	how, err := toJS(evaluateWire{options.Samples, options.Seed, options.Deviate, options.Evaluations})
	if err != nil {
		return nil, err
	}
	value, err := e.call(ctx, "evaluate", source, mechanism, how, hooks)
	if err != nil {
		return nil, err
	}
	var wire evaluationWire
	if err := fromJS(value, &wire); err != nil {
		return nil, err
	}
	return wire.evaluation(), nil
}

func (e *engine) Sample(ctx context.Context, setup fallow.Setup, count, seed int) ([]*core.Instance, error) {
	hooks, release, err := abortHooks(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	source, err := toJS(setupWire(setup))
	if err != nil {
		return nil, err
	}
	value, err := e.call(ctx, "sample", source, count, seed, hooks)
	if err != nil {
		return nil, err
	}
	var ins []*core.Instance
	return ins, fromJS(value, &ins)
}
