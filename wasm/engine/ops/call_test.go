package ops

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"fallow/core"
)

// newCall is a call as the engine's loop makes it, for work that is never interrupted.
func newCall(t *testing.T, params string, buffers ...Buffer) *Call {
	t.Helper()
	begun := time.Now()
	return &Call{
		Params: json.RawMessage(params), Buffers: buffers, Context: context.Background(),
		Pause:   func() error { return nil },
		Elapsed: func() time.Duration { return time.Since(begun) },
		Report:  func(any, ...Buffer) {},
	}
}

// run runs an operation that must succeed.
func run(t *testing.T, e *Engine, op string, c *Call) Result {
	t.Helper()
	result, err := e.Run(op, c)
	if err != nil {
		t.Fatalf("%s: %v", op, err)
	}
	return result
}

// wantInputError checks that an operation rejects its input at a path.
func wantInputError(t *testing.T, e *Engine, op string, c *Call, path string) {
	t.Helper()
	_, err := e.Run(op, c)
	var input *core.InputError
	if !errors.As(err, &input) || input.Path != path {
		t.Errorf("%s %s: got %v, want an InputError of %s", op, c.Params, err, path)
	}
}

// figure1 is the instance of Figure 1 of the paper, as it crosses.
func figure1() Buffer {
	return Buffer{Floats: appendInstance(nil, &core.Instance{
		N: 2, M: 2, Values: []float64{1, .5, 1, .25}, Demands: []float64{1, 1, 1, 1},
		Budgets: []float64{1, 1}, Weights: []float64{1, 1},
	})}
}
