package net

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
)

// tensorFile is a safetensors file: named tensors of float32 and a map of strings.
//
// The format (github.com/huggingface/safetensors): 8 bytes, the length of the header as an unsigned little-endian
// number; the header, a JSON object that maps the name of each tensor to its dtype, shape and data_offsets [begin, end)
// within what follows, and "__metadata__" to a map of strings, padded with spaces; the tensors, little-endian and
// row-major, without gaps.
type tensorFile struct {
	metadata map[string]string
	tensors  []namedTensor
}

type namedTensor struct {
	name  string
	shape []int
	data  []float32
}

// tensorInfo is a tensor's entry in the header.
type tensorInfo struct {
	DType   string `json:"dtype"`
	Shape   []int  `json:"shape"`
	Offsets [2]int `json:"data_offsets"`
}

const (
	metadataKey = "__metadata__"
	// maxHeader bounds the header, so that a hostile length does not make us read nonsense as JSON.
	maxHeader = 16 << 20
	// wordSize is the number of bytes of a float32.
	wordSize = 4
)

func (f *tensorFile) add(name string, data []float32, shape ...int) {
	f.tensors = append(f.tensors, namedTensor{name, shape, data})
}

// encode writes the file. The same contents give the same bytes.
func (f *tensorFile) encode() []byte {
	header := map[string]any{metadataKey: f.metadata}
	at := 0
	for _, t := range f.tensors {
		end := at + wordSize*len(t.data)
		header[t.name] = tensorInfo{"F32", t.shape, [2]int{at, end}}
		at = end
	}
	text, err := json.Marshal(header)
	if err != nil {
		panic(err) // maps of strings and numbers always marshal
	}
	for len(text)%8 != 0 {
		text = append(text, ' ')
	}
	out := make([]byte, 0, 8+len(text)+at)
	out = binary.LittleEndian.AppendUint64(out, uint64(len(text)))
	out = append(out, text...)
	for _, t := range f.tensors {
		for _, v := range t.data {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
		}
	}
	return out
}

// decodeTensorFile reads a file whose tensors are all float32. The error is a sentence about "the file".
func decodeTensorFile(data []byte) (*tensorFile, error) {
	if len(data) < 8 {
		return nil, fmt.Errorf("the file is %d bytes long, too short for a safetensors file", len(data))
	}
	length := binary.LittleEndian.Uint64(data)
	if length > maxHeader || length > uint64(len(data)-8) {
		return nil, fmt.Errorf("the file is no safetensors file, or is cut off: its header would be %d bytes long", length)
	}
	text, body := data[8:8+length], data[8+length:]
	var header map[string]json.RawMessage
	if err := json.Unmarshal(text, &header); err != nil {
		return nil, fmt.Errorf("the file is no safetensors file: its header is not a JSON object")
	}
	f := &tensorFile{metadata: map[string]string{}}
	infos := map[string]tensorInfo{}
	for name, raw := range header {
		if name == metadataKey {
			if err := json.Unmarshal(raw, &f.metadata); err != nil {
				return nil, fmt.Errorf("the file's metadata is not a map of strings")
			}
			continue
		}
		var info tensorInfo
		if err := json.Unmarshal(raw, &info); err != nil {
			return nil, fmt.Errorf("the file's header describes tensor %q in a way that safetensors does not", name)
		}
		infos[name] = info
	}
	return f, f.readTensors(infos, body)
}

// readTensors cuts body into tensors, in the order of their place in it.
func (f *tensorFile) readTensors(infos map[string]tensorInfo, body []byte) error {
	for name, info := range infos {
		f.tensors = append(f.tensors, namedTensor{name: name, shape: info.Shape})
	}
	slices.SortFunc(f.tensors, func(a, b namedTensor) int {
		if d := infos[a.name].Offsets[0] - infos[b.name].Offsets[0]; d != 0 {
			return d
		}
		return strings.Compare(a.name, b.name)
	})
	at := 0
	for k := range f.tensors {
		t := &f.tensors[k]
		info := infos[t.name]
		if info.DType != "F32" {
			return fmt.Errorf("tensor %q of the file is of type %q, but must be F32", t.name, info.DType)
		}
		entries, ok := product(t.shape, len(body)/wordSize)
		begin, end := info.Offsets[0], info.Offsets[1]
		if !ok || begin != at || end-begin != wordSize*entries || end > len(body) {
			return fmt.Errorf("the file is damaged or cut off: tensor %q does not lie where the header says", t.name)
		}
		t.data = make([]float32, entries)
		for e := range t.data {
			t.data[e] = math.Float32frombits(binary.LittleEndian.Uint32(body[begin+wordSize*e:]))
		}
		at = end
	}
	if at != len(body) {
		return fmt.Errorf("the file has %d bytes after its last tensor", len(body)-at)
	}
	return nil
}

// product is the product of shape, and whether it is at most limit and no factor is negative.
func product(shape []int, limit int) (int, bool) {
	n := 1
	for _, d := range shape {
		if d < 0 || d > 0 && n > limit/d {
			return 0, false
		}
		n *= d
	}
	return n, n <= limit
}

// tensor returns the data of the tensor called name, which must have the given number of entries and be finite.
func (f *tensorFile) tensor(name string, entries int) ([]float32, error) {
	for _, t := range f.tensors {
		if t.name != name {
			continue
		}
		if len(t.data) != entries {
			return nil, fmt.Errorf("tensor %q of the file has %d entries, but must have %d", name, len(t.data), entries)
		}
		for _, v := range t.data {
			if v-v != 0 {
				return nil, fmt.Errorf("tensor %q of the file has entries that are not finite", name)
			}
		}
		return t.data, nil
	}
	return nil, fmt.Errorf("the file has no tensor %q", name)
}

// putJSON writes value as JSON into the metadata.
func (f *tensorFile) putJSON(key string, value any) {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // options, setups and history always marshal
	}
	f.metadata[key] = string(text)
}

// getJSON reads what putJSON wrote.
func (f *tensorFile) getJSON(key string, into any) error {
	text, ok := f.metadata[key]
	if !ok {
		return fmt.Errorf("the file's metadata has no %q", key)
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return fmt.Errorf("the file's metadata has a %q that cannot be read: %w", key, err)
	}
	return nil
}

// expect checks the format and its version.
func (f *tensorFile) expect(format, version string) error {
	if got := f.metadata["format"]; got != format {
		return fmt.Errorf("the file is a safetensors file, but no %s of Fallow's", format)
	}
	if got := f.metadata["version"]; got != version {
		return fmt.Errorf("the file is a %s of version %q, but this program reads version %s", format, got, version)
	}
	return nil
}
