package fallow

import (
	"context"

	"fallow/core"
)

// Engine is what computes. Every call blocks until the answer is there, so it is made from a goroutine of its own and
// never while the page is locked for rendering. Cancelling ctx ends a call within 100 ms with ctx's error.
//
// Input that is refused comes back as a *core.InputError whose Path is the field as the contract writes it. Instances
// and outcomes that are handed over are not modified by either side afterwards.
type Engine interface {
	Auditor
	Studier
	Giant
	// Allocate is what mech gives for the reports in in.
	Allocate(ctx context.Context, in *core.Instance, mech Mechanism, options AllocateOptions) (*Outcome, error)
	// AllocateMany is Allocate, without options, for each instance, in one crossing.
	AllocateMany(ctx context.Context, ins []*core.Instance, mech Mechanism) ([]*Outcome, error)
	// BestResponse searches for the report that is worth most to agent when everybody else reports what in says.
	BestResponse(ctx context.Context, in *core.Instance, mech Mechanism, agent int, options Search) (*BestResponse, error)
	// Evaluate measures mech on fresh instances of setup.
	Evaluate(ctx context.Context, setup Setup, mech Mechanism, options EvaluateOptions) (*Evaluation, error)
	// EvaluateGiven measures mech on all of ins.
	EvaluateGiven(ctx context.Context, ins []*core.Instance, mech Mechanism, options EvaluateOptions) (*Evaluation, error)
	// Sample draws count instances of setup.
	Sample(ctx context.Context, setup Setup, count, seed int) ([]*core.Instance, error)
	// Train trains an ExS-Net. When ctx ends it returns the model so far, and no error.
	Train(ctx context.Context, source Source, options TrainOptions, hooks TrainHooks) (Model, error)
	// LoadModel reads what Model.Save wrote.
	LoadModel(ctx context.Context, bytes []byte) (Model, error)
}

// Model is a trained ExS-Net, held by the engine.
type Model interface {
	// Setups are what it was trained for.
	Setups() []Setup
	// Options are those that it was trained with; those of the run that made it, not Resume, Start or Until.
	Options() TrainOptions
	// Size is the only number of agents and of resources that it fits; zeros if it fits all.
	Size() (agents, resources int)
	// History is the course of its training.
	History() []Point
	// Parameters is the number of weights.
	Parameters() int
	// Save returns the bytes of a safetensors file.
	Save() ([]byte, error)
}
