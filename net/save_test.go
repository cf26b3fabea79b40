package net

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"fallow/core"
	"fallow/core/sample"
	"fallow/net/kernels"
)

func trained(t testing.TB, kind NetworkKind) *Model {
	t.Helper()
	trainer := mustTrainer(t, setups([2]int{3, 2}), quick(kind))
	for range 3 {
		mustStep(t, trainer)
	}
	return trainer.Model()
}

// The header, read as the specification of safetensors says and by nothing of this package.
func TestFileIsSafetensors(t *testing.T) {
	model := trained(t, MLP)
	file := model.Save()
	length := binary.LittleEndian.Uint64(file[:8])
	header, body := file[8:8+length], file[8+length:]
	if header[0] != '{' {
		t.Errorf("the header begins with %q", header[0])
	}
	if length%8 != 0 {
		t.Errorf("the header is %d bytes long, and the tensors not aligned", length)
	}
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(header, &entries); err != nil {
		t.Fatal(err)
	}
	var metadata map[string]string
	if err := json.Unmarshal(entries["__metadata__"], &metadata); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"format", "version", "architecture", "setups", "options", "history"} {
		if metadata[key] == "" {
			t.Errorf("the metadata has no %q", key)
		}
	}
	delete(entries, "__metadata__")
	type span struct{ begin, end int }
	var spans []span
	for name, raw := range entries {
		var info struct {
			DType   string `json:"dtype"`
			Shape   []int  `json:"shape"`
			Offsets []int  `json:"data_offsets"`
		}
		if err := json.Unmarshal(raw, &info); err != nil {
			t.Fatal(err)
		}
		entries := 1
		for _, d := range info.Shape {
			entries *= d
		}
		if info.DType != "F32" || len(info.Offsets) != 2 || info.Offsets[1]-info.Offsets[0] != 4*entries {
			t.Errorf("tensor %q is described as %s", name, raw)
		}
		spans = append(spans, span{info.Offsets[0], info.Offsets[1]})
		if name == "hidden.0.weight" {
			tensor, _ := model.params.Lookup(name)
			first := math.Float32frombits(binary.LittleEndian.Uint32(body[info.Offsets[0]:]))
			if first != model.params.Of(tensor, model.params.Values)[0] || info.Shape[0] != tensor.Rows {
				t.Errorf("tensor %q begins with %v", name, first)
			}
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return a.begin - b.begin })
	at := 0
	for _, s := range spans {
		if s.begin != at {
			t.Errorf("there is a gap or an overlap at %d", at)
		}
		at = s.end
	}
	if at != len(body) {
		t.Errorf("%d bytes of tensors in a body of %d", at, len(body))
	}
}

func TestSaveAndLoad(t *testing.T) {
	ins, err := sample.Draw(sample.Setup{Agents: 3, Resources: 2}, 4, 0, 20, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []NetworkKind{MLP, CNN, Transformer, Exchangeable} {
		model := trained(t, kind)
		loaded, err := Load(model.Save(), kernels.Best())
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		if !slices.Equal(loaded.Save(), model.Save()) {
			t.Errorf("%s: saved again, the file differs", kind)
		}
		if loaded.Options() != model.Options() || len(loaded.Setups()) != 1 || len(loaded.History()) != 3 {
			t.Errorf("%s: options %+v, setups %+v, history %+v", kind, loaded.Options(), loaded.Setups(), loaded.History())
		}
		var a, b core.Outcome
		for _, in := range ins {
			if err := errors.Join(model.Allocate(in, &a), loaded.Allocate(in, &b)); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(a.Branches[0].Allocation, b.Branches[0].Allocation) {
				t.Errorf("%s: the loaded model allocates differently", kind)
			}
		}
	}
}

// Each spoiled file is refused with a sentence that says why.
func TestLoadRefuses(t *testing.T) {
	file := trained(t, MLP).Save()
	exchangeable := trained(t, Exchangeable).Save()
	nan := slices.Clone(file)
	binary.LittleEndian.PutUint32(nan[len(nan)-4:], math.Float32bits(float32(math.NaN())))
	for name, c := range map[string]struct {
		file []byte
		says string
	}{
		"empty":          {nil, "too short"},
		"cut off":        {file[:len(file)-1], "cut off"},
		"longer":         {append(slices.Clone(file), 0), "after its last tensor"},
		"text":           {[]byte("values,demands\n1,2\n"), "safetensors"},
		"huge header":    {append([]byte{255, 255, 255, 255, 255, 255, 255, 255}, file[8:]...), "safetensors"},
		"not finite":     {nan, "not finite"},
		"other version":  {replaced(file, `"version":"1"`, `"version":"9"`), "version"},
		"other format":   {replaced(file, `ExS-Net model`, `Net-ExS model`), "no ExS-Net model"},
		"other network":  {replaced(file, `\"kind\":\"mlp\"`, `\"kind\":\"cnn\"`), "tensor"},
		"unknown kind":   {replaced(file, `\"kind\":\"mlp\"`, `\"kind\":\"rnn\"`), "network.kind"},
		"other width":    {replaced(file, `\"width\":8`, `\"width\":9`), "entries"},
		"many agents":    {replaced(file, `\"agents\":3`, `\"agents\":9`), "entries"},
		"wrong offset":   {replaced(file, `"data_offsets":[0,`, `"data_offsets":[4,`), "damaged"},
		"wrong type":     {replaced(file, `"F32"`, `"F16"`), "F32"},
		"half the sizes": {replaced(exchangeable, `\"agents\":0`, `\"agents\":1`), "cannot be"},
	} {
		_, err := Load(c.file, kernels.Best())
		var bad *core.InputError
		if !errors.As(err, &bad) || bad.Path != "bytes" || !strings.Contains(bad.Reason, c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A few bytes that name a network of gigabytes are refused before any of it is made.
func TestLoadRefusesGiants(t *testing.T) {
	for _, kind := range []NetworkKind{Transformer, Exchangeable} {
		for _, s := range []size{{maxCells, 1}, {1, maxCells}} {
			f := tensorFile{metadata: map[string]string{"format": modelFormat, "version": modelVersion, "setups": "[]", "history": "[]"}}
			f.putJSON("architecture", shapeJSON{Network{kind, maxWidth, maxDepth}, ScaleFree, false, s.agents, s.resources})
			f.putJSON("options", Options{Objective: Objective{Kind: Penalty}})
			if _, err := Load(f.encode(), kernels.Plain[float32]{}); err == nil || !strings.Contains(err.Error(), "larger than any") {
				t.Errorf("%s for %v: %v", kind, s, err)
			}
		}
	}
}

// replaced replaces a part of the header by one of equal length.
func replaced(file []byte, old, new string) []byte {
	if len(old) != len(new) {
		panic("the length of the header would change")
	}
	if !strings.Contains(string(file), old) {
		panic("the file has no " + old)
	}
	return []byte(strings.Replace(string(file), old, new, 1))
}

// Whatever the bytes, Load returns a model that works or an error, and does not panic.
func FuzzLoad(f *testing.F) {
	file := trained(f, MLP).Save()
	f.Add(file)
	f.Add(file[:100])
	f.Add(replaced(file, `\"agents\":3`, `\"agents\":7`))
	f.Add(trained(f, Exchangeable).Save())
	f.Add([]byte{})
	in, err := core.NewInstance([][]float64{{1, .5}, {.3, 1}, {.7, .2}}, [][]float64{{1, 1}, {0, 1}, {.4, .2}}, []float64{1, 1}, nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		model, err := Load(data, kernels.Plain[float32]{})
		if err != nil {
			return
		}
		var out core.Outcome
		if err := model.Allocate(in, &out); err != nil {
			return
		}
		for _, a := range out.Branches[0].Allocation {
			if !(a >= 0 && a <= 1) {
				t.Errorf("an allocation of %v", a)
			}
		}
	})
}

func FuzzResume(f *testing.F) {
	trainer := mustTrainer(f, setups([2]int{3, 2}), quick(MLP))
	mustStep(f, trainer)
	f.Add(trainer.Checkpoint())
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		_, _ = Resume(Data{}, data, kernels.Plain[float32]{})
	})
}
