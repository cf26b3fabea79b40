//go:build js && wasm

package main

import (
	"fmt"
	"unsafe"

	"github.com/hack-pad/safejs"

	"fallow/wasm/engine/ops"
)

// bufferMaker copies arrays of numbers and of bytes across the border.
type bufferMaker struct {
	array, uint8Array, float64Array safejs.Value // the constructors
}

func newBufferMaker() (bufferMaker, error) {
	var b bufferMaker
	for name, to := range map[string]*safejs.Value{
		"Array": &b.array, "Uint8Array": &b.uint8Array, "Float64Array": &b.float64Array,
	} {
		constructor, err := safejs.Global().Get(name)
		if err != nil {
			return b, err
		}
		*to = constructor
	}
	return b, nil
}

// fromJS copies an array of Float64Array and Uint8Array.
func (b bufferMaker) fromJS(list safejs.Value) ([]ops.Buffer, error) {
	n, err := list.Length()
	if err != nil {
		return nil, err
	}
	buffers := make([]ops.Buffer, n)
	for k := range buffers {
		item, err := list.Index(k)
		if err != nil {
			return nil, err
		}
		if buffers[k], err = b.copyIn(item); err != nil {
			return nil, fmt.Errorf("buffer %d: %w", k, err)
		}
	}
	return buffers, nil
}

func (b bufferMaker) copyIn(item safejs.Value) (ops.Buffer, error) {
	n, err := item.Length()
	if err != nil {
		return ops.Buffer{}, err
	}
	isFloats, err := item.InstanceOf(b.float64Array)
	if err != nil {
		return ops.Buffer{}, err
	}
	if !isFloats {
		bytes := make([]byte, n)
		_, err := safejs.CopyBytesToGo(bytes, item)
		return ops.Buffer{Bytes: bytes}, err
	}
	floats := make([]float64, n)
	view, err := b.bytesOf(item)
	if err != nil {
		return ops.Buffer{}, err
	}
	_, err = safejs.CopyBytesToGo(asBytes(floats), view)
	return ops.Buffer{Floats: floats}, err
}

// bytesOf is a Uint8Array on the memory of a typed array.
func (b bufferMaker) bytesOf(typed safejs.Value) (safejs.Value, error) {
	var parts [3]any
	for k, name := range []string{"buffer", "byteOffset", "byteLength"} {
		part, err := typed.Get(name)
		if err != nil {
			return safejs.Value{}, err
		}
		parts[k] = part
	}
	return b.uint8Array.New(parts[:]...)
}

// toJS copies buffers to an array of Float64Array and Uint8Array.
func (b bufferMaker) toJS(buffers []ops.Buffer) (safejs.Value, error) {
	list, err := b.array.New()
	if err != nil {
		return list, err
	}
	for _, buffer := range buffers {
		item, err := b.copyOut(buffer)
		if err != nil {
			return list, err
		}
		if _, err := list.Call("push", item); err != nil {
			return list, err
		}
	}
	return list, nil
}

func (b bufferMaker) copyOut(buffer ops.Buffer) (safejs.Value, error) {
	if buffer.Bytes != nil {
		item, err := b.uint8Array.New(len(buffer.Bytes))
		if err != nil {
			return item, err
		}
		_, err = safejs.CopyBytesToJS(item, buffer.Bytes)
		return item, err
	}
	item, err := b.float64Array.New(len(buffer.Floats))
	if err != nil {
		return item, err
	}
	view, err := b.bytesOf(item)
	if err != nil {
		return item, err
	}
	_, err = safejs.CopyBytesToJS(view, asBytes(buffer.Floats))
	return item, err
}

// asBytes is the memory of floats. WASM is little-endian, and so are typed arrays on every machine that runs it.
func asBytes(floats []float64) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(floats))), 8*len(floats))
}
