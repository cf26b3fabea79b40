package evaluate

import (
	"encoding/json"
	"math"
)

type estimateJSON struct {
	Mean   number `json:"mean"`
	StdErr number `json:"stderr"`
}

// MarshalJSON writes the Estimate of fallow.d.ts, with null for NaN, which JSON does not have.
func (e Estimate) MarshalJSON() ([]byte, error) {
	return json.Marshal(estimateJSON{number(e.Mean), number(e.StdErr)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (e *Estimate) UnmarshalJSON(data []byte) error {
	var wire estimateJSON
	if err := json.Unmarshal(data, &wire); err != nil {
		return err
	}
	*e = Estimate{float64(wire.Mean), float64(wire.StdErr)}
	return nil
}

type exploitabilityJSON struct {
	estimateJSON
	Max         float64  `json:"max"`
	PerAgent    []number `json:"perAgent"`
	Evaluations int      `json:"evaluations"`
}

// MarshalJSON writes the exploitability of fallow.d.ts, with null for NaN.
func (e Exploitability) MarshalJSON() ([]byte, error) {
	wire := exploitabilityJSON{
		estimateJSON: estimateJSON{number(e.Mean), number(e.StdErr)},
		Max:          e.Max, PerAgent: make([]number, len(e.PerAgent)), Evaluations: e.Evaluations,
	}
	for i, x := range e.PerAgent {
		wire.PerAgent[i] = number(x)
	}
	return json.Marshal(wire)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (e *Exploitability) UnmarshalJSON(data []byte) error {
	var wire exploitabilityJSON
	if err := json.Unmarshal(data, &wire); err != nil {
		return err
	}
	*e = Exploitability{
		Estimate: Estimate{float64(wire.Mean), float64(wire.StdErr)},
		Max:      wire.Max, PerAgent: make([]float64, len(wire.PerAgent)), Evaluations: wire.Evaluations,
	}
	for i, x := range wire.PerAgent {
		e.PerAgent[i] = float64(x)
	}
	return nil
}

// number is a float64 whose NaN is null.
type number float64

func (x number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(x)) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(x))
}

func (x *number) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*x = number(math.NaN())
		return nil
	}
	return json.Unmarshal(data, (*float64)(x))
}
