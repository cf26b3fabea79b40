//go:build js && wasm

package main

import (
	"context"
	"encoding/json"
	"math"

	"github.com/hack-pad/safejs"

	"fallow/ui/fallow"
)

// toJS makes a JavaScript value of what v is as JSON.
func toJS(v any) (safejs.Value, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return safejs.Undefined(), err
	}
	parser, err := safejs.Global().Get("JSON")
	if err != nil {
		return safejs.Undefined(), err
	}
	return parser.Call("parse", string(text))
}

// fromJS reads a JavaScript value through JSON. What JSON has no word for (NaN, infinities) arrives as null.
func fromJS(value safejs.Value, v any) error {
	writer, err := safejs.Global().Get("JSON")
	if err != nil {
		return err
	}
	value, err = writer.Call("stringify", value)
	if err != nil {
		return err
	}
	text, err := value.String()
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(text), v)
}

// abortHooks is the contract's Hooks with a signal that aborts when ctx ends. release must be called after the call.
func abortHooks(ctx context.Context) (hooks safejs.Value, release func(), err error) {
	class, err := safejs.Global().Get("AbortController")
	if err != nil {
		return hooks, nil, err
	}
	controller, err := class.New()
	if err != nil {
		return hooks, nil, err
	}
	signal, err := controller.Get("signal")
	if err != nil {
		return hooks, nil, err
	}
	if hooks, err = toJS(struct{}{}); err != nil {
		return hooks, nil, err
	}
	if err := hooks.Set("signal", signal); err != nil {
		return hooks, nil, err
	}
	stop := context.AfterFunc(ctx, func() { _, _ = controller.Call("abort") })
	return hooks, func() { stop() }, nil
}

// outcomeWire is the contract's Outcome. LogNSW is null where it is minus infinity.
type outcomeWire struct {
	Allocation  [][]float64
	Withheld    []float64
	Utilities   []float64
	NSW         float64
	LogNSW      *float64
	Efficiency  float64
	Prices      []float64
	Ratios      []float64
	Rounded     [][]float64
	Certificate *fallow.Certificate
}

func (w *outcomeWire) outcome() *fallow.Outcome {
	out := &fallow.Outcome{
		Withheld: w.Withheld, Utilities: w.Utilities, NSW: w.NSW, LogNSW: math.Inf(-1), Efficiency: w.Efficiency,
		Prices: w.Prices, Ratios: w.Ratios, Certificate: w.Certificate,
	}
	if w.LogNSW != nil {
		out.LogNSW = *w.LogNSW
	}
	for _, row := range w.Allocation {
		out.Allocation = append(out.Allocation, row...)
	}
	for _, row := range w.Rounded {
		out.Rounded = append(out.Rounded, row...)
	}
	return out
}

func outcome(value safejs.Value) (*fallow.Outcome, error) {
	var wire outcomeWire
	if err := fromJS(value, &wire); err != nil {
		return nil, err
	}
	return wire.outcome(), nil
}

func outcomes(value safejs.Value) ([]*fallow.Outcome, error) {
	var wire []outcomeWire
	if err := fromJS(value, &wire); err != nil {
		return nil, err
	}
	outs := make([]*fallow.Outcome, len(wire))
	for k := range wire {
		outs[k] = wire[k].outcome()
	}
	return outs, nil
}
