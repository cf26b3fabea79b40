//go:build js && wasm

package loop

import (
	"fmt"
	"unsafe"

	"github.com/hack-pad/safejs"

	"fallow/wasm/engine/ops"
)

// bufferMaker copies arrays of numbers and of bytes across the border.
type bufferMaker struct {
	array, uint8Array, float32Array, float64Array safejs.Value // the constructors
}

func newBufferMaker() (bufferMaker, error) {
	var b bufferMaker
	for name, to := range map[string]*safejs.Value{
		"Array": &b.array, "Uint8Array": &b.uint8Array, "Float32Array": &b.float32Array, "Float64Array": &b.float64Array,
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
		if buffers[k], err = b.bufferOf(item); err != nil {
			return nil, fmt.Errorf("buffer %d: %w", k, err)
		}
	}
	return buffers, nil
}

func (b bufferMaker) bufferOf(item safejs.Value) (ops.Buffer, error) {
	isFloats, err := item.InstanceOf(b.float64Array)
	if err != nil {
		return ops.Buffer{}, err
	}
	if isFloats {
		floats, err := copyIn[float64](b, item)
		return ops.Buffer{Floats: floats}, err
	}
	bytes, err := copyIn[byte](b, item)
	return ops.Buffer{Bytes: bytes}, err
}

// intoFloat32s is like fromJS for one Float32Array. It returns data, made longer if need be.
func (b bufferMaker) intoFloat32s(data []float32, typed safejs.Value) ([]float32, error) {
	return copyInto(b, data, typed)
}

// toJS copies buffers to an array of Float64Array and Uint8Array.
func (b bufferMaker) toJS(buffers []ops.Buffer) (safejs.Value, error) {
	list, err := b.array.New()
	if err != nil {
		return list, err
	}
	for _, buffer := range buffers {
		item, err := b.jsOf(buffer)
		if err != nil {
			return list, err
		}
		if _, err := list.Call("push", item); err != nil {
			return list, err
		}
	}
	return list, nil
}

func (b bufferMaker) jsOf(buffer ops.Buffer) (safejs.Value, error) {
	if buffer.Bytes != nil {
		return copyOut(b, b.uint8Array, buffer.Bytes)
	}
	return copyOut(b, b.float64Array, buffer.Floats)
}

func (b bufferMaker) float32s(data []float32) (safejs.Value, error) {
	return copyOut(b, b.float32Array, data)
}

// entry is what typed arrays are made of here.
type entry interface{ byte | float32 | float64 }

func copyIn[T entry](b bufferMaker, typed safejs.Value) ([]T, error) {
	return copyInto[T](b, nil, typed)
}

// copyInto copies to data, or to new memory if that is too short.
func copyInto[T entry](b bufferMaker, data []T, typed safejs.Value) ([]T, error) {
	n, err := typed.Length()
	if err != nil {
		return nil, err
	}
	if cap(data) < n {
		data = make([]T, n)
	}
	data = data[:n]
	view, err := b.bytesOf(typed)
	if err != nil {
		return nil, err
	}
	_, err = safejs.CopyBytesToGo(asBytes(data), view)
	return data, err
}

func copyOut[T entry](b bufferMaker, constructor safejs.Value, data []T) (safejs.Value, error) {
	typed, err := constructor.New(len(data))
	if err != nil {
		return typed, err
	}
	view, err := b.bytesOf(typed)
	if err != nil {
		return typed, err
	}
	_, err = safejs.CopyBytesToJS(view, asBytes(data))
	return typed, err
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

// asBytes is the memory of data. WASM is little-endian, and so are typed arrays on every machine that runs it.
func asBytes[T entry](data []T) []byte {
	var t T
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(data))), len(data)*int(unsafe.Sizeof(t)))
}
