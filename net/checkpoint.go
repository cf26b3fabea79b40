package net

import (
	"fmt"
	"hash/fnv"
	"math"
	"strconv"

	"fallow/core"
	"fallow/core/sample"
	"fallow/net/kernels"
)

const (
	checkpointFormat  = "ExS-Net checkpoint"
	checkpointVersion = "1"
)

// Checkpoint returns all that it takes to go on with training to the same bits, as a safetensors file. Instances of the
// caller's own are not in it.
func (t *Trainer) Checkpoint() []byte {
	f := &tensorFile{metadata: map[string]string{
		"format": checkpointFormat, "version": checkpointVersion,
		"step": strconv.Itoa(t.step), "instances": fingerprint(t.data.Instances),
	}}
	f.putJSON("setups", t.data.Setups)
	f.putJSON("options", t.options)
	f.putJSON("history", t.history)
	t.eachTensor(func(name string, data []float32) { f.add(name, data, len(data)) })
	return f.encode()
}

// eachTensor visits what changes from step to step.
func (t *Trainer) eachTensor(visit func(name string, data []float32)) {
	visit("weights", t.params.Values)
	visit("first moments", t.moment1)
	visit("second moments", t.moment2)
	visit("average weights", t.average)
	visit("scale", t.scale)
	for k, m := range t.multipliers {
		visit(fmt.Sprintf("multipliers.%d", k), m)
	}
	for k, l := range t.lies {
		visit(fmt.Sprintf("misreports.%d", k), l)
	}
}

// CheckpointData reads from a checkpoint what it was trained on, as far as it is there: the setups. needInstances says
// that there were instances of the caller's own, which Resume must be given again.
func CheckpointData(checkpoint []byte) (setups []sample.Setup, options Options, needInstances bool, err error) {
	f, setups, options, err := openCheckpoint(checkpoint)
	if err != nil {
		return nil, Options{}, false, &core.InputError{Path: "checkpoint", Reason: "cannot be resumed from: " + err.Error()}
	}
	return setups, options, f.metadata["instances"] != fingerprint(nil), nil
}

// Resume returns a trainer that goes on where the one that wrote checkpoint was. data must be what that was trained on.
// Bytes that are no checkpoint, or one of other data, are a *core.InputError of path "checkpoint".
func Resume(data Data, checkpoint []byte, backend kernels.Backend[float32]) (*Trainer, error) {
	t, err := resume(data, checkpoint, backend)
	if err != nil {
		return nil, &core.InputError{Path: "checkpoint", Reason: "cannot be resumed from: " + err.Error()}
	}
	return t, nil
}

func openCheckpoint(checkpoint []byte) (f *tensorFile, setups []sample.Setup, options Options, err error) {
	if f, err = decodeTensorFile(checkpoint); err != nil {
		return
	}
	if err = f.expect(checkpointFormat, checkpointVersion); err != nil {
		return
	}
	if err = f.getJSON("setups", &setups); err != nil {
		return
	}
	err = f.getJSON("options", &options)
	return
}

func resume(data Data, checkpoint []byte, backend kernels.Backend[float32]) (*Trainer, error) {
	f, setups, options, err := openCheckpoint(checkpoint)
	if err != nil {
		return nil, err
	}
	if f.metadata["instances"] != fingerprint(data.Instances) {
		return nil, fmt.Errorf("it was written while training on other instances")
	}
	data.Setups = setups
	t, err := NewTrainer(data, options, backend)
	if err != nil {
		return nil, err
	}
	if t.step, err = strconv.Atoi(f.metadata["step"]); err != nil || t.step < 0 || t.step > maxIterations {
		return nil, fmt.Errorf("the file's metadata has no step")
	}
	if err := f.getJSON("history", &t.history); err != nil {
		return nil, err
	}
	t.eachTensor(func(name string, data []float32) {
		found, missing := f.tensor(name, len(data))
		if missing != nil && err == nil {
			err = missing
		}
		copy(data, found)
	})
	return t, err
}

// fingerprint names a list of instances: "none", or a hash of their numbers.
func fingerprint(instances []*core.Instance) string {
	if len(instances) == 0 {
		return "none"
	}
	h := fnv.New64a()
	var word [8]byte
	write := func(bits uint64) {
		for k := range word {
			word[k] = byte(bits >> (8 * k))
		}
		h.Write(word[:])
	}
	for _, in := range instances {
		write(uint64(in.N))
		write(uint64(in.M))
		for _, part := range [][]float64{in.Values, in.Demands, in.Budgets, in.Weights} {
			for _, v := range part {
				write(math.Float64bits(v))
			}
		}
	}
	return strconv.FormatUint(h.Sum64(), 16)
}
