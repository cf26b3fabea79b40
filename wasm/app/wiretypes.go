//go:build js && wasm

package main

import "fallow/ui/fallow"

type setupWire struct {
	Agents            int     `json:"agents"`
	Resources         int     `json:"resources"`
	Budget            float64 `json:"budget,omitempty"`
	DemandProbability float64 `json:"demandProbability,omitempty"`
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
	Iterations   int           `json:"iterations,omitempty"`
	Batch        int           `json:"batch,omitempty"`
	LearningRate float64       `json:"learningRate,omitempty"`
	Seed         int           `json:"seed,omitempty"`
}

type objectiveWire struct {
	Kind      string  `json:"kind"`
	Tolerance float64 `json:"tolerance"`
}

type networkWire struct {
	Kind  string `json:"kind"`
	Width int    `json:"width,omitempty"`
	Depth int    `json:"depth,omitempty"`
}

func trainWireOf(o fallow.TrainOptions) trainWire {
	w := trainWire{
		Objective:  objectiveWire{"constrained", o.Tolerance},
		Iterations: o.Iterations, Batch: o.Batch, LearningRate: o.LearningRate, Seed: o.Seed,
	}
	if o.Width != 0 || o.Depth != 0 {
		w.Network = &networkWire{"mlp", o.Width, o.Depth}
	}
	return w
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
