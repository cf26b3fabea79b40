package solvers

import (
	"math"
	"slices"

	"fallow/core"
)

const (
	// smoothing is what θ of a cell between its bounds is raised to when the KKT system is differentiated, relative to
	// the cell's worth over its cap. It limits the condition of the system, which is its inverse.
	smoothing = 1e-8
	// offBound is how far a cell at a bound is moved off it, relative to its cap: next to nothing.
	offBound = 1e-14
	// full is the part of what an agent can use from which on more is taken to be worth nothing to it.
	full = 1 - 1e-9
)

// ReportGradient writes to dv and dx (length M) the gradient of agent's utility, at the given true values and demands,
// with respect to what it reports in in, by implicit differentiation of the KKT conditions; the package documentation
// has the formulas. At a kink dx is the derivative to the right, except that of a demand of zero, which is given as 0.
// The error is as of Allocate, or a *NotSolvedError because utilities overflow.
func (pf *PF) ReportGradient(in *core.Instance, agent int, values, demands, dv, dx []float64) error {
	if err := pf.Allocate(in, &pf.scratch); err != nil {
		return err
	}
	bundle := in.Row(pf.scratch.Branches[0].Allocation, agent)
	pf.gain = core.Zeroed(pf.gain, in.M)
	for m, a := range bundle {
		if a < full*demands[m] {
			pf.gain[m] = values[m]
		}
	}
	clear(dv)
	clear(dx)
	if err := pf.solver.reportGradient(in, agent, pf.gain, dv, dx); err != nil {
		return err
	}
	for m := range dv {
		if sum := dv[m] + dx[m]; math.IsNaN(sum) || math.IsInf(sum, 0) {
			c := pf.scratch.Certificate
			return &NotSolvedError{StatusNumbers, c.Gap, c.Residual, c.Iterations}
		}
	}
	return nil
}

// reportGradient adds to dv and dx the gradient of Σ gain·a over the agent's bundle. The market must be solved.
func (s *solver) reportGradient(in *core.Instance, agent int, gain, dv, dx []float64) error {
	values, demands := in.Row(in.Values, agent), in.Row(in.Demands, agent)
	byRest := 0.0 // derivative with respect to the agent's c
	if k, ok := s.mk.find(agent); ok {
		q, err := s.adjoint(in, k, gain)
		if err != nil {
			return err
		}
		byRest = q
		from, to := s.mk.row(k)
		for i := from; i < to; i++ {
			c, x, dy := &s.mk.cells[i], &s.it.points[i], s.nt.moves[i].dy
			m := s.mk.resource[c.column]
			dv[m] = (s.it.t[k]*dy + x.y*q) * (c.s / values[m])
			if b := in.Budgets[m]; demands[m] < b {
				dx[m] = x.h / x.z * dy / b
			}
		}
	}
	s.worth = core.Sized(s.worth, in.M)
	worths(in, agent, s.worth)
	for m, b := range in.Budgets {
		if usable(demands[m], b) > 0 && s.column[m] < 0 {
			dv[m] = byRest * s.worth[m] / values[m]
			if demands[m] < b {
				dx[m] = gain[m] + byRest*s.worth[m]/demands[m]
			}
		}
	}
	return nil
}

// find returns the index in the market of agent i of the instance.
func (mk *market) find(i int) (k int, ok bool) {
	return slices.BinarySearchFunc(mk.agents, int32(i), func(a agent, i int32) int { return int(a.index - i) })
}

// adjoint solves the Newton system with f the gain of agent k, per budget, in its cells, and zeros elsewhere. It leaves
// what belongs to those cells in their moves' dy and returns what belongs to the agent's t.
func (s *solver) adjoint(in *core.Instance, k int, gain []float64) (float64, error) {
	mk, it, nt := &s.mk, &s.it, &s.nt
	nt.resize(len(mk.cells), mk.n(), mk.m())
	if err := s.sweep((*solver).smooth); err != nil {
		return 0, err
	}
	if err := s.factor(target{}); err != nil {
		return 0, err
	}
	from, to := mk.row(k)
	cells, moves := mk.cells[from:to], nt.moves[from:to]
	sum := 0.0
	for i := range cells {
		m := mk.resource[cells[i].column]
		moves[i].dl = gain[m] * in.Budgets[m]
		sum += cells[i].s * moves[i].inv * moves[i].dl
	}
	clear(nt.dp)
	dt := -it.t[k] * sum * nt.pivot[k]
	for i := range cells {
		nt.dp[cells[i].column] = moves[i].inv * (moves[i].dl + cells[i].s*dt)
	}
	choleskySolve(nt.schur, mk.m(), nt.dp)
	sum = 0
	for i := range cells {
		moves[i].dl -= nt.dp[cells[i].column]
		sum += cells[i].s * moves[i].inv * moves[i].dl
	}
	dt = -it.t[k] * sum * nt.pivot[k]
	for i := range cells {
		moves[i].dy = moves[i].inv * (moves[i].dl + cells[i].s*dt)
	}
	return dt, nil
}

// smooth moves the cells off their bounds and their multipliers off zero.
func (s *solver) smooth(lo, hi int) {
	mk, it := &s.mk, &s.it
	for k := lo; k < hi; k++ {
		from, to := mk.row(k)
		for i := from; i < to; i++ {
			c, d, x := &mk.cells[i], mk.caps[i], &it.points[i]
			worth := c.s * it.t[k]
			r := worth - it.p[c.column]
			x.y, x.z = max(x.y, offBound*d), max(x.z, offBound*d)
			x.l, x.h = max(-r, smoothing*worth*x.y/d), max(r, smoothing*worth*x.z/d)
		}
	}
}
