package net

import (
	"fmt"
	"math"

	"fallow/core"
	"fallow/core/sample"
	"fallow/net/autodiff"
	"fallow/net/kernels"
)

// Model is a trained network: a mechanism that maps reports to an allocation (section 3.3). It is a
// core.BatchMechanism and a core.Differentiable. Like every mechanism it keeps workspace between calls and is not for
// use by two goroutines at once; Clone gives another that is.
type Model struct {
	setups  []sample.Setup
	options Options
	history []Point
	arch    architecture
	// fixed is the only size that fits, or zero where any does.
	fixed   size
	params  *autodiff.Parameters[float32]
	backend kernels.Backend[float32]

	batches   map[size]*table[float32]
	gradients map[size]*gradientTable
}

// gradientTable differentiates one agent's utility with respect to its report.
type gradientTable struct {
	table   *table[float32]
	truth   *trueUtility[float32]
	utility *autodiff.Node[float32]
}

// batchEntries bounds the entries of a graph that allocates; a larger batch is cut.
const batchEntries = 1 << 19

// maxBatchItems is the most instances that are allocated at once.
const maxBatchItems = 256

// Model returns the network as trained so far, in memory of its own.
func (t *Trainer) Model() *Model {
	m := &Model{
		setups: t.data.Setups, options: t.options, history: t.history.points(), arch: t.arch, backend: t.backend,
		params: &autodiff.Parameters[float32]{},
	}
	first := t.groups[0].size
	if t.arch.Kind != Exchangeable || t.arch.Inputs == Raw {
		m.fixed = first
	}
	newTable(m.backend, m.params, m.arch, first.agents, first.resources, 1)
	m.params.Allocate()
	copy(m.params.Values, t.average)
	if t.step == 0 {
		copy(m.params.Values, t.params.Values)
	}
	return m
}

// StartFrom makes a trainer that has not taken a step begin at the weights of m, to go on with other settings. A model
// of another architecture is a *core.InputError of path "network".
func (t *Trainer) StartFrom(m *Model) error {
	first := t.groups[0].size
	fits := m.arch == t.arch && (m.fixed == size{} || m.fixed == first)
	if !fits || len(m.params.Values) != len(t.params.Values) {
		return &core.InputError{Path: "network", Reason: "is not that of the model to start from"}
	}
	copy(t.params.Values, m.params.Values)
	return nil
}

// Clone returns a model that shares the weights of m and has a workspace of its own.
func (m *Model) Clone() *Model {
	c := *m
	c.batches, c.gradients = nil, nil
	return &c
}

// Name is the mechanism's name, "exs".
func (m *Model) Name() string { return "exs" }

// Setups returns what the model was trained on; empty if it was instances of the caller's.
func (m *Model) Setups() []sample.Setup { return m.setups }

// Options returns how it was trained, with all defaults filled in.
func (m *Model) Options() Options { return m.options }

// History returns the course of its training.
func (m *Model) History() []Point { return m.history }

// Parameters is the number of weights.
func (m *Model) Parameters() int { return len(m.params.Values) }

// Size is the only number of agents and of resources that the model can be used on, if it is fixed.
func (m *Model) Size() (agents, resources int, fixed bool) {
	return m.fixed.agents, m.fixed.resources, m.fixed != size{}
}

// Norm is the sum of the magnitudes of the weights: what Theorem 1 calls Ω.
func (m *Model) Norm() float64 {
	sum := 0.0
	for _, w := range m.params.Values {
		sum += math.Abs(float64(w))
	}
	return sum
}

// Fits reports why the model cannot be used on in, as a *core.InputError, or nil.
func (m *Model) Fits(in *core.Instance) error {
	s := size{in.N, in.M}
	if m.fixed != (size{}) && s != m.fixed {
		return &core.InputError{Path: "values", Reason: fmt.Sprintf("is %v, but this network was trained for %v and fits no other size", s, m.fixed)}
	}
	if !m.arch.Weighted {
		for i, w := range in.Weights {
			if w != in.Weights[0] {
				return &core.InputError{Path: fmt.Sprintf("weights[%d]", i),
					Reason: fmt.Sprintf("is %v, but this network was trained with equal weights", w)}
			}
		}
	}
	return nil
}

// Allocate gives each agent a_im = min(ã_im·b_m, x_im). An instance that the model does not fit is a *core.InputError.
func (m *Model) Allocate(in *core.Instance, out *core.Outcome) error {
	if err := m.Fits(in); err != nil {
		return err
	}
	t := m.batch(size{in.N, in.M})
	t.graph.SetBatch(1)
	t.load(0, in)
	t.graph.Forward()
	return t.allocate(0, in, out)
}

// AllocateBatch does what Allocate does for each; neighbours of equal size are computed together.
func (m *Model) AllocateBatch(ins []*core.Instance, outs []*core.Outcome) error {
	for start := 0; start < len(ins); {
		s := size{ins[start].N, ins[start].M}
		if err := m.Fits(ins[start]); err != nil {
			return err
		}
		t := m.batch(s)
		count := 1
		for start+count < len(ins) && count < t.graph.Capacity() && (size{ins[start+count].N, ins[start+count].M}) == s {
			if err := m.Fits(ins[start+count]); err != nil {
				return err
			}
			count++
		}
		t.graph.SetBatch(count)
		for k := range count {
			t.load(k, ins[start+k])
		}
		t.graph.Forward()
		for k := range count {
			if err := t.allocate(k, ins[start+k], outs[start+k]); err != nil {
				return err
			}
		}
		start += count
	}
	return nil
}

// batch returns the graph that allocates instances of size s.
func (m *Model) batch(s size) *table[float32] {
	if t, ok := m.batches[s]; ok {
		return t
	}
	if m.batches == nil {
		m.batches = map[size]*table[float32]{}
	}
	probe := newTable(m.backend, m.params, m.arch, s.agents, s.resources, 1)
	probe.graph.BuildForward(probe.shares)
	capacity := min(maxBatchItems, max(1, batchEntries/probe.graph.Memory()))
	t := newTable(m.backend, m.params, m.arch, s.agents, s.resources, capacity)
	t.graph.BuildForward(t.shares)
	m.batches[s] = t
	return t
}

// allocate turns the shares of item k into units. The cap is that of in, exactly. Numbers so large that the network's
// arithmetic overflows are an error.
func (t *table[T]) allocate(k int, in *core.Instance, out *core.Outcome) error {
	out.Reset(1, in.N, in.M)
	a, shares := out.Branches[0].Allocation, t.item(t.shares, k)
	for c := range a {
		share := float64(shares[c])
		if !(share >= 0 && share <= 1) {
			return fmt.Errorf("net: the share of agent %d in resource %d is %v: the numbers are too large for the network", c/in.M, c%in.M, share)
		}
		a[c] = min(share*in.Budgets[c%in.M], in.Demands[c])
	}
	for m, b := range in.Budgets {
		shrink(a[m:], in.M, b)
	}
	return nil
}

// shrink scales one resource's allocations, stride apart, down where rounding made their sum exceed the budget.
func shrink(a []float64, stride int, budget float64) {
	sum := 0.0
	for c := 0; c < len(a); c += stride {
		sum += a[c]
	}
	if sum > budget {
		// One bit less than the ratio, so that the rounded sum does not exceed it again.
		scale := math.Nextafter(budget/sum, 0)
		for c := 0; c < len(a); c += stride {
			a[c] *= scale
		}
	}
}

// ReportGradient is the gradient of agent's true utility with respect to its report, by reverse mode.
func (m *Model) ReportGradient(in *core.Instance, agent int, values, demands, dv, dx []float64) error {
	if err := m.Fits(in); err != nil {
		return err
	}
	g := m.gradientTable(size{in.N, in.M})
	t := g.table
	t.load(0, in)
	g.truth.agent[0] = agent
	t.loadReport(g.truth.worth.Value(), g.truth.want.Value(), values, demands, in.Budgets)
	t.graph.Forward()
	g.utility.Grad()[0] = 1
	t.graph.Backward(autodiff.Inputs)
	for j, b := range in.Budgets {
		c := agent*in.M + j
		dv[j], dx[j] = float64(t.worth.Grad()[c])*b, 0
		if b > 0 && !(t.clip && in.Demands[c] > b) {
			dx[j] = float64(t.want.Grad()[c]) / b
		}
	}
	return nil
}

func (m *Model) gradientTable(s size) *gradientTable {
	if g, ok := m.gradients[s]; ok {
		return g
	}
	if m.gradients == nil {
		m.gradients = map[size]*gradientTable{}
	}
	g := &gradientTable{table: newTable(m.backend, m.params, m.arch, s.agents, s.resources, 1)}
	g.truth, g.utility = g.table.trueUtility()
	g.table.graph.Build(g.utility)
	m.gradients[s] = g
	return g
}
