package core

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// instanceJSON is the wire form: the Instance of fallow.d.ts.
type instanceJSON struct {
	Values  [][]float64 `json:"values"`
	Demands [][]float64 `json:"demands"`
	Budgets []float64   `json:"budgets"`
	Weights []float64   `json:"weights,omitempty"`
}

// MarshalJSON writes the Instance of fallow.d.ts: rows of values and demands, budgets, weights.
func (in *Instance) MarshalJSON() ([]byte, error) {
	return json.Marshal(instanceJSON{in.rows(in.Values), in.rows(in.Demands), in.Budgets, in.Weights})
}

// UnmarshalJSON reads what MarshalJSON writes and validates it. A wrong shape, or an entry that is not a number, is an
// *InputError; anything that is not a JSON object is the error of encoding/json.
func (in *Instance) UnmarshalJSON(data []byte) error {
	var wire instanceJSON
	err := json.Unmarshal(data, &wire)
	// encoding/json takes null, which is what JavaScript writes for NaN, for zero.
	if err != nil || bytes.Contains(data, []byte("null")) {
		if fault := findNonNumber(data); fault != nil {
			return fault
		}
	}
	if err != nil {
		return err
	}
	parsed, err := NewInstance(wire.Values, wire.Demands, wire.Budgets, wire.Weights)
	if err != nil {
		return err
	}
	*in = *parsed
	return nil
}

func (in *Instance) rows(matrix []float64) [][]float64 {
	rows := make([][]float64, in.N)
	for i := range rows {
		rows[i] = in.Row(matrix, i)
	}
	return rows
}

// findNonNumber names the first entry of an instance in JSON that is not a number that a float64 can hold; nil if there
// is none or data is not a JSON object. It is slow, and for data that are known to be wrong or suspect.
func findNonNumber(data []byte) error {
	var wire struct{ Values, Demands, Budgets, Weights any }
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if decoder.Decode(&wire) != nil {
		return nil
	}
	for _, f := range []struct {
		name  string
		data  any
		depth int
	}{{"values", wire.Values, 2}, {"demands", wire.Demands, 2}, {"budgets", wire.Budgets, 1}, {"weights", wire.Weights, 1}} {
		if f.data == nil {
			continue // absent, which is judged elsewhere
		}
		if err := numbers(f.name, f.data, f.depth); err != nil {
			return err
		}
	}
	return nil
}

// numbers checks that x is numbers in lists of the given depth.
func numbers(path string, x any, depth int) error {
	if depth == 0 {
		number, ok := x.(json.Number)
		if !ok {
			return &InputError{path, "is not a number"}
		}
		if _, err := number.Float64(); err != nil {
			return &InputError{path, fmt.Sprintf("is %s, which is out of range", number)}
		}
		return nil
	}
	list, ok := x.([]any)
	if !ok {
		return &InputError{path, "is not a list"}
	}
	for k, y := range list {
		if err := numbers(fieldPath(path, k, 0), y, depth-1); err != nil {
			return err
		}
	}
	return nil
}
