//go:build js && wasm

package main

import (
	"errors"

	"github.com/hack-pad/safejs"
)

// bytesJS copies bytes into a Uint8Array.
func bytesJS(bytes []byte) (safejs.Value, error) {
	class, err := safejs.Global().Get("Uint8Array")
	if err != nil {
		return class, err
	}
	array, err := class.New(len(bytes))
	if err != nil {
		return array, err
	}
	_, err = safejs.CopyBytesToJS(array, bytes)
	return array, err
}

// bytesOf copies the Uint8Array that is a function's first argument.
func bytesOf(args []safejs.Value) ([]byte, error) {
	if len(args) == 0 {
		return nil, errors.New("there are no bytes")
	}
	n, err := args[0].Length()
	if err != nil {
		return nil, err
	}
	bytes := make([]byte, n)
	_, err = safejs.CopyBytesToGo(bytes, args[0])
	return bytes, err
}
