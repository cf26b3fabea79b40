//go:build js && wasm

package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/hack-pad/safejs"

	"fallow/ui/fallow"
)

func (e *engine) ShippedStudy(_ context.Context, name string) (*fallow.StudyResult, error) {
	bytes, err := e.fetch("results/" + name + ".json")
	if err != nil {
		return nil, fmt.Errorf("the results could not be fetched: %w", err)
	}
	var result fallow.StudyResult
	return &result, json.Unmarshal(bytes, &result)
}

func (e *engine) Study(ctx context.Context, name string, options fallow.StudyOptions, progress func(fallow.StudyProgress)) (*fallow.StudyResult, error) {
	api, err := e.studies.load(e.host, "studies")
	if err != nil {
		return nil, fmt.Errorf("what computes studies could not be started: %w", err)
	}
	hooks, release, err := abortHooks(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	onProgress, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		var p fallow.StudyProgress
		if len(args) > 0 && fromJS(args[0], &p) == nil {
			go progress(p) // not here: JavaScript waits for this function, and the page may be locked
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
	how, err := toJS(options)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	promise, err := api.Call("study", name, how, hooks)
	if err != nil {
		return nil, err
	}
	value, err := await(promise)
	if err != nil {
		return nil, err
	}
	var result fallow.StudyResult
	return &result, fromJS(value, &result)
}
