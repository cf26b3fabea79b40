//go:build js && wasm

package main

import (
	"context"
	"errors"

	"github.com/hack-pad/safejs"

	"fallow/core"
)

// settled is how a promise ended.
type settled struct {
	value safejs.Value
	err   error
}

// await waits for a promise. A rejection is an error; that of an InputError is a *core.InputError.
func await(promise safejs.Value) (safejs.Value, error) {
	done := make(chan settled, 1)
	settle := func(read func(safejs.Value) settled) (safejs.Func, error) {
		return safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
			argument := safejs.Undefined()
			if len(args) > 0 {
				argument = args[0]
			}
			done <- read(argument)
			return nil
		})
	}
	fulfilled, err := settle(func(v safejs.Value) settled { return settled{value: v} })
	if err != nil {
		return safejs.Undefined(), err
	}
	defer fulfilled.Release()
	rejected, err := settle(func(v safejs.Value) settled { return settled{err: rejection(v)} })
	if err != nil {
		return safejs.Undefined(), err
	}
	defer rejected.Release()
	if _, err := promise.Call("then", fulfilled, rejected); err != nil {
		return safejs.Undefined(), err
	}
	result := <-done
	return result.value, result.err
}

// rejection makes a Go error of what a promise was rejected with.
func rejection(reason safejs.Value) error {
	name := stringProperty(reason, "name")
	message := stringProperty(reason, "message")
	switch {
	case name == "InputError":
		path := stringProperty(reason, "path")
		return &core.InputError{Path: path, Reason: trimPath(message, path)}
	case name == "AbortError":
		return context.Canceled
	case message == "":
		return errors.New("the browser gave no reason")
	}
	return errors.New(message)
}

// trimPath takes the path off the front of an InputError's message.
func trimPath(message, path string) string {
	if n := len(path) + 1; len(message) > n && message[:n] == path+" " {
		return message[n:]
	}
	return message
}

func stringProperty(object safejs.Value, name string) string {
	value, err := object.Get(name)
	if err != nil || value.Type() != safejs.TypeString {
		return ""
	}
	text, _ := value.String()
	return text
}
