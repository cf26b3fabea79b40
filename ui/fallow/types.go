package fallow

import "fallow/core"

// Mechanism names a rule for sharing, as the contract does.
type Mechanism struct {
	// Name is "pf", "pa", "pa-lottery", "mixture", "uniform", "handicap" or "exs".
	Name string
	// Power is that of the lottery's ratios, 0 standing for 1; Rho the probability of PF in a mixture; Tau how far the
	// handicapped uniform rule goes, 0 standing for the engine's default.
	Power, Rho, Tau float64 `json:",omitempty"`
	// Model is the network, for "exs". It is a handle: JSON leaves it out. Where it is nil, File names a network that is
	// shipped with the site; it is fetched at its first use.
	Model Model  `json:"-"`
	File  string `json:",omitempty"`
}

// Outcome is what a mechanism gives for one instance, all figures expectations over the mechanism's own coin.
type Outcome struct {
	// Allocation holds a[i][m], units. N×M, row-major.
	Allocation []float64
	// Withheld holds what nobody gets, units. Length M.
	Withheld []float64
	// Utilities holds u_i at the reported values and demands. Length N.
	Utilities []float64
	// NSW is the product of u_i^{w_i}; LogNSW its logarithm over the agents that ask for something.
	NSW, LogNSW float64
	// Efficiency is units allocated over units there are.
	Efficiency float64
	// Prices holds the dual of each budget (PF). Length M or 0.
	Prices []float64
	// Ratios holds r_i (PA and its lottery). Length N or 0.
	Ratios []float64
	// Rounded holds 1 where agent i gets the whole of resource m, as an indivisible item. N×M, or empty if not asked for.
	Rounded []float64 `json:",omitempty"`
	// Certificate is the proof of optimality, or nil.
	Certificate *Certificate
}

// AllocateOptions says what an Outcome should hold besides.
type AllocateOptions struct {
	// Round asks for Outcome.Rounded.
	Round bool
}

// Certificate is a proof of optimality: the relative duality gap and the largest KKT residual.
type Certificate struct {
	Gap, Residual float64
	Iterations    int
}

// Search says how a best response is looked for.
type Search struct {
	// Deviate is "values" or "values-and-demands"; empty is the engine's default.
	Deviate string
	// Evaluations is how many reports to try; 0 is the engine's default.
	Evaluations int
	Seed        int
}

// BestResponse is the best lie that a search found, with what it is worth.
type BestResponse struct {
	Agent int
	// Values and Demands are the report. Length M each.
	Values, Demands []float64
	// Truthful and Best are the agent's utilities, at its true values and demands, of telling the truth and of the
	// report above.
	Truthful, Best float64
	// Gain is Best - Truthful, never negative: a lower bound on what lying is worth.
	Gain        float64
	Evaluations int
}

// Setup is a family of random instances (eq. 6).
type Setup struct {
	Agents, Resources int
	// Budget is the units of each resource; 0 means Agents/2.
	Budget float64
	// DemandProbability is that of asking for a resource; 0 means one half.
	DemandProbability float64
	// Distribution is "truthful" (eq. 6), which empty means too, or "perturbed" (eq. 9).
	Distribution string `json:",omitempty"`
}

// Source is where instances come from: random ones of one or several setups, or, if there are any, given ones.
type Source struct {
	Setups    []Setup
	Instances []*core.Instance
}

// EvaluateOptions says on how many instances to measure, from which seed, and against which lies.
type EvaluateOptions struct {
	Samples, Seed int
	// Deviate is "none", "values" or "values-and-demands"; empty is "none".
	Deviate string
	// Evaluations is how many reports to try for each agent; 0 is the engine's default.
	Evaluations int
}

// Estimate is a sample mean and its standard error.
type Estimate struct{ Mean, StdErr float64 }

// Evaluation is what a mechanism is worth on a family of instances.
type Evaluation struct {
	Samples                                         int
	NSW, LogNSW, GeometricMean, Utility, Efficiency Estimate
	// Exploitability is the mean over agents, a lower bound by search; nil where it was not asked for.
	Exploitability *Estimate
}

// TrainOptions says how to train. Zero values are the engine's defaults.
type TrainOptions struct {
	Objective Objective
	Network   Network
	// Samples is the size L of a fixed training set (eq. 5); 0 draws fresh instances at every step.
	Samples      int
	Iterations   int
	Batch        int
	LearningRate float64
	Seed         int
	// Patience stops training after so many steps without improvement; 0 never does.
	Patience int
	// Resume is a checkpoint to go on from; the options are then the checkpoint's.
	Resume []byte
	// Start is a model whose weights to begin at, or nil.
	Start Model
	// Until, if set, ends training with the model so far once so many steps have been taken in all.
	Until *int
}

// Objective is "constrained", with the tolerance ε in units of utility below which the expected exploitability per
// agent is kept (Alg. 1), or "penalty", with the weight α ≥ 0 of exploitability (eq. 8).
type Objective struct {
	Kind             string
	Tolerance, Alpha float64
}

// Network is what to train: Kind is "mlp", "cnn", "transformer" or "exchangeable".
type Network struct {
	Kind         string
	Width, Depth int
}

// TrainHooks are told how training goes. They are called one at a time, without the page's lock, and must not wait.
type TrainHooks struct {
	// Progress is called about ten times a second.
	Progress func(Progress)
	// Checkpoint gets what Resume needs, and the number of steps it holds, every few seconds, and once more before Train
	// returns.
	Checkpoint func(checkpoint []byte, step int)
}

// Point is the mean of some steps of training, up to and including Step, over agents.
type Point struct {
	Step                                            int
	LogNSW, OverUniform, Exploitability, Multiplier float64
}

// Progress is where a training run is.
type Progress struct {
	Iteration, Iterations int
	LogNSW                float64
	// OverUniform is LogNSW minus that of the uniform rule on the same instances, which is far less noisy.
	OverUniform float64
	// Exploitability and Multipliers are per agent, as the training search sees them.
	Exploitability, Multipliers []float64
	// Elapsed and Remaining are seconds.
	Elapsed, Remaining float64
}
