package net

import (
	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// rawFeatures adds the paper's inputs: v, x and b of each cell, (N·M)×3.
func (t *table[T]) rawFeatures() *autodiff.Node[T] {
	return t.graph.Apply(&rawFeatures[T]{t}, false, "inputs", t.agents*t.resources, 3, t.worth, t.want, t.budgets)
}

type rawFeatures[T kernels.Float] struct{ t *table[T] }

func (*rawFeatures[T]) Name() string { return "raw inputs" }

func (op *rawFeatures[T]) Forward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	worth, want, y, m := op.t.worth.Value(), op.t.want.Value(), out.Value(), op.t.resources
	for k := range g.Batch() {
		budgets := op.t.item(op.t.budgets, k)
		for c := range op.t.agents * m {
			cell, b := k*op.t.agents*m+c, budgets[c%m]
			to := y[3*cell:][:3]
			to[0], to[1], to[2] = 0, want[cell]*b, b
			if b > 0 {
				to[0] = worth[cell] / b
			}
		}
	}
}

func (op *rawFeatures[T]) Backward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	dworth, dwant := overwritten(op.t.worth), overwritten(op.t.want)
	m := op.t.resources
	for k := range g.Batch() {
		budgets := op.t.item(op.t.budgets, k)
		for c := range op.t.agents * m {
			cell, b := k*op.t.agents*m+c, budgets[c%m]
			d := out.Grad()[3*cell:][:3]
			if b > 0 {
				dworth[cell] += d[0] / b
			}
			dwant[cell] += T(d[1] * b)
		}
	}
}

// overwritten returns n's adjoint to add to, cleared if nothing has been added yet.
func overwritten[T kernels.Float](n *autodiff.Node[T]) []T {
	d, accumulate := n.Adjoint()
	if !accumulate {
		clear(d)
	}
	return d
}

// Scale-free features of a cell, in this order: the agent's worth relative to its mean over what the agent asks for;
// its want; whether it asks; the sum of all wants of the resource; the uniform rule's share; with weights, the agent's
// weight relative to the mean weight.
const (
	featureWorth = iota
	featureWant
	featureAsks
	featureTotal
	featureShare
	featureWeight
	scaleFreeFeatures = featureWeight
)

// scaleFreeFeatures adds the features, (N·M)×5, or ×6 with weights.
func (t *table[T]) scaleFreeFeatures(rule *autodiff.Node[T], weighted bool) *autodiff.Node[T] {
	op := &features[T]{t: t, rule: rule, count: scaleFreeFeatures}
	if weighted {
		op.count++
	}
	return t.graph.Apply(op, false, "inputs", t.agents*t.resources, op.count, t.worth, t.want, rule)
}

type features[T kernels.Float] struct {
	t     *table[T]
	rule  *autodiff.Node[T]
	count int
}

func (*features[T]) Name() string { return "scale-free inputs" }

func (op *features[T]) Forward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	n, m, f := op.t.agents, op.t.resources, op.count
	for k := range g.Batch() {
		worth, want, rule := op.t.item(op.t.worth, k), op.t.item(op.t.want, k), op.t.item(op.rule, k)
		y := out.Value()[k*n*m*f:][:n*m*f]
		for i := range n {
			scale := inverseMean(worth[i*m:][:m], want[i*m:][:m])
			for j := range m {
				c := i*m + j
				to, d := y[c*f:][:f], want[c]
				to[featureWorth], to[featureWant], to[featureShare] = worth[c]*scale, d, rule[c]
				to[featureAsks] = 0
				if d > 0 {
					to[featureAsks] = 1
				}
			}
		}
		for j := range m {
			var total T
			for c := j; c < n*m; c += m {
				total += want[c]
			}
			for c := j; c < n*m; c += m {
				y[c*f+featureTotal] = total
			}
		}
		if f > featureWeight {
			op.writeWeights(y, op.t.item(op.t.weights, k))
		}
	}
}

func (op *features[T]) writeWeights(y, weights []T) {
	var sum T
	for _, w := range weights {
		sum += w
	}
	per := op.t.resources * op.count
	for i, w := range weights {
		for at := i*per + featureWeight; at < (i+1)*per; at += op.count {
			y[at] = w * T(len(weights)) / sum
		}
	}
}

// inverseMean is 1 over the mean of worth where want is positive, or 0 where nothing is.
func inverseMean[T kernels.Float](worth, want []T) T {
	var sum, count T
	for j, d := range want {
		if d > 0 {
			sum += worth[j]
			count++
		}
	}
	if sum == 0 {
		return 0
	}
	return count / sum
}

func (op *features[T]) Backward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	dworth, dwant, drule := overwritten(op.t.worth), overwritten(op.t.want), overwritten(op.rule)
	n, m, f := op.t.agents, op.t.resources, op.count
	for k := range g.Batch() {
		worth, want := op.t.item(op.t.worth, k), op.t.item(op.t.want, k)
		dworth, dwant, drule := dworth[k*n*m:][:n*m], dwant[k*n*m:][:n*m], drule[k*(n+1)*m:][:n*m]
		dy := out.Grad()[k*n*m*f:][:n*m*f]
		for i := range n {
			r, d := worth[i*m:][:m], want[i*m:][:m]
			scale := inverseMean(r, d)
			var inner, count T // Σ_j dy_j·r_j and the number that enter the mean
			for j := range m {
				inner += T(dy[(i*m+j)*f+featureWorth] * r[j])
				if d[j] > 0 {
					count++
				}
			}
			for j := range m {
				c := i*m + j
				dr := dy[c*f+featureWorth] * scale
				if d[j] > 0 {
					dr -= inner * scale * scale / count
				}
				dworth[c] += dr
				dwant[c] += dy[c*f+featureWant]
				drule[c] += dy[c*f+featureShare]
			}
		}
		for j := range m {
			var total T
			for c := j; c < n*m; c += m {
				total += dy[c*f+featureTotal]
			}
			for c := j; c < n*m; c += m {
				dwant[c] += total
			}
		}
	}
}
