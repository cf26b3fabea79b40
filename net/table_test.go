package net

import (
	"math"
	"testing"

	"fallow/core/sample"
	"fallow/net/autodiff"
	"fallow/net/autodiff/gradcheck"
	"fallow/net/kernels"
)

// fillTable writes random reports in which nothing is at a kink.
func fillTable(t *table[float64], stream *sample.Stream) {
	for k := range t.graph.Batch() {
		for m := range t.resources {
			t.item(t.budgets, k)[m] = stream.Between(.5, 2)
		}
		for i := range t.agents {
			t.item(t.weights, k)[i] = stream.Between(.5, 2)
		}
		for c := range t.agents * t.resources {
			t.item(t.worth, k)[c] = stream.Between(.1, 1)
			t.item(t.want, k)[c] = stream.Between(.1, .9)
			if c > 0 && stream.Uniform() < .2 {
				t.item(t.want, k)[c] = 0
			}
		}
	}
}

// What comes before and after the hidden layers, and the layers between, against finite differences: with respect to
// the weights and to everybody's report.
func TestNetworksAgainstFiniteDifferences(t *testing.T) {
	for name, a := range map[string]architecture{
		"mlp":                   {Network{MLP, 7, 2}, ScaleFree, false},
		"mlp, weights":          {Network{MLP, 7, 2}, ScaleFree, true},
		"mlp, raw":              {Network{MLP, 7, 2}, Raw, false},
		"cnn":                   {Network{CNN, 5, 2}, ScaleFree, false},
		"transformer":           {Network{Transformer, 6, 2}, ScaleFree, false},
		"exchangeable":          {Network{Exchangeable, 5, 2}, ScaleFree, false},
		"exchangeable, weights": {Network{Exchangeable, 5, 2}, ScaleFree, true},
		"exchangeable, raw":     {Network{Exchangeable, 5, 2}, Raw, false},
	} {
		stream := sample.NewStream(3, name)
		for _, lying := range []bool{false, true} {
			var tab *table[float64]
			var truth *trueUtility[float64]
			c := gradcheck.Case{Seed: 11, SkipZeros: true, Build: func(g *autodiff.Graph[float64]) ([]*autodiff.Node[float64], *autodiff.Node[float64]) {
				tab = newTableOn(g, a, 3, 2)
				inputs := []*autodiff.Node[float64]{tab.worth, tab.want}
				if !lying {
					return inputs, tab.shares
				}
				var u *autodiff.Node[float64]
				truth, u = tab.trueUtility()
				return inputs, u
			}}
			c.Fill = func(func() float64) {
				fillTable(tab, stream)
				for k := range tab.graph.Batch() {
					if lying {
						truth.agent[k] = k % 3
						for m := range tab.resources {
							tab.item(truth.worth, k)[m] = stream.Between(.1, 1)
							tab.item(truth.want, k)[m] = stream.Between(.1, 1)
						}
					}
				}
			}
			if err := c.Run(); err != nil {
				t.Errorf("%s, lying %v: %v", name, lying, err)
			}
		}
	}
}

// Without a correction, shares are the uniform rule's, but for what the synthetic agent has.
func TestNetworksStartAtTheUniformRule(t *testing.T) {
	for _, kind := range []NetworkKind{MLP, CNN, Transformer, Exchangeable} {
		params := &autodiff.Parameters[float64]{}
		tab := newTable[float64](kernels.Plain[float64]{}, params, architecture{Network{kind, 8, 2}, ScaleFree, false}, 4, 3, 50)
		tab.graph.Build(tab.shares)
		stream := sample.NewStream(5, "start")
		params.Initialise(stream.Uniform)
		fillTable(tab, stream)
		tab.graph.Forward()
		for k := range tab.graph.Batch() {
			want, weights, shares := tab.item(tab.want, k), tab.item(tab.weights, k), tab.item(tab.shares, k)
			for m := range tab.resources {
				rule := byBisection(want[m:], weights, 3)
				for i := range tab.agents {
					got := math.Min(shares[i*3+m], want[i*3+m])
					if math.Abs(got-rule[i]) > 1.1*startWithheld {
						t.Fatalf("%s: agent %d gets %v of resource %d, the uniform rule gives %v", kind, i, got, m, rule[i])
					}
				}
			}
		}
	}
}

// byBisection is the uniform rule of one resource, whose wants are stride apart, from its definition.
func byBisection(want, weights []float64, stride int) []float64 {
	give := func(level float64) (shares []float64, sum float64) {
		for i, w := range weights {
			s := math.Min(want[i*stride], w*level)
			shares = append(shares, s)
			sum += s
		}
		return shares, sum
	}
	lo, hi := 0.0, 10.0
	for range 60 {
		if _, sum := give((lo + hi) / 2); sum < 1 {
			lo = (lo + hi) / 2
		} else {
			hi = (lo + hi) / 2
		}
	}
	shares, _ := give(hi)
	return shares
}
