package core

import "encoding/json"

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

// UnmarshalJSON reads what MarshalJSON writes and validates it. A wrong shape or number is an *InputError; anything
// that is not JSON of this form is the error of encoding/json.
func (in *Instance) UnmarshalJSON(data []byte) error {
	var wire instanceJSON
	if err := json.Unmarshal(data, &wire); err != nil {
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
