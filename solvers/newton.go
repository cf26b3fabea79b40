package solvers

import "fallow/core"

// newton is the Newton system at an iterate, after elimination, and the step that solves it.
type newton struct {
	// moves belong to the market's cells.
	moves []move
	// pivot is 1/(u+tσ), with σ = Σ s²/θ over the agent's cells; dt is the step of t. Length n.
	pivot, du, dt []float64
	// schur is the M×M system that is left, row-major; factor leaves its Cholesky factor in the lower triangle.
	schur []float64
	// dp is the step of the prices. Length m.
	dp []float64
	// ratioP and ratioD are the inverses of the longest primal and dual steps that stay inside, or 0. The sums, over
	// cells, say what the complementarity will be after any steps: of Δy(l-h), yΔl+zΔh and Δy(Δl-Δh).
	ratioP, ratioD, sumP, sumD, sumPD float64
}

// move is what a cell needs during an iteration: the steps of y (and, negated, of z), l and h, and the reciprocals of θ,
// y and z, which spare most divisions.
type move struct{ dy, dl, dh, inv, perY, perZ float64 }

// target is what a Newton step aims at.
type target struct {
	// mu is the complementarity aimed at, relative to weight.
	mu float64
	// corrected says whether to make up for the second-order terms of the step that s.nt holds.
	corrected bool
}

func (nt *newton) resize(cells, n, m int) {
	if cap(nt.moves) < cells {
		nt.moves = make([]move, cells)
	}
	nt.moves = nt.moves[:cells]
	nt.pivot, nt.du, nt.dt = core.Sized(nt.pivot, n), core.Sized(nt.du, n), core.Sized(nt.dt, n)
	nt.schur, nt.dp = core.Sized(nt.schur, m*m), core.Sized(nt.dp, m)
}

// factor eliminates the cells, then the agents, and factors what is left. On the way it prepares the step to the target.
func (s *solver) factor(to target) error {
	clear(s.nt.schur)
	s.aimAt(to)
	if err := s.sweep((*solver).eliminateAndReduce); err != nil {
		return err
	}
	cholesky(s.nt.schur, s.mk.m())
	return nil
}

func (s *solver) eliminateAndReduce(lo, hi int) {
	s.eliminate(lo, hi)
	s.reduce(lo, hi)
}

// eliminate computes θ = l/y+h/z of the cells and adds up what is left of each agent: diag(1/θ) - t/(u+tσ)·(s/θ)(s/θ)ᵀ
// in the rows and columns of the resources that it asks for.
func (s *solver) eliminate(lo, hi int) {
	mk, it, nt := &s.mk, &s.it, &s.nt
	m := mk.m()
	for k := lo; k < hi; k++ {
		from, to := mk.row(k)
		cells, points, moves := mk.cells[from:to], it.points[from:to], nt.moves[from:to]
		sigma := 0.0
		for i := range cells {
			x, v := &points[i], &moves[i]
			v.perY, v.perZ = 1/x.y, 1/x.z
			v.inv = 1 / (x.l*v.perY + x.h*v.perZ)
			sigma += cells[i].s * cells[i].s * v.inv
		}
		u, t := it.u[k], it.t[k]
		pivot := 1 / (u + t*sigma)
		nt.pivot[k] = pivot
		// dl and dy are free until the step is aimed: they hold s/θ, and Σ s²/θ over the cells that follow.
		after := 0.0
		for i := len(cells) - 1; i >= 0; i-- {
			v, s := &moves[i], cells[i].s
			v.dl, v.dy = s*v.inv, after
			after += s * v.dl
		}
		before := 0.0
		for i := range cells {
			v, s := &moves[i], cells[i].s
			row := nt.schur[int(cells[i].column)*m:][:m]
			tg := t * pivot * v.dl
			for e := range moves[:i] {
				row[cells[e].column] -= tg * moves[e].dl
			}
			// The diagonal 1/θ - t·pivot·g², without the cancellation that comes where this cell dominates σ.
			row[cells[i].column] += v.inv * pivot * (u + t*(before+v.dy))
			before += s * v.dl
		}
	}
}

// aimAt makes ready for reduce.
func (s *solver) aimAt(to target) {
	s.target = to
	for j := range s.nt.dp {
		s.nt.dp[j] = -1 // reduce adds what is allocated: the residual of the budgets
	}
}

// complete turns what reduce left in s.nt into the step.
func (s *solver) complete() error {
	nt := &s.nt
	nt.ratioP, nt.ratioD, nt.sumP, nt.sumD, nt.sumPD = 0, 0, 0, 0, 0
	choleskySolve(nt.schur, s.mk.m(), nt.dp)
	return s.sweep((*solver).expand)
}

// solve replaces the step in s.nt by the one to the target.
func (s *solver) solve(to target) error {
	s.aimAt(to)
	if err := s.sweep((*solver).reduce); err != nil {
		return err
	}
	return s.complete()
}

// reduce replaces the steps by their parts that are known: of dl and dh by what they are at dy = 0, of dt by the target
// of tΔu+uΔt. It adds to nt.dp the right-hand side of the M×M system.
func (s *solver) reduce(lo, hi int) {
	mk, it, nt := &s.mk, &s.it, &s.nt
	for k := lo; k < hi; k++ {
		from, to := mk.row(k)
		cells, points, moves := mk.cells[from:to], it.points[from:to], nt.moves[from:to]
		w, t := mk.agents[k].w, it.t[k]
		tau := w - it.u[k]*t
		if s.target.corrected {
			tau -= nt.dt[k] * nt.du[k]
		}
		s.aim(w, points, moves)
		sum := 0.0
		for i := range cells {
			v := &moves[i]
			sum += cells[i].s * v.inv * (v.dl - v.dh)
		}
		nt.dt[k] = tau
		dt := (tau - t*sum) * nt.pivot[k]
		for i := range cells {
			c, v := &cells[i], &moves[i]
			nt.dp[c.column] += points[i].y + v.inv*(v.dl-v.dh+c.s*dt)
		}
	}
}

// aim sets dl and dh to what takes y·l and z·h to the target as long as y stays.
func (s *solver) aim(w float64, points []point, moves []move) {
	goal := s.target.mu * w
	for i := range points {
		x, v := &points[i], &moves[i]
		toL, toH := goal, goal
		if s.target.corrected {
			toL, toH = goal-v.dy*v.dl, goal+v.dy*v.dh
		}
		v.dl, v.dh = toL*v.perY-x.l, toH*v.perZ-x.h
	}
}

// expand completes the steps, given that of the prices, and measures them.
func (s *solver) expand(lo, hi int) {
	mk, it, nt := &s.mk, &s.it, &s.nt
	ratioP, ratioD, sumP, sumD, sumPD := nt.ratioP, nt.ratioD, nt.sumP, nt.sumD, nt.sumPD
	for k := lo; k < hi; k++ {
		from, to := mk.row(k)
		cells, points, moves := mk.cells[from:to], it.points[from:to], nt.moves[from:to]
		sum := 0.0
		for i := range cells {
			c, v := &cells[i], &moves[i]
			v.dy = v.inv * (v.dl - v.dh - nt.dp[c.column])
			sum += c.s * v.dy
		}
		t := it.t[k]
		dt := (nt.dt[k] - t*sum) * nt.pivot[k]
		nt.dt[k] = dt
		if -dt > ratioD*t {
			ratioD = -dt / t
		}
		du := 0.0
		for i := range cells {
			x, v := &points[i], &moves[i]
			v.dy += v.inv * cells[i].s * dt
			du += cells[i].s * v.dy
			a, b := v.dy*v.perY, v.dy*v.perZ
			v.dl -= x.l * a
			v.dh += x.h * b
			if -a > ratioP {
				ratioP = -a
			}
			if b > ratioP {
				ratioP = b
			}
			if -v.dl > ratioD*x.l {
				ratioD = -v.dl / x.l
			}
			if -v.dh > ratioD*x.h {
				ratioD = -v.dh / x.h
			}
			sumP += v.dy * (x.l - x.h)
			sumD += x.y*v.dl + x.z*v.dh
			sumPD += v.dy * (v.dl - v.dh)
		}
		nt.du[k] = du
	}
	nt.ratioP, nt.ratioD, nt.sumP, nt.sumD, nt.sumPD = ratioP, ratioD, sumP, sumD, sumPD
}

// steps returns the longest primal and dual steps of at most 1 that go no further than the given part of the way to a
// bound.
func (nt *newton) steps(part float64) (primal, dual float64) {
	return min(1, part/nt.ratioP), min(1, part/nt.ratioD)
}
