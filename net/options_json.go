package net

import (
	"fmt"
	"math"

	"fallow/core"
)

// optionsJSON is TrainOptions with every number as JavaScript has it, so that a wrong one can be named.
type optionsJSON struct {
	Objective *struct {
		Kind      *ObjectiveKind `json:"kind"`
		Tolerance *float64       `json:"tolerance"`
		Alpha     *float64       `json:"alpha"`
	} `json:"objective"`
	Network *struct {
		Kind  *NetworkKind `json:"kind"`
		Width *float64     `json:"width"`
		Depth *float64     `json:"depth"`
	} `json:"network"`
	Inputs       *InputKind `json:"inputs"`
	Samples      *float64   `json:"samples"`
	Iterations   *float64   `json:"iterations"`
	Batch        *float64   `json:"batch"`
	LearningRate *float64   `json:"learningRate"`
	Seed         *float64   `json:"seed"`
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

// ReadOptions reads the TrainOptions of fallow.d.ts and validates them. What may be left out stays zero and stands for its
// default; an explicit zero is rejected where it makes no sense. A member that is unknown, missing, of the wrong type or
// out of range is a *core.InputError with a path as in Validate.
func ReadOptions(data []byte) (Options, error) {
	var wire optionsJSON
	if err := core.ReadJSON(data, &wire); err != nil {
		return Options{}, err
	}
	if path := wire.missing(); path != "" {
		return Options{}, &core.InputError{Path: path, Reason: "is missing"}
	}
	if n := wire.Network; n != nil && *n.Kind == "" {
		return Options{}, noNetworkKind("")
	}
	if wire.Inputs != nil && *wire.Inputs == "" {
		return Options{}, noInputKind("")
	}
	return wire.options()
}

// missing returns the path of the first member that there must be but is not.
func (j *optionsJSON) missing() string {
	switch o := j.Objective; {
	case o == nil:
		return "objective"
	case o.Kind == nil:
		return "objective.kind"
	case *o.Kind == Constrained && o.Tolerance == nil:
		return "objective.tolerance"
	case *o.Kind == Penalty && o.Alpha == nil:
		return "objective.alpha"
	case j.Network != nil && j.Network.Kind == nil:
		return "network.kind"
	}
	return ""
}

// UnmarshalJSON reads and validates what MarshalJSON writes or once wrote: as ReadOptions, but an empty kind is the default,
// and an alpha that is missing is 0.
func (o *Options) UnmarshalJSON(data []byte) error {
	var wire optionsJSON
	if err := core.ReadJSON(data, &wire); err != nil {
		return err
	}
	parsed, err := wire.options()
	if err == nil {
		*o = parsed
	}
	return err
}

// options turns into options what has been read.
func (j *optionsJSON) options() (Options, error) {
	r := numberReader{}
	o := Options{
		Inputs:       value(j.Inputs),
		Samples:      r.count("samples", j.Samples, 0),
		Iterations:   r.count("iterations", j.Iterations, 1),
		Batch:        r.count("batch", j.Batch, 1),
		LearningRate: value(j.LearningRate),
		Seed:         uint64(r.count("seed", j.Seed, 0)),
		Patience:     r.count("patience", j.Patience, 0),
	}
	if j := j.Objective; j != nil {
		o.Objective = Objective{Kind: value(j.Kind), Tolerance: value(j.Tolerance), Alpha: value(j.Alpha)}
	}
	if j := j.Network; j != nil {
		o.Network = Network{Kind: value(j.Kind), Width: r.count("network.width", j.Width, 1), Depth: r.count("network.depth", j.Depth, 1)}
	}
	if j := j.Search; j != nil {
		o.Search = Search{
			Candidates: r.count("search.candidates", j.Candidates, 1),
			Variations: r.count("search.variations", j.Variations, 0),
			Steps:      r.count("search.steps", j.Steps, 0),
			Rounds:     r.count("search.rounds", j.Rounds, 1),
			Slots:      r.count("search.slots", j.Slots, 1),
			Agents:     r.agents(j.Agents),
		}
	}
	if j.LearningRate != nil && *j.LearningRate == 0 {
		r.reject("learningRate", "is 0, but must be positive")
	}
	if r.err != nil {
		return Options{}, r.err
	}
	return o, o.Validate()
}

// value is what a pointer points to, or zero.
func value[T any](x *T) (v T) {
	if x != nil {
		v = *x
	}
	return v
}

// numberReader reads numbers that may have been left out and keeps the first complaint.
type numberReader struct{ err error }

func (r *numberReader) reject(path, reason string) {
	if r.err == nil {
		r.err = &core.InputError{Path: path, Reason: reason}
	}
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
