package ops

import (
	"fallow/core/sample"
	"fallow/net"
)

// modelDescription is the Model of fallow.d.ts without its weights.
type modelDescription struct {
	Setups     []sample.Setup `json:"setups"`
	Options    net.Options    `json:"options"`
	Parameters int            `json:"parameters"`
	Size       *modelSize     `json:"size,omitempty"`
	History    []net.Point    `json:"history"`
}

// modelSize is the only size that a model fits.
type modelSize struct {
	Agents    int `json:"agents"`
	Resources int `json:"resources"`
}

// describe answers with a model: its description, and its safetensors file as the only buffer.
func describe(m *net.Model, file []byte) Result {
	description := modelDescription{Setups: m.Setups(), Options: m.Options(), Parameters: m.Parameters(), History: m.History()}
	if agents, resources, fixed := m.Size(); fixed {
		description.Size = &modelSize{agents, resources}
	}
	if description.Setups == nil {
		description.Setups = []sample.Setup{}
	}
	if description.History == nil {
		description.History = []net.Point{}
	}
	return Result{Value: description, Buffers: []Buffer{{Bytes: file}}}
}

// loadModel reads a safetensors file and answers with the model.
func (e *Engine) loadModel(c *Call) (Result, error) {
	file := c.Buffers[0].Bytes
	m, err := net.Load(file, e.backend)
	if err != nil {
		return Result{}, err
	}
	return describe(m, file), nil
}

// modelParams names a model of this worker.
type modelParams struct {
	ID int `json:"id"`
}

// keepModel keeps a model for mechanisms that name it.
func (e *Engine) keepModel(c *Call) (Result, error) {
	var p modelParams
	if err := c.params(&p); err != nil {
		return Result{}, err
	}
	m, err := net.Load(c.Buffers[0].Bytes, e.backend)
	if err != nil {
		return Result{}, err
	}
	e.models[p.ID] = m
	return Result{}, nil
}

// dropModel forgets a model.
func (e *Engine) dropModel(c *Call) (Result, error) {
	var p modelParams
	if err := c.params(&p); err != nil {
		return Result{}, err
	}
	delete(e.models, p.ID)
	e.shelf.drop(mechanismParams{Name: "exs", Model: p.ID}.key())
	return Result{}, nil
}
