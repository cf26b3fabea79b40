// Package ops is what the compute module can be asked to do: a named operation for every call of fallow.mjs that needs
// computing, with parameters in JSON and long arrays in buffers. It turns messages into calls of core, solvers and net
// and their results into messages, and decides nothing itself. It knows no JavaScript, so it is tested natively.
//
// It may import everything except ui; wasm/engine imports it.
package ops

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"fallow/core"
	"fallow/net"
	"fallow/net/kernels"
	"fallow/solvers"
)

// Buffer is a long array in a message: numbers, or bytes if Bytes is not nil.
type Buffer struct {
	Floats []float64
	Bytes  []byte
}

// Call is one request. The operation may keep the buffers.
type Call struct {
	Params  json.RawMessage
	Buffers []Buffer
	// Pause is called often in long work: it lets messages in when it is time, and returns an error if this call has
	// been cancelled.
	Pause func() error
	// Context ends when this call is cancelled.
	Context context.Context
	// Elapsed is how long this call has been worked on, without the time for which the caller had it wait.
	Elapsed func() time.Duration
	// Report sends progress, which is marshalled to JSON. Operations keep to about 10 reports a second.
	Report func(progress any, buffers ...Buffer)
	// Peers are the other workers that take part in this call.
	Peers Peers
}

// Peers are other workers that take part in a call. Messages between two of them arrive in order.
type Peers interface {
	// Count is the number of the others, which are numbered from 0.
	Count() int
	Send(peer int, m Message) error
	// Receive waits for the next message of any of them. It returns false when ctx has ended, or, if limit is positive,
	// after that time.
	Receive(ctx context.Context, limit time.Duration) (Message, bool)
	// Arrived returns the next message if it is there already.
	Arrived() (Message, bool)
}

// Message is what peers tell each other.
type Message struct {
	// Peer is the sender of a message that was received.
	Peer int
	Head []int
	// Data of a message that was received holds until the next one is.
	Data []float32
}

// Result is the answer: a value that is marshalled to JSON, and long arrays.
type Result struct {
	Value   any
	Buffers []Buffer
}

// Engine answers calls, several at a time on one thread: each runs in a goroutine of its own, and the others run while
// it is in Pause.
type Engine struct {
	operations map[string]func(*Call) (Result, error)
	models     map[int]*net.Model
	shelf      shelf
	backend    kernels.Backend[float32]
}

// New returns an engine without models.
func New() *Engine {
	e := &Engine{models: map[int]*net.Model{}, backend: kernels.Best()}
	e.operations = map[string]func(*Call) (Result, error){
		"allocate":       e.allocate,
		"bestResponse":   e.respond,
		"planSample":     e.planSample,
		"sample":         e.sample,
		"planEvaluation": e.planEvaluation,
		"evaluate":       e.evaluate,
		"summarise":      e.summarise,
		"train":          e.train,
		"assist":         e.assist,
		"loadModel":      e.loadModel,
		"keepModel":      e.keepModel,
		"dropModel":      e.dropModel,
	}
	simulator := &simulator{}
	e.operations["planSimulation"] = simulator.plan
	e.operations["simulate"] = simulator.simulate
	e.operations["summariseSimulation"] = simulator.summarise
	e.operations["trace"] = simulator.trace
	return e
}

// Run answers one call. The error for bad input is a *core.InputError whose path is that of the caller of fallow.mjs.
// A panic becomes an error, so that the other calls of this engine go on.
func (e *Engine) Run(op string, call *Call) (result Result, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("internal error in %s: %v", op, r)
		}
	}()
	operation, ok := e.operations[op]
	if !ok {
		return Result{}, fmt.Errorf("there is no operation %q", op)
	}
	return operation(call)
}

// Fault is an error as it crosses to JavaScript.
type Fault struct {
	// Name is that of the JavaScript error: InputError, AbortError, NotSolvedError or Error.
	Name string
	// Path names the offending field of an InputError.
	Path    string
	Message string
}

// Describe turns an error into what crosses to JavaScript.
func Describe(err error) Fault {
	var input *core.InputError
	var unsolved *solvers.NotSolvedError
	switch {
	case errors.As(err, &input):
		return Fault{"InputError", input.Path, input.Error()}
	case errors.Is(err, context.Canceled):
		return Fault{"AbortError", "", "the work was cancelled"}
	case errors.As(err, &unsolved):
		return Fault{"NotSolvedError", "", err.Error()}
	}
	return Fault{"Error", "", err.Error()}
}

// chunk is the number of items of a batch that one worker computes at a time, when each takes so many allocations. It
// depends on nothing else, so that the same chunks are computed whatever the number of workers.
func chunk(allocations int) int {
	const (
		work = 10_000
		most = 256
	)
	return min(max(work/allocations, 1), most)
}
