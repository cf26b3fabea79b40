//go:build js && wasm

package main

import (
	"github.com/hack-pad/safejs"

	"fallow/ui/state"
)

// runs is ui.Shelf over shelf.mjs.
type runs struct{ value safejs.Value }

func newRuns(host safejs.Value) (*runs, error) {
	value, err := host.Get("shelf")
	return &runs{value}, err
}

// call calls a method and waits for its answer.
func (s *runs) call(method string, args ...any) (safejs.Value, error) {
	promise, err := s.value.Call(method, args...)
	if err != nil {
		return promise, err
	}
	return await(promise)
}

func (s *runs) Orphans() ([]state.Offer, error) {
	value, err := s.call("orphans")
	if err != nil {
		return nil, err
	}
	var wire []struct {
		ID, About string
		Age       float64
	}
	if err := fromJS(value, &wire); err != nil {
		return nil, err
	}
	offers := make([]state.Offer, len(wire))
	for k, w := range wire {
		offers[k] = state.Offer{ID: w.ID, About: state.ReadAbout(w.About), Age: w.Age}
	}
	return offers, nil
}

func (s *runs) Create() (string, error) {
	value, err := s.call("create")
	if err != nil {
		return "", err
	}
	return value.String()
}

func (s *runs) Claim(id string) (bool, error) {
	value, err := s.call("claim", id)
	if err != nil {
		return false, err
	}
	return value.Bool()
}

func (s *runs) Read(id string) (checkpoint, data []byte, err error) {
	value, err := s.call("read", id)
	if err != nil {
		return nil, nil, err
	}
	part := func(name string) []byte {
		array, err := value.Get(name)
		if err != nil || array.IsNull() {
			return nil
		}
		bytes, _ := bytesOf([]safejs.Value{array})
		return bytes
	}
	return part("checkpoint"), part("data"), nil
}

func (s *runs) Write(id, about string, checkpoint []byte) error {
	return s.store("write", checkpoint, id, about)
}

func (s *runs) Keep(id string, data []byte) error { return s.store("keep", data, id) }

// store calls a method whose last argument is bytes.
func (s *runs) store(method string, bytes []byte, args ...any) error {
	array, err := bytesJS(bytes)
	if err != nil {
		return err
	}
	_, err = s.call(method, append(args, array)...)
	return err
}

func (s *runs) Release(id string) { _, _ = s.value.Call("release", id) }

func (s *runs) Discard(id string) error {
	_, err := s.call("discard", id)
	return err
}
