// Package gradcheck compares the gradients of a graph with central finite differences in float64. Only tests use it.
//
// It imports net/autodiff, net/kernels and gonum.
package gradcheck

import (
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/diff/fd"

	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// tolerance is relative to 1 + |gradient|: central differences in float64 are good to about 1e-9 on smooth functions
// of order one, and a wrong formula is off by far more.
const tolerance = 1e-6

// Case is a graph to check.
type Case struct {
	// Build adds nodes to g and returns the inputs that are to be differentiated and the output.
	Build func(g *autodiff.Graph[float64]) (inputs []*autodiff.Node[float64], output *autodiff.Node[float64])
	// Fill writes input values, given a source of normal deviates. Nil fills every input with deviates.
	Fill func(normal func() float64)
	// Items is the batch; the graph is built for one more, so that a partly filled batch is what is checked. Default 3.
	Items int
	// SkipZeros leaves out input entries that are exactly zero, where the output may jump.
	SkipZeros bool
	Seed      uint64
}

// Run checks the derivatives of a random combination of the output's entries with respect to all inputs and all
// parameters, in one backward pass and in one for each.
// The error says which entry differs.
func (c Case) Run() error {
	items := c.Items
	if items == 0 {
		items = 3
	}
	params := &autodiff.Parameters[float64]{}
	g := autodiff.New[float64](kernels.Plain[float64]{}, params, items+1)
	inputs, output := c.Build(g)
	g.Build(output)
	g.SetBatch(items)
	rng := rand.New(rand.NewPCG(c.Seed, 1))
	for k := range params.Values {
		params.Values[k] = rng.NormFloat64()
	}
	if c.Fill != nil {
		c.Fill(rng.NormFloat64)
	} else {
		for _, in := range inputs {
			fill(in.Value(), rng.NormFloat64)
		}
	}
	seed := make([]float64, len(output.Value()))
	fill(seed, rng.NormFloat64)
	for _, target := range []autodiff.Target{autodiff.Params | autodiff.Inputs, autodiff.Params, autodiff.Inputs} {
		if err := c.compare(g, inputs, output, seed, target); err != nil {
			return fmt.Errorf("target %d: %w", target, err)
		}
	}
	return nil
}

func fill(x []float64, next func() float64) {
	for k := range x {
		x[k] = next()
	}
}

func (c Case) compare(g *autodiff.Graph[float64], inputs []*autodiff.Node[float64], output *autodiff.Node[float64],
	seed []float64, target autodiff.Target) error {
	clear(g.Gradient())
	g.Forward()
	copy(output.Grad(), seed)
	g.Backward(target)
	value := func() float64 {
		g.Forward()
		s := 0.0
		for k, y := range output.Value() {
			s += seed[k] * y
		}
		return s
	}
	if target&autodiff.Inputs != 0 {
		for _, in := range inputs {
			got := append([]float64(nil), in.Grad()...)
			if err := against(in.Name(), in.Value(), got, value, c.SkipZeros); err != nil {
				return err
			}
		}
	}
	got := append([]float64(nil), g.Gradient()...)
	if target&autodiff.Params == 0 {
		for k, d := range got {
			if d != 0 {
				return fmt.Errorf("parameter entry %d has gradient %g though none was asked for", k, d)
			}
		}
		return nil
	}
	return against("parameters", g.Params().Values, got, value, false)
}

// against compares got with the finite differences of value, a function of what is in x.
func against(name string, x, got []float64, value func() float64, skipZeros bool) error {
	at := append([]float64(nil), x...)
	want := fd.Gradient(nil, func(y []float64) float64 {
		copy(x, y)
		return value()
	}, at, &fd.Settings{Formula: fd.Central})
	copy(x, at)
	for k := range want {
		if skipZeros && at[k] == 0 {
			continue
		}
		if !(math.Abs(got[k]-want[k]) <= tolerance*(1+math.Abs(want[k]))) {
			return fmt.Errorf("%s, entry %d: gradient %g, finite difference %g", name, k, got[k], want[k])
		}
	}
	return nil
}
