package ops

import "context"

// turns is a context whose Err lets messages in: whoever asks a context often enough whether to go on asks, without
// knowing it, whether it is time for the worker's event loop to have its turn.
type turns struct {
	context.Context
	pause func() error
}

func (t turns) Err() error { return t.pause() }

// context returns the context of the call for long work in other packages.
func (c *Call) context() context.Context {
	if c.Context == nil {
		return turns{context.Background(), c.Pause}
	}
	return turns{c.Context, c.Pause}
}
