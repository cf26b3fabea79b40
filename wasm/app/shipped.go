//go:build js && wasm

package main

import (
	"context"
	"fmt"
	"sync"

	"github.com/hack-pad/safejs"

	"fallow/ui/fallow"
)

// shelf keeps the networks that are shipped with the site, each fetched at its first use.
type shelf struct {
	mu    sync.Mutex
	files map[string]*trained
}

// mechanismJS is the contract's Mechanism.
func (e *engine) mechanismJS(ctx context.Context, mech fallow.Mechanism) (safejs.Value, error) {
	value, err := toJS(mechanismWireOf(mech))
	if err != nil {
		return value, err
	}
	if mech.File != "" && mech.Model == nil {
		if mech.Model, err = e.shipped(ctx, mech.File); err != nil {
			return value, err
		}
	}
	if model, ok := mech.Model.(*trained); ok {
		err = value.Set("model", model.value)
	}
	return value, err
}

// shipped is the network in a file of the site.
func (e *engine) shipped(ctx context.Context, file string) (fallow.Model, error) {
	e.shelf.mu.Lock()
	defer e.shelf.mu.Unlock()
	if model, ok := e.shelf.files[file]; ok {
		return model, nil
	}
	bytes, err := e.fetch(file)
	if err != nil {
		return nil, fmt.Errorf("the network %s could not be fetched: %w", file, err)
	}
	model, err := e.LoadModel(ctx, bytes)
	if err != nil {
		return nil, err
	}
	e.shelf.files[file] = model.(*trained)
	return model, nil
}

func (e *engine) fetch(file string) ([]byte, error) {
	promise, err := e.host.Call("fetch", file)
	if err != nil {
		return nil, err
	}
	value, err := await(promise)
	if err != nil {
		return nil, err
	}
	return bytesOf([]safejs.Value{value})
}
