package solvers

import (
	"math"

	"fallow/core"
)

// fallback says when interior goes on from the central path instead of from where its steps have led. Where weights lie
// far apart the path has sharp bends: an agent with nearly all of the weight leaves μ·w/h of a resource to the others,
// which is far more than light agents can pay for until μ is as small as their weights, and then next to nothing. Steps
// that follow tangents leave such a path, with products of a millionth and of a million times their target, and then
// stay short for ever.
type fallback struct {
	// mu is the complementarity of the point of the path that is next.
	mu float64
	// since is the iteration at which the solve began, or was last on the path.
	since int
}

// due reports whether the steps so far promise nothing. Once they have failed, a single short one is enough.
func (f *fallback) due(s *solver) bool {
	short := f.mu < startMu && min(s.primal, s.dual) < shortStep
	return f.mu > leastCentre && (short || s.progress.Iteration-f.since >= centreAfter)
}

// take moves s.it to the path, and looks further down it from then on.
func (f *fallback) take(s *solver) error {
	err := s.centre(f.mu)
	f.mu *= nextCentre
	f.since = s.progress.Iteration
	s.primal, s.dual = 1, 1
	return err
}

// centre moves s.it to the point of the central path at mu, by Newton's method on the dual of the program with barriers
//
//	Σ_j p_j + Σ_i max_y [w·log u - Σ p·y + μ·w·Σ (log y + log z)]
//
// a smooth convex function of the prices alone. Its gradient is what is left of the budgets, 1-Σy, and its Hessian the
// matrix that is left of the Newton system (Boyd and Vandenberghe 2004, section 9.5). With a line search that gets near it
// from any prices, however far; where rounding keeps it from the point, the steps that follow do the rest.
func (s *solver) centre(mu float64) error {
	s.target = target{mu: mu}
	if err := s.respond(); err != nil {
		return err
	}
	lightest := math.Inf(1)
	for k := range s.mk.agents {
		lightest = min(lightest, s.mk.agents[k].w)
	}
	for range centreSteps {
		if err := s.factor(s.target); err != nil {
			return err
		}
		choleskySolve(s.nt.schur, s.mk.m(), s.nt.dp)
		slope := s.dualSlope()
		if !(-slope > centreAccuracy*mu*lightest) {
			break
		}
		if err := s.descend(slope); err != nil {
			return err
		}
		s.progress.Iteration++
		if err := s.pulse(); err != nil {
			return err
		}
	}
	return s.assess()
}

// dualSlope is the derivative of the dual along nt.dp.
func (s *solver) dualSlope() float64 {
	slope := 0.0
	for j, dp := range s.nt.dp {
		slope += (1 - s.sum[j]) * dp
	}
	return slope
}

// descend moves the prices along nt.dp, on which the dual has that slope now, to near where it has none. Where no such
// place is found the dual is less there than here all the same, since it is convex.
func (s *solver) descend(slope float64) error {
	s.level = append(s.level[:0], s.it.p...)
	lo, hi, step := 0.0, math.Inf(1), 1.0
	for range maxLineSearch {
		if err := s.respondAt(step); err != nil {
			return err
		}
		switch now := s.dualSlope() / slope; {
		case now < -tooFar:
			hi = step
		case now > notFar:
			lo = step
		default:
			return nil
		}
		switch {
		case hi == math.Inf(1):
			step *= 4
		case lo*16 < hi:
			step = max(math.Sqrt(lo*hi), hi/16)
		default:
			step = (lo + hi) / 2
		}
	}
	return s.respondAt(lo)
}

// respondAt is respond so far along nt.dp from where the search began.
func (s *solver) respondAt(step float64) error {
	for j, dp := range s.nt.dp {
		s.it.p[j] = s.level[j] + step*dp
	}
	return s.respond()
}

// respond finds what every agent makes of the prices with barriers of s.target.
func (s *solver) respond() error {
	s.sum = core.Zeroed(s.sum, s.mk.m())
	return s.sweep((*solver).respondAgents)
}

func (s *solver) respondAgents(lo, hi int) {
	for k := lo; k < hi; k++ {
		s.it.t[k], s.it.u[k] = s.settle(k)
		from, to := s.mk.row(k)
		for c := from; c < to; c++ {
			s.sum[s.mk.cells[c].column] += s.it.points[c].y
		}
	}
}

// settle finds the t at which t·u(t) = w, by Newton's method between bounds: u rises with t, so that the solution lies
// between any t and w/u(t).
func (s *solver) settle(k int) (t, u float64) {
	w, least, most := s.mk.agents[k].w, 0.0, math.Inf(1)
	t = s.it.t[k]
	for range settleSteps {
		var slope float64
		u, slope = s.bundle(k, t)
		if math.Abs(w-t*u) <= rounding*w {
			return t, u
		}
		if t*u < w {
			least, most = max(least, t), min(most, w/u)
		} else {
			least, most = max(least, w/u), min(most, t)
		}
		next := t + (w-t*u)/slope
		if !(next > least && next < most) {
			next = math.Sqrt(least * most)
		}
		if !(next > least && next < most) || next == t {
			return t, u
		}
		t = next
	}
	return t, u
}

// bundle sets the cells of agent k to what, for its t, balances s·t-p with the barriers, and returns u and the derivative of t·u.
func (s *solver) bundle(k int, t float64) (u, slope float64) {
	from, to := s.mk.row(k)
	goal, sigma := s.target.mu*s.mk.agents[k].w, 0.0
	u = s.mk.agents[k].c
	for c := from; c < to; c++ {
		cell, x, d := &s.mk.cells[c], &s.it.points[c], s.mk.caps[c]
		r := cell.s*t - s.it.p[cell.column]
		// With y = d·(1+q)/2, goal/z - goal/y = r is ρ·(1-q²) = q for ρ = r·d/(4·goal).
		twice := math.Abs(r) * d / (2 * goal)
		root := math.Sqrt(1 + twice*twice)
		x.y, x.z = d/2*(1+twice/(1+root)), d/2*((1+1/(root+twice))/(1+root))
		if r < 0 {
			x.y, x.z = x.z, x.y
		}
		x.l, x.h = goal/x.y, goal/x.z
		u += cell.s * x.y
		sigma += cell.s * cell.s / (x.l/x.y + x.h/x.z)
	}
	return u, u + t*sigma
}
