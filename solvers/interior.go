package solvers

import (
	"math"

	"fallow/core"
)

// interior iterates from s.it to the solution of s.mk, by Mehrotra's predictor-corrector method. An empty status means
// that it got there.
func (s *solver) interior() (Status, error) {
	s.nt.resize(len(s.mk.cells), s.mk.n(), s.mk.m())
	if err := s.assess(); err != nil {
		return "", err
	}
	begun := s.progress.Iteration // which is not 0 after a search for prices that found no vertex
	back, previous := fallback{mu: startMu, since: begun}, math.Inf(1)
	for ; ; s.progress.Iteration++ {
		gap := s.gap
		done := gap <= targetGap || gap <= Tolerance/2 && gap > previous*improvement
		switch {
		case previous <= Tolerance/2 && !(gap < previous): // rounding has undone what was good enough
			s.it, s.kept = s.kept, s.it
			gap, done = previous, true
		case gap <= Tolerance/2 && !done:
			s.kept.copyFrom(&s.it)
		}
		if math.IsNaN(s.mu+gap) || math.IsInf(s.mu+gap, 0) {
			return StatusNumbers, nil
		}
		vertex, err := s.finishAtVertex(done || gap <= tiedGap)
		switch {
		case err != nil:
			return "", err
		case vertex:
			return "", s.assess()
		case done:
			return "", nil
		case s.progress.Iteration-begun >= maxIterations:
			return StatusIterations, nil
		}
		previous = gap
		if err := s.pulse(); err != nil {
			return "", err
		}
		if back.due(s) {
			err = back.take(s)
		} else {
			err = s.iterate()
		}
		if err != nil {
			return "", err
		}
	}
}

// iterate moves s.it one step along the central path.
func (s *solver) iterate() error {
	// Predictor: straight to complementarity zero. How far that gets says what to aim at.
	if err := s.factor(target{}); err != nil {
		return err
	}
	if err := s.complete(); err != nil {
		return err
	}
	left := s.affineMu() / s.mu
	// Corrector: to that target, second-order terms of the predictor included.
	if err := s.solve(target{mu: max(left*left*left*s.mu, floorMu), corrected: true}); err != nil {
		return err
	}
	part := max(toBoundary, 1-s.progress.Gap) // nearer and nearer to 1, for the end to be quadratic
	if s.primal, s.dual = s.nt.steps(part); min(s.primal, s.dual) < shortStep {
		if err := s.solve(target{mu: max(recentre*s.mu, floorMu)}); err != nil {
			return err
		}
		s.primal, s.dual = s.nt.steps(part)
	}
	if !s.balanced() {
		s.primal = min(s.primal, s.dual)
		s.dual = s.primal
	}
	for j, dp := range s.nt.dp {
		s.it.p[j] += s.dual * dp
	}
	s.resetAssessment()
	if err := s.sweep((*solver).stepAndAssess); err != nil {
		return err
	}
	s.finishAssessment()
	return nil
}

func (s *solver) stepAndAssess(lo, hi int) {
	s.step(lo, hi)
	s.assessAgents(lo, hi)
}

// balanced reports whether steps of different lengths leave u·t near w for every agent.
func (s *solver) balanced() bool {
	if s.primal == s.dual {
		return true
	}
	for k := range s.mk.agents {
		product := (s.it.u[k] + s.primal*s.nt.du[k]) * (s.it.t[k] + s.dual*s.nt.dt[k])
		if w := s.mk.agents[k].w; product < balance*w || product > w/balance {
			return false
		}
	}
	return true
}

// affineMu is the mean complementarity that the longest step would leave.
func (s *solver) affineMu() float64 {
	nt := &s.nt
	p, d := nt.steps(1)
	return max(0, s.mu+(p*nt.sumP+d*nt.sumD+p*d*nt.sumPD)/s.totalTarget)
}

// assess measures the mean complementarity of s.it and the largest gap: of any agent relative to its weight, or of what
// is sold of any resource relative to its budget.
func (s *solver) assess() error {
	s.resetAssessment()
	if err := s.sweep((*solver).assessAgents); err != nil {
		return err
	}
	s.finishAssessment()
	return nil
}

func (s *solver) resetAssessment() {
	s.sum = core.Zeroed(s.sum, s.mk.m())
	s.complementarity, s.totalTarget, s.gap = 0, 0, 0
}

func (s *solver) finishAssessment() {
	s.mu = s.complementarity / s.totalTarget
	for _, sum := range s.sum {
		s.gap = max(s.gap, math.Abs(1-sum))
	}
	s.progress.Gap = s.gap
}

// assessAgents takes w/u (shaded) for the multiplier of an agent and, for l and h, what follows from it and the prices.
func (s *solver) assessAgents(lo, hi int) {
	mk, it := &s.mk, &s.it
	for k := lo; k < hi; k++ {
		from, to := mk.row(k)
		cells, points := mk.cells[from:to], it.points[from:to]
		w := mk.agents[k].w
		t := w / it.u[k] * (1 - shade)
		gap := 0.0
		for i := range cells {
			c, x := &cells[i], &points[i]
			s.sum[c.column] += x.y
			s.complementarity += x.y*x.l + x.z*x.h
			if r := c.s*t - it.p[c.column]; r > 0 {
				gap += r * x.z
			} else {
				gap -= r * x.y
			}
		}
		s.totalTarget += w * float64(2*len(cells))
		if gap > s.gap*w {
			s.gap = gap / w
		}
	}
}

// step moves the agents and their cells. Where u·t has left the neighbourhood of w, t goes back to it; l and h then
// take up what keeps h-l = s·t-p.
func (s *solver) step(lo, hi int) {
	mk, it, nt := &s.mk, &s.it, &s.nt
	for k := lo; k < hi; k++ {
		from, to := mk.row(k)
		cells, points, moves := mk.cells[from:to], it.points[from:to], nt.moves[from:to]
		u := mk.agents[k].c
		for i := range cells {
			x, v := &points[i], &moves[i]
			x.y += s.primal * v.dy
			x.z -= s.primal * v.dy
			x.l += s.dual * v.dl
			x.h += s.dual * v.dh
			u += cells[i].s * x.y
		}
		centre := mk.agents[k].w / u
		t := min(max(it.t[k]+s.dual*nt.dt[k], centre*balance), centre/balance)
		it.u[k], it.t[k] = u, t
		for i := range cells {
			points[i].absorb(cells[i].s*t, it.p[cells[i].column])
		}
	}
}

// absorb makes h-l equal to worth-price: by the larger of the two, so that neither loses digits, unless that would halve
// it. What may be rounding stays: near the end l and h of a cell between its bounds are far smaller than that.
func (x *point) absorb(worth, price float64) {
	delta := (worth - price) - (x.h - x.l)
	switch {
	case math.Abs(delta) <= rounding*(worth+math.Abs(price)):
	case x.l > x.h && delta < x.l/2:
		x.l -= delta
	case x.h >= x.l && -delta < x.h/2:
		x.h += delta
	case delta > 0:
		x.h += delta
	default:
		x.l -= delta
	}
}
