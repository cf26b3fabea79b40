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

// Without a correction, every kind of network is the handicapped rule, but for what the synthetic agent has: at a
// fixed point each agent's handicap is the rate times what it has of the other resources.
func TestNetworksStartAtTheHandicappedRule(t *testing.T) {
	for _, kind := range []NetworkKind{MLP, CNN, Transformer, Exchangeable} {
		params := &autodiff.Parameters[float64]{}
		tab := newTable(kernels.Plain[float64]{}, params, architecture{Network{kind, 8, 2}, ScaleFree, false}, 4, 3, 50)
		tab.graph.Build(tab.shares)
		stream := sample.NewStream(5, "start")
		params.Initialise(stream.Uniform)
		fillTable(tab, stream)
		tab.graph.Forward()
		for k := range tab.graph.Batch() {
			want, weights := tab.item(tab.want, k), tab.item(tab.weights, k)
			rule := fixedPoint(want, weights, 4, 3)
			for c, want := range want {
				// Three rounds come close to the fixed point.
				if got := math.Min(tab.item(tab.shares, k)[c], want); math.Abs(got-rule[c]) > .03 {
					t.Fatalf("%s: cell %d of item %d gets %v, the rule gives %v", kind, c, k, got, rule[c])
				}
			}
		}
	}
}

// fixedPoint is the handicapped rule by many damped rounds.
func fixedPoint(want, weights []float64, n, m int) []float64 {
	shares, handicap := make([]float64, n*m), make([]float64, n*m)
	for range 200 {
		for j := range m {
			byBisection(shares, want, weights, handicap, j, n, m)
		}
		for c := range handicap {
			others := -shares[c]
			for _, s := range shares[c/m*m:][:m] {
				others += s
			}
			handicap[c] = (handicap[c] + handicapRate*others) / 2
		}
	}
	return shares
}

// byBisection shares out resource j from the definition of water filling.
func byBisection(shares, want, weights, handicap []float64, j, n, m int) {
	give := func(level float64) (sum float64) {
		for i, w := range weights {
			c := i*m + j
			shares[c] = math.Min(math.Max(w*level-handicap[c], 0), want[c])
			sum += shares[c]
		}
		return sum
	}
	lo, hi := -10.0, 10.0
	for range 60 {
		if give((lo+hi)/2) < 1 {
			lo = (lo + hi) / 2
		} else {
			hi = (lo + hi) / 2
		}
	}
	give(hi)
}

// Water filling of many agents with handicaps of every size, in the precision of training.
func TestWaterFillAgainstBisection(t *testing.T) {
	stream := sample.NewStream(9, "fill")
	for round := range 300 {
		n, m, j := 1+stream.Below(40), 1+stream.Below(3), 0
		want, weights, handicap := make([]float64, n*m), make([]float64, n), make([]float64, n*m)
		for c := range want {
			if stream.Uniform() < .7 {
				want[c] = stream.Between(0, 1.5)
			}
			handicap[c] = stream.Between(-.3, 1)
		}
		for i := range weights {
			weights[i] = stream.Between(.2, 3)
		}
		if round%3 == 0 {
			clear(handicap)
		}
		exact := make([]float64, n*m)
		byBisection(exact, want, weights, handicap, j, n, m)
		got := make([]float32, (n+1)*m)
		kernels.Best().WaterFill(got, make([]float32, m), narrow(want), narrow(handicap), narrow(weights), 1, n, m)
		sum := float32(0)
		for i := range n {
			if d := math.Abs(float64(got[i*m+j]) - exact[i*m+j]); d > 2e-6*float64(n) {
				t.Fatalf("round %d: agent %d of %d gets %v, by bisection %v", round, i, n, got[i*m+j], exact[i*m+j])
			}
			sum += got[i*m+j]
		}
		if sum+got[n*m+j] > 1+1e-5 {
			t.Fatalf("round %d: %v of the resource is given away", round, sum)
		}
	}
}

func narrow(x []float64) []float32 {
	y := make([]float32, len(x))
	for k, v := range x {
		y[k] = float32(v)
	}
	return y
}
