//go:build js && wasm

package main

import "fallow/ui/fallow"

type setupWire struct {
	Agents            int     `json:"agents"`
	Resources         int     `json:"resources"`
	Budget            float64 `json:"budget,omitempty"`
	DemandProbability float64 `json:"demandProbability,omitempty"`
	Distribution      string  `json:"distribution,omitempty"`
}

func setupWires(setups []fallow.Setup) []setupWire {
	wires := make([]setupWire, len(setups))
	for k, s := range setups {
		wires[k] = setupWire(s)
	}
	return wires
}

type allocateWire struct {
	Round bool `json:"round"`
}

// mechanismWire is the contract's Mechanism but for the network.
type mechanismWire struct {
	Name  string   `json:"name"`
	Power float64  `json:"power,omitempty"`
	Rho   *float64 `json:"rho,omitempty"`
	Tau   float64  `json:"tau,omitempty"`
}

func mechanismWireOf(mech fallow.Mechanism) mechanismWire {
	w := mechanismWire{Name: mech.Name, Power: mech.Power, Tau: mech.Tau}
	if mech.Name == "mixture" {
		w.Rho = &mech.Rho
	}
	return w
}

type searchWire struct {
	Deviate     string `json:"deviate,omitempty"`
	Evaluations int    `json:"evaluations,omitempty"`
	Seed        int    `json:"seed,omitempty"`
}

// bestResponseWire has the fields of fallow.BestResponse, whose names are the contract's but for case.
type bestResponseWire fallow.BestResponse

type evaluateWire struct {
	Samples     int    `json:"samples"`
	Seed        int    `json:"seed"`
	Deviate     string `json:"deviate,omitempty"`
	Evaluations int    `json:"evaluations,omitempty"`
}

type evaluationWire struct {
	Samples                                         int
	NSW, LogNSW, GeometricMean, Utility, Efficiency fallow.Estimate
	Exploitability                                  *fallow.Estimate
}

func (w *evaluationWire) evaluation() *fallow.Evaluation {
	return &fallow.Evaluation{
		Samples: w.Samples, NSW: w.NSW, LogNSW: w.LogNSW, GeometricMean: w.GeometricMean, Utility: w.Utility,
		Efficiency: w.Efficiency, Exploitability: w.Exploitability,
	}
}

type trainWire struct {
	Objective    objectiveWire `json:"objective"`
	Network      *networkWire  `json:"network,omitempty"`
	Samples      int           `json:"samples,omitempty"`
	Iterations   int           `json:"iterations,omitempty"`
	Batch        int           `json:"batch,omitempty"`
	LearningRate float64       `json:"learningRate,omitempty"`
	Seed         int           `json:"seed"`
	Patience     int           `json:"patience,omitempty"`
	Until        *int          `json:"until,omitempty"`
}

type objectiveWire struct {
	Kind      string   `json:"kind"`
	Tolerance float64  `json:"tolerance,omitempty"`
	Alpha     *float64 `json:"alpha,omitempty"`
}

type networkWire struct {
	Kind  string `json:"kind"`
	Width int    `json:"width,omitempty"`
	Depth int    `json:"depth,omitempty"`
}

func trainWireOf(o fallow.TrainOptions) trainWire {
	w := trainWire{
		Objective: objectiveWire{Kind: o.Objective.Kind}, Samples: o.Samples,
		Iterations: o.Iterations, Batch: o.Batch, LearningRate: o.LearningRate, Seed: o.Seed, Patience: o.Patience, Until: o.Until,
	}
	if o.Network.Kind != "" {
		w.Network = (*networkWire)(&o.Network)
	}
	if o.Objective.Kind == "penalty" {
		w.Objective.Alpha = &o.Objective.Alpha
	} else {
		w.Objective.Tolerance = o.Objective.Tolerance
	}
	return w
}

// options are those that the wire carries, of a model.
func (w *trainWire) options() fallow.TrainOptions {
	o := fallow.TrainOptions{
		Objective: fallow.Objective{Kind: w.Objective.Kind, Tolerance: w.Objective.Tolerance},
		Samples:   w.Samples, Iterations: w.Iterations, Batch: w.Batch, LearningRate: w.LearningRate, Seed: w.Seed, Patience: w.Patience,
	}
	if w.Network != nil {
		o.Network = fallow.Network(*w.Network)
	}
	if w.Objective.Alpha != nil {
		o.Objective.Alpha = *w.Objective.Alpha
	}
	return o
}

// pointWire is a point of a model's history.
type pointWire struct {
	Iteration                                       int
	LogNSW, OverUniform, Exploitability, Multiplier float64
}

type progressWire struct {
	Iteration, Iterations       int
	LogNSW, OverUniform         *float64
	Exploitability, Multipliers []float64
	Elapsed, Remaining          float64
}

func (w *progressWire) progress() fallow.Progress {
	p := fallow.Progress{
		Iteration: w.Iteration, Iterations: w.Iterations, Exploitability: w.Exploitability, Multipliers: w.Multipliers,
		Elapsed: w.Elapsed, Remaining: w.Remaining,
	}
	if w.LogNSW != nil {
		p.LogNSW = *w.LogNSW
	}
	if w.OverUniform != nil {
		p.OverUniform = *w.OverUniform
	}
	return p
}
