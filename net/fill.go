package net

import (
	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// waterFill shares every resource out by levels with handicaps: agent i's share of resource m is
//
//	s_im = min(max(w_i·L_m − h_im, 0), d_im)
//
// with the level L_m such that the shares sum to min(1, Σ_i d_im); the synthetic agent's share is what is left. Without
// handicaps it is the uniform rule of Sprumont (1991). With the utility that an agent has from elsewhere, in units of
// the resource, as its handicap, it is proportional fairness of one resource.
type waterFill[T kernels.Float] struct {
	t        *table[T]
	handicap *autodiff.Node[T]
	// near is a filling whose levels are near those of this one, or nil.
	near *waterFill[T]
	// levels holds L_m for each item, or fullyServed.
	levels []T
	work   filler[T]
}

// fullyServed stands for the level of a resource that is not scarce.
const fullyServed = 1 << 60

// waterFill adds the shares, (N+1)×M, for a handicap of N×M, or for none. near may be nil.
func (t *table[T]) waterFill(name string, handicap *autodiff.Node[T], near *waterFill[T]) (*waterFill[T], *autodiff.Node[T]) {
	op := &waterFill[T]{t: t, handicap: handicap, near: near,
		levels: make([]T, t.graph.Capacity()*t.resources), work: newFiller[T](t.agents)}
	inputs := []*autodiff.Node[T]{t.want, t.weights}
	if handicap != nil {
		inputs = append(inputs, handicap)
	}
	return op, t.graph.Apply(op, false, name, t.agents+1, t.resources, inputs...)
}

func (*waterFill[T]) Name() string { return "water filling" }

func (op *waterFill[T]) Forward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	n, m := op.t.agents, op.t.resources
	wants, weights, shares := op.t.want.Value(), op.t.weights.Value(), out.Value()
	var handicaps []T
	if op.handicap != nil {
		handicaps = op.handicap.Value()
	}
	for k := range g.Batch() {
		op.work.weights = weights[k*n:][:n]
		want, share := wants[k*n*m:][:n*m], shares[k*(n+1)*m:][:(n+1)*m]
		var handicap []T
		if handicaps != nil {
			handicap = handicaps[k*n*m:][:n*m]
		}
		for j := range m {
			guess := T(0)
			if op.near != nil {
				guess = op.near.levels[k*m+j]
			}
			op.levels[k*m+j] = op.work.fill(share, want, handicap, j, m, guess)
		}
	}
}

// Backward: where something is scarce, what a share at neither end gains or loses is taken from the others at neither
// end, in proportion to their weights.
func (op *waterFill[T]) Backward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	n, m := op.t.agents, op.t.resources
	wants, weights, shares, dshares := op.t.want.Value(), op.t.weights.Value(), out.Value(), out.Grad()
	var dwants, dhandicaps []T
	if op.t.want.Wanted() {
		dwants = overwritten(op.t.want)
	}
	if op.handicap != nil && op.handicap.Wanted() {
		dhandicaps = overwritten(op.handicap)
	}
	for k := range g.Batch() {
		want, weights := wants[k*n*m:][:n*m], weights[k*n:][:n]
		share, dshare := shares[k*(n+1)*m:][:(n+1)*m], dshares[k*(n+1)*m:][:(n+1)*m]
		for j := range m {
			if op.levels[k*m+j] == fullyServed {
				for c := j; c < n*m && dwants != nil; c += m {
					dwants[k*n*m+c] += dshare[c] - dshare[n*m+j]
				}
				continue
			}
			var along, weight T // Σ dshare·w and Σ w over the agents at neither end
			for i, c := 0, j; c < n*m; i, c = i+1, c+m {
				if s := share[c]; s > 0 && s < want[c] {
					along += T(dshare[c] * weights[i])
					weight += weights[i]
				}
			}
			if weight > 0 {
				along /= weight
			}
			for c := j; c < n*m; c += m {
				switch s := share[c]; {
				case s > 0 && s < want[c]:
					if dhandicaps != nil {
						dhandicaps[k*n*m+c] += along - dshare[c]
					}
				case s > 0 && dwants != nil:
					dwants[k*n*m+c] += dshare[c] - along
				}
			}
		}
	}
}
