package net

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"fallow/core"
)

// optionsJSON is TrainOptions with every number as JavaScript has it, so that a wrong one can be named.
type optionsJSON struct {
	Objective *struct {
		Kind      ObjectiveKind `json:"kind"`
		Tolerance *float64      `json:"tolerance"`
		Alpha     *float64      `json:"alpha"`
	} `json:"objective"`
	Network *struct {
		Kind  NetworkKind `json:"kind"`
		Width *float64    `json:"width"`
		Depth *float64    `json:"depth"`
	} `json:"network"`
	Inputs       InputKind `json:"inputs"`
	Samples      *float64  `json:"samples"`
	Iterations   *float64  `json:"iterations"`
	Batch        *float64  `json:"batch"`
	LearningRate *float64  `json:"learningRate"`
	Seed         *float64  `json:"seed"`
	Search       *struct {
		Candidates *float64 `json:"candidates"`
		Variations *float64 `json:"variations"`
		Steps      *float64 `json:"steps"`
		Rounds     *float64 `json:"rounds"`
		Slots      *float64 `json:"slots"`
		Agents     *float64 `json:"agents"`
	} `json:"search"`
	Patience *float64 `json:"patience"`
}

// UnmarshalJSON reads the TrainOptions of fallow.d.ts and validates them. What was left out stays zero and stands for
// its default; an explicit zero is rejected where it makes no sense. A field of the wrong type or out of range is a
// *core.InputError with a path as in Validate.
func (o *Options) UnmarshalJSON(data []byte) error {
	var wire optionsJSON
	if err := json.Unmarshal(data, &wire); err != nil {
		if wrong := (*json.UnmarshalTypeError)(nil); errors.As(err, &wrong) && wrong.Field != "" {
			return &core.InputError{Path: wrong.Field, Reason: fmt.Sprintf("is a %s of the wrong type", wrong.Value)}
		}
		return err
	}
	r := numberReader{}
	parsed := Options{Inputs: wire.Inputs}
	if j := wire.Objective; j != nil {
		parsed.Objective = Objective{Kind: j.Kind, Tolerance: r.real(j.Tolerance), Alpha: r.real(j.Alpha)}
	}
	if j := wire.Network; j != nil {
		parsed.Network = Network{Kind: j.Kind, Width: r.count("network.width", j.Width, 1), Depth: r.count("network.depth", j.Depth, 1)}
	}
	if j := wire.Search; j != nil {
		parsed.Search = Search{
			Candidates: r.count("search.candidates", j.Candidates, 1),
			Variations: r.count("search.variations", j.Variations, 0),
			Steps:      r.count("search.steps", j.Steps, 0),
			Rounds:     r.count("search.rounds", j.Rounds, 1),
			Slots:      r.count("search.slots", j.Slots, 1),
			Agents:     r.agents(j.Agents),
		}
	}
	parsed.Samples = r.count("samples", wire.Samples, 0)
	parsed.Iterations = r.count("iterations", wire.Iterations, 1)
	parsed.Batch = r.count("batch", wire.Batch, 1)
	parsed.Seed = uint64(r.count("seed", wire.Seed, 0))
	parsed.Patience = r.count("patience", wire.Patience, 0)
	if wire.LearningRate != nil {
		if parsed.LearningRate = *wire.LearningRate; parsed.LearningRate == 0 {
			r.reject("learningRate", "is 0, but must be positive")
		}
	}
	if r.err != nil {
		return r.err
	}
	if err := parsed.Validate(); err != nil {
		return err
	}
	*o = parsed
	return nil
}

// numberReader reads numbers that may have been left out and keeps the first complaint.
type numberReader struct{ err error }

func (r *numberReader) reject(path, reason string) {
	if r.err == nil {
		r.err = &core.InputError{Path: path, Reason: reason}
	}
}

func (r *numberReader) real(x *float64) float64 {
	if x == nil {
		return 0
	}
	return *x
}

// agents reads how many agents are searched for; an explicit zero means all.
func (r *numberReader) agents(x *float64) int {
	if n := r.count("search.agents", x, 0); x == nil || n > 0 {
		return n
	}
	return core.MaxEntries
}

// count reads a whole number of at least lowest.
func (r *numberReader) count(path string, x *float64, lowest int) int {
	switch {
	case x == nil:
		return 0
	case *x != math.Trunc(*x):
		r.reject(path, fmt.Sprintf("is %v, but must be a whole number", *x))
	case *x < float64(lowest):
		r.reject(path, fmt.Sprintf("is %v, but must be at least %d", *x, lowest))
	case *x > maxSeed:
		r.reject(path, fmt.Sprintf("is %v, which is too large", *x))
	default:
		return int(*x)
	}
	return 0
}
