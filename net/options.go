package net

import (
	"encoding/json"
	"fmt"
	"math"

	"fallow/core"
)

// ObjectiveKind says how exploitability enters the objective.
type ObjectiveKind string

const (
	// Constrained is Alg. 1: maximise logNSW with each agent's expected exploitability at most Tolerance.
	Constrained ObjectiveKind = "constrained"
	// Penalty is eq. (8) with the sign that it must have: maximise logNSW − Alpha·Σ exploitability.
	Penalty ObjectiveKind = "penalty"
)

// Objective is what training maximises. Both logNSW and exploitability are means over instances.
type Objective struct {
	Kind ObjectiveKind `json:"kind"`
	// Tolerance is ε > 0, in units of utility.
	Tolerance float64 `json:"tolerance,omitempty"`
	// Alpha is α ≥ 0.
	Alpha float64 `json:"alpha,omitempty"`
}

// MarshalJSON writes the objective of fallow.d.ts, in which a penalty has its alpha, 0 as well.
func (o Objective) MarshalJSON() ([]byte, error) {
	wire := struct {
		Kind      ObjectiveKind `json:"kind"`
		Tolerance float64       `json:"tolerance,omitempty"`
		Alpha     *float64      `json:"alpha,omitempty"`
	}{Kind: o.Kind, Tolerance: o.Tolerance}
	if o.Kind == Penalty || o.Alpha != 0 {
		wire.Alpha = &o.Alpha
	}
	return json.Marshal(wire)
}

// NetworkKind names the kind of hidden layers.
type NetworkKind string

const (
	// MLP is a fully connected network on the whole table of reports.
	MLP NetworkKind = "mlp"
	// CNN is a one-dimensional convolution over agents.
	CNN NetworkKind = "cnn"
	// Transformer attends over agents.
	Transformer NetworkKind = "transformer"
	// Exchangeable treats all agents alike and all resources alike, and fits any number of them.
	Exchangeable NetworkKind = "exchangeable"
)

// Network says which hidden layers a model has.
type Network struct {
	Kind NetworkKind `json:"kind"`
	// Width is the number of units of a hidden layer, Depth the number of hidden layers.
	Width int `json:"width,omitempty"`
	Depth int `json:"depth,omitempty"`
}

// InputKind says what a network sees of a report.
type InputKind string

const (
	// ScaleFree inputs do not change when an agent multiplies its values or a resource changes its unit.
	ScaleFree InputKind = "scale-free"
	// Raw inputs are the paper's: v, x and b as they are.
	Raw InputKind = "raw"
)

// Options steer training: the TrainOptions of fallow.d.ts. The zero value of a field stands for its default.
type Options struct {
	Objective Objective `json:"objective"`
	Network   Network   `json:"network"`
	Inputs    InputKind `json:"inputs,omitempty"`
	// Samples is the size L of a fixed training set (eq. 5); 0 draws fresh instances at every step.
	Samples      int     `json:"samples,omitempty"`
	Iterations   int     `json:"iterations,omitempty"`
	Batch        int     `json:"batch,omitempty"`
	LearningRate float64 `json:"learningRate,omitempty"`
	Seed         uint64  `json:"seed"`

	// What follows is beyond the paper.

	// Search is the inner maximum.
	Search Search `json:"search"`
	// Patience stops training after so many steps without improvement; 0 trains for all iterations.
	Patience int `json:"patience,omitempty"`
}

// Search says how training looks for misreports.
type Search struct {
	// Candidates is the number of misreports that are tried for each agent of each instance.
	Candidates int `json:"candidates,omitempty"`
	// Variations is how many of the candidates change the best misreport so far in one place; the others are drawn anew.
	Variations int `json:"variations,omitempty"`
	// Steps is the number of gradient steps from the best of them.
	Steps int `json:"steps,omitempty"`
	// Rounds is how many times a batch of instances is visited; each visit begins with the best misreports of the last.
	Rounds int `json:"rounds,omitempty"`
	// Slots is the number of batches that are visited in turn.
	Slots int `json:"slots,omitempty"`
	// Agents is the number of agents of each instance, drawn at random, that are searched for. It may exceed what there is.
	Agents int `json:"agents,omitempty"`
}

// Limits of what may be asked for: beyond them a browser tab runs out of memory or patience.
const (
	maxWidth      = 1024
	maxDepth      = 16
	maxBatch      = 1 << 16
	maxIterations = 10_000_000
	maxSamples    = 1_000_000
	maxCandidates = 1024
	maxSeed       = 1<<53 - 1
)

// Validate reports the first field that cannot be trained with. The error is a *core.InputError whose Path is the
// field's place in TrainOptions, e.g. "objective.tolerance".
func (o Options) Validate() error {
	if err := o.Objective.validate(); err != nil {
		return err
	}
	switch o.Network.Kind {
	case "", MLP, CNN, Transformer, Exchangeable:
	default:
		return noNetworkKind(o.Network.Kind)
	}
	switch o.Inputs {
	case "", ScaleFree, Raw:
	default:
		return noInputKind(o.Inputs)
	}
	for _, f := range []struct {
		path       string
		value, max int
	}{
		{"network.width", o.Network.Width, maxWidth},
		{"network.depth", o.Network.Depth, maxDepth},
		{"samples", o.Samples, maxSamples},
		{"iterations", o.Iterations, maxIterations},
		{"batch", o.Batch, maxBatch},
		{"search.candidates", o.Search.Candidates, maxCandidates},
		{"search.variations", o.Search.Variations, maxCandidates},
		{"search.steps", o.Search.Steps, maxCandidates},
		{"search.rounds", o.Search.Rounds, maxCandidates},
		{"search.slots", o.Search.Slots, maxCandidates},
		{"search.agents", o.Search.Agents, core.MaxEntries},
		{"patience", o.Patience, maxIterations},
	} {
		if f.value < 0 || f.value > f.max {
			return &core.InputError{Path: f.path, Reason: fmt.Sprintf("is %d, but must be between 1 and %d", f.value, f.max)}
		}
	}
	if !(o.LearningRate >= 0 && o.LearningRate <= 1) {
		return &core.InputError{Path: "learningRate", Reason: fmt.Sprintf("is %v, but must be positive and at most 1", o.LearningRate)}
	}
	if o.Seed > maxSeed {
		return &core.InputError{Path: "seed", Reason: fmt.Sprintf("is %d, more than a number of JavaScript holds exactly", o.Seed)}
	}
	return nil
}

func noNetworkKind(kind NetworkKind) error {
	return &core.InputError{Path: "network.kind", Reason: fmt.Sprintf("is %q, but must be %q, %q, %q or %q", kind, MLP, CNN, Transformer, Exchangeable)}
}

func noInputKind(kind InputKind) error {
	return &core.InputError{Path: "inputs", Reason: fmt.Sprintf("is %q, but must be %q or %q", kind, ScaleFree, Raw)}
}

func (o Objective) validate() error {
	switch o.Kind {
	case Constrained:
		if !(o.Tolerance > 0) || math.IsInf(o.Tolerance, 0) {
			return &core.InputError{Path: "objective.tolerance", Reason: fmt.Sprintf("is %v, but must be positive and finite", o.Tolerance)}
		}
	case Penalty:
		if !(o.Alpha >= 0) || math.IsInf(o.Alpha, 0) {
			return &core.InputError{Path: "objective.alpha", Reason: fmt.Sprintf("is %v, but must be finite and not negative: exploitability is a cost that is subtracted", o.Alpha)}
		}
	default:
		return &core.InputError{Path: "objective.kind", Reason: fmt.Sprintf("is %q, but must be %q or %q", o.Kind, Constrained, Penalty)}
	}
	return nil
}
