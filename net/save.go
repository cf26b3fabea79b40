package net

import (
	"fmt"

	"fallow/core"
	"fallow/net/autodiff"
	"fallow/net/kernels"
)

const (
	modelFormat  = "ExS-Net model"
	modelVersion = "1"
)

// shapeJSON is what determines a model's tensors.
type shapeJSON struct {
	Network  Network   `json:"network"`
	Inputs   InputKind `json:"inputs"`
	Weighted bool      `json:"weighted"`
	// Agents and Resources are zero where any number fits.
	Agents    int `json:"agents"`
	Resources int `json:"resources"`
}

// Save returns the model as a safetensors file: its weights as tensors, and in the metadata its format and version, its
// architecture, and the setups, options and history of its training, in JSON.
func (m *Model) Save() []byte {
	f := &tensorFile{metadata: map[string]string{"format": modelFormat, "version": modelVersion}}
	f.putJSON("architecture", shapeJSON{m.arch.Network, m.arch.Inputs, m.arch.Weighted, m.fixed.agents, m.fixed.resources})
	f.putJSON("setups", m.setups)
	f.putJSON("options", m.options)
	f.putJSON("history", m.history)
	for _, t := range m.params.Tensors {
		f.add(t.Name, m.params.Of(t, m.params.Values), t.Rows, t.Cols)
	}
	return f.encode()
}

// Load reads what Save wrote. Bytes that are not such a file are a *core.InputError of path "bytes" whose reason says
// what is wrong.
func Load(data []byte, backend kernels.Backend[float32]) (*Model, error) {
	m, err := load(data, backend)
	if err != nil {
		return nil, &core.InputError{Path: "bytes", Reason: "cannot be read as a model: " + err.Error()}
	}
	return m, nil
}

func load(data []byte, backend kernels.Backend[float32]) (*Model, error) {
	f, err := decodeTensorFile(data)
	if err != nil {
		return nil, err
	}
	if err := f.expect(modelFormat, modelVersion); err != nil {
		return nil, err
	}
	var shape shapeJSON
	m := &Model{backend: backend, params: &autodiff.Parameters[float32]{}}
	for key, into := range map[string]any{
		"architecture": &shape, "setups": &m.setups, "options": &m.options, "history": &m.history,
	} {
		if err := f.getJSON(key, into); err != nil {
			return nil, err
		}
	}
	if err := shape.validate(); err != nil {
		return nil, err
	}
	m.arch = architecture{shape.Network, shape.Inputs, shape.Weighted}
	m.fixed = size{shape.Agents, shape.Resources}
	return m, m.readWeights(f)
}

// validate bounds what a hostile file can make us build.
func (s shapeJSON) validate() error {
	o := Options{Objective: Objective{Kind: Penalty}, Network: s.Network, Inputs: s.Inputs}
	if err := o.Validate(); err != nil {
		return fmt.Errorf("the file's architecture is none: %w", err)
	}
	if s.Network.Kind == "" || s.Network.Width == 0 || s.Network.Depth == 0 || s.Inputs == "" {
		return fmt.Errorf("the file's architecture is incomplete")
	}
	anySize := s.Network.Kind == Exchangeable && s.Inputs == ScaleFree
	if s.Agents == 0 && s.Resources == 0 && anySize {
		return nil
	}
	if s.Agents < 1 || s.Resources < 1 || s.Agents > maxCells/s.Resources {
		return fmt.Errorf("the file's network is for %d agents and %d resources, which cannot be", s.Agents, s.Resources)
	}
	if s.Network.units(size{s.Agents, s.Resources}) > maxUnits {
		return fmt.Errorf("the file's network is of width %d and depth %d for %d agents and %d resources, larger than any that is trained",
			s.Network.Width, s.Network.Depth, s.Agents, s.Resources)
	}
	return nil
}

// readWeights fills in the parameters that the architecture declares, which must be exactly the file's tensors.
func (m *Model) readWeights(f *tensorFile) error {
	s := m.fixed
	if s == (size{}) {
		s = size{2, 2}
	}
	newTable(m.backend, m.params, m.arch, s.agents, s.resources, 1)
	if len(f.tensors) != len(m.params.Tensors) {
		return fmt.Errorf("the file has %d tensors, but its architecture has %d", len(f.tensors), len(m.params.Tensors))
	}
	for _, t := range m.params.Tensors {
		if _, err := f.tensor(t.Name, t.Size()); err != nil {
			return err
		}
	}
	m.params.Allocate()
	for _, t := range m.params.Tensors {
		data, err := f.tensor(t.Name, t.Size())
		if err != nil {
			return err
		}
		copy(m.params.Of(t, m.params.Values), data)
	}
	return nil
}
