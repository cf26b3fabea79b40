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

// rows returns the part of item k's cells that has to be looked at.
func (op *rawFeatures[T]) rows(k int) (first, last int) {
	if op.t.changed == nil {
		return 0, op.t.agents * op.t.resources
	}
	first = op.t.changed[k] * op.t.resources
	return first, first + op.t.resources
}

func (op *rawFeatures[T]) Forward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	worths, wants, allBudgets := op.t.worth.Value(), op.t.want.Value(), op.t.budgets.Value()
	m, size := op.t.resources, op.t.agents*op.t.resources
	for k := range g.Batch() {
		budgets := allBudgets[k*m:][:m]
		first, last := op.rows(k)
		for row := first; row < last; row += m {
			worth, want := worths[k*size+row:][:m], wants[k*size+row:][:m]
			to := out.Value()[3*(k*size+row):][:3*m]
			for j, b := range budgets {
				v := T(0)
				if b > 0 {
					v = worth[j] / b
				}
				to[3*j], to[3*j+1], to[3*j+2] = v, want[j]*b, b
			}
		}
	}
}

func (op *rawFeatures[T]) Backward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	dworth, dwant := overwritten(op.t.worth), overwritten(op.t.want)
	m, size, dy := op.t.resources, op.t.agents*op.t.resources, out.Grad()
	for k := range g.Batch() {
		budgets := op.t.item(op.t.budgets, k)
		first, last := op.rows(k)
		for c := first; c < last; c++ {
			b, d := budgets[(c-first)%m], dy[3*(k*size+c):][:3]
			if b > 0 {
				dworth[k*size+c] += d[0] / b
			}
			dwant[k*size+c] += T(d[1] * b)
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

// Scale-free features of a cell, in this order. All are zero for a resource that the agent does not ask for, whose
// worth to it is nobody's business, but the sum of wants.
const (
	// featureWorth is the agent's worth relative to its mean over what the agent asks for.
	featureWorth = iota
	featureWant
	featureAsks
	// featureTotal is the sum of all wants of the resource.
	featureTotal
	// featureShare and featureHandicap are the handicapped rule's.
	featureShare
	featureHandicap
	// featureOutside is what the rule would give the agent of the other resources, in units t of this one's worth, as
	// t/(1+t). Proportional fairness fills a scarce resource up to equal levels of share plus t.
	featureOutside
	// featureWeight, where there are weights, is the agent's relative to the mean.
	featureWeight
)

// scaleFreeFeatures adds the features, (N·M)×7, or ×8 with weights.
func (t *table[T]) scaleFreeFeatures(rule, handicap *autodiff.Node[T], weighted bool) *autodiff.Node[T] {
	op := &features[T]{t: t, rule: rule, handicap: handicap, count: featureWeight}
	if weighted {
		op.count++
	}
	return t.graph.Apply(op, false, "inputs", t.agents*t.resources, op.count, t.worth, t.want, rule, handicap)
}

type features[T kernels.Float] struct {
	t              *table[T]
	rule, handicap *autodiff.Node[T]
	count          int
}

func (*features[T]) Name() string { return "scale-free inputs" }

func (op *features[T]) Forward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	n, m, f := op.t.agents, op.t.resources, op.count
	for k := range g.Batch() {
		worth, want, rule := op.t.item(op.t.worth, k), op.t.item(op.t.want, k), op.t.item(op.rule, k)
		y, handicap := out.Value()[k*n*m*f:][:n*m*f], op.t.item(op.handicap, k)
		for i := range n {
			r, d, s, h, to := worth[i*m:][:m], want[i*m:][:m], rule[i*m:][:m], handicap[i*m:][:m], y[i*m*f:][:m*f]
			scale, sum := inverseMean(r, d), inner(r, s)
			for j, want := range d {
				cell := to[j*f:][:f]
				if want == 0 {
					clear(cell)
					continue
				}
				outside := sum - T(r[j]*s[j])
				cell[featureWorth], cell[featureWant], cell[featureAsks] = r[j]*scale, want, 1
				cell[featureShare], cell[featureHandicap], cell[featureOutside] = s[j], h[j], part(outside, r[j])
			}
		}
		op.writeTotals(y, want)
		if f > featureWeight {
			op.writeWeights(y, op.t.item(op.t.weights, k))
		}
	}
}

func (op *features[T]) writeTotals(y, want []T) {
	m, f := op.t.resources, op.count
	for j := range m {
		var total T
		for c := j; c < len(want); c += m {
			total += want[c]
		}
		for c := j; c < len(want); c += m {
			y[c*f+featureTotal] = total
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

// inner is Σ a·b.
func inner[T kernels.Float](a, b []T) T {
	var sum T
	for j, v := range a {
		sum += T(v * b[j])
	}
	return sum
}

// part is a/(a+b), or 0 where both are.
func part[T kernels.Float](a, b T) T {
	if a <= 0 {
		return 0
	}
	return a / (a + b)
}

func (op *features[T]) Backward(g *autodiff.Graph[T], out *autodiff.Node[T]) {
	dworth, dwant, drule := overwritten(op.t.worth), overwritten(op.t.want), overwritten(op.rule)
	dhandicap := overwritten(op.handicap)
	n, m, f := op.t.agents, op.t.resources, op.count
	for k := range g.Batch() {
		worth, want, rule := op.t.item(op.t.worth, k), op.t.item(op.t.want, k), op.t.item(op.rule, k)
		dworth, dwant, drule := dworth[k*n*m:][:n*m], dwant[k*n*m:][:n*m], drule[k*(n+1)*m:][:n*m]
		dy := out.Grad()[k*n*m*f:][:n*m*f]
		for i := range n {
			row := i * m
			for j := range m {
				if want[row+j] > 0 {
					dhandicap[k*n*m+row+j] += dy[(row+j)*f+featureHandicap]
				}
			}
			op.backwardAgent(worth[row:][:m], want[row:][:m], rule[row:][:m], dy[row*f:][:m*f],
				dworth[row:][:m], dwant[row:][:m], drule[row:][:m])
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

// backwardAgent propagates through one agent's features. r, d and s are its worth, wants and shares by the rule.
func (op *features[T]) backwardAgent(r, d, s, dy, dr, dd, ds []T) {
	f, scale, sum := op.count, inverseMean(r, d), inner(r, s)
	var along, count, dsum T // Σ dworth·r, how many resources enter the mean, and the adjoint of sum
	for j, want := range d {
		if want > 0 {
			along += T(dy[j*f+featureWorth] * r[j])
			count++
		}
	}
	for j, want := range d {
		if want == 0 {
			continue
		}
		cell := dy[j*f:][:f]
		dr[j] += T(scale * (cell[featureWorth] - T(along*scale)/count))
		dd[j] += cell[featureWant]
		ds[j] += cell[featureShare]
		if outside := sum - T(r[j]*s[j]); outside > 0 {
			// part has the derivatives b/(a+b)² and −a/(a+b)².
			square := T((outside + r[j]) * (outside + r[j]))
			v := cell[featureOutside] * r[j] / square
			dsum += v
			dr[j] -= T(v*s[j]) + T(cell[featureOutside]*outside)/square
			ds[j] -= T(v * r[j])
		}
	}
	for j := range d {
		dr[j] += T(dsum * s[j])
		ds[j] += T(dsum * r[j])
	}
}
