package ops

import (
	"context"
	"time"

	"fallow/net"
	"fallow/net/kernels"
)

// What packages need that add operations of their own.

// Handle gives the engine one more operation.
func (e *Engine) Handle(name string, operation func(*Call) (Result, error)) {
	e.operations[name] = operation
}

// Model returns the model that is kept under a number.
func (e *Engine) Model(id int) (*net.Model, bool) {
	model, ok := e.models[id]
	return model, ok
}

// Backend is what models compute with.
func (e *Engine) Backend() kernels.Backend[float32] { return e.backend }

// Read reads the JSON object of the call's parameters; a field of the wrong type is a *core.InputError that names it.
func (c *Call) Read(into any) error { return c.params(into) }

// Asking returns the context of the call for long work, which lets messages in whenever it is asked whether to go on.
func (c *Call) Asking() context.Context { return c.context() }

// Under puts a prefix before the path of a *core.InputError, so that it names the field as the caller writes it.
func Under(prefix string, err error) error { return under(prefix, err) }

// ReportEvery is how often progress is told.
const ReportEvery time.Duration = reportEvery

// Portion returns progress: so much of a total.
func Portion(done, total float64) any { return portion{done, total} }

// Described answers with a model.
func Described(m *net.Model) Result { return describe(m, m.Save()) }
