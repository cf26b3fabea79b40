package solvers

import (
	"math"

	"fallow/core"
)

// iterate is a primal-dual point of a market, strictly inside all bounds.
type iterate struct {
	// points belong to the market's cells.
	points []point
	// u and t are the agents' utilities and multipliers; at the solution t = w/u. Length n.
	u, t []float64
	// p holds the price of the whole budget of each scarce resource. Length m.
	p []float64
}

func (it *iterate) copyFrom(from *iterate) {
	it.points = append(it.points[:0], from.points...)
	it.u, it.t, it.p = append(it.u[:0], from.u...), append(it.t[:0], from.t...), append(it.p[:0], from.p...)
}

// point is the allocation y of a cell and the room z = d-y that it leaves, with their multipliers l and h. At the
// solution y·l = z·h = 0; on the way there all four are positive, and h-l = s·t-p.
type point struct{ y, z, l, h float64 }

func (it *iterate) resize(cells, n, m int) {
	if cap(it.points) < cells {
		it.points = make([]point, cells)
	}
	it.points = it.points[:cells]
	it.u, it.t, it.p = core.Sized(it.u, n), core.Sized(it.t, n), core.Sized(it.p, m)
}

// start makes s.it a point inside all bounds that meets the dual equations exactly and the budgets roughly.
func (s *solver) start() error {
	mk := &s.mk
	s.it.resize(len(mk.cells), mk.n(), mk.m())
	if err := s.findLevels(); err != nil {
		return err
	}
	clear(s.it.p)
	if err := s.sweep((*solver).startPrimal); err != nil {
		return err
	}
	return s.sweep((*solver).startDual)
}

// findLevels finds the level λ of each resource at which y = d·wλ/(d+wλ), a smooth uniform rule between 0 and the
// smaller of d and wλ, meets the budget. The sum is concave in λ, so that Newton's method rises to the root.
func (s *solver) findLevels() error {
	m := s.mk.m()
	s.level, s.sum, s.slope = core.Zeroed(s.level, m), core.Sized(s.sum, m), core.Sized(s.slope, m)
	for worst := math.Inf(1); worst > levelAccuracy; {
		clear(s.sum)
		clear(s.slope)
		if err := s.sweep((*solver).sumAtLevel); err != nil {
			return err
		}
		worst = 0
		for j, sum := range s.sum {
			s.level[j] += max(0, 1-sum) / s.slope[j]
			// A barely scarce resource has its level at infinity; maxFill decides there.
			if s.level[j] < math.MaxFloat64 && sum < maxFill {
				worst = max(worst, 1-sum)
			}
		}
	}
	return nil
}

func (s *solver) sumAtLevel(lo, hi int) {
	mk := &s.mk
	for k := lo; k < hi; k++ {
		w := mk.agents[k].w
		from, to := mk.row(k)
		for i := from; i < to; i++ {
			j, d := mk.cells[i].column, mk.caps[i]
			q := d / (d + w*s.level[j])
			s.sum[j] += (1 - q) * d
			s.slope[j] += w * q * q
		}
	}
}

func (s *solver) startPrimal(lo, hi int) {
	mk, it := &s.mk, &s.it
	for k := lo; k < hi; k++ {
		a := &mk.agents[k]
		from, to := mk.row(k)
		cells, points := mk.cells[from:to], it.points[from:to]
		u := a.c
		for i := range points {
			c, d := &cells[i], mk.caps[from+i]
			wl := a.w * s.level[c.column]
			fill := min(wl/(d+wl), maxFill)
			points[i].y, points[i].z = d*fill, d*(1-fill)
			u += c.s * points[i].y
		}
		it.u[k], it.t[k] = u, a.w/u
		for i := range points {
			it.p[cells[i].column] += points[i].y * cells[i].s * it.t[k] // the money spent on the resource
		}
	}
}

// startDual sets l and h to the positive roots of h-l = s·t-p whose products with y and z are near startMu·w.
func (s *solver) startDual(lo, hi int) {
	mk, it := &s.mk, &s.it
	for k := lo; k < hi; k++ {
		from, to := mk.row(k)
		for i := from; i < to; i++ {
			x := &it.points[i]
			r := mk.cells[i].s*it.t[k] - it.p[mk.cells[i].column]
			base := startMu * mk.agents[k].w / max(x.y, x.z)
			larger := (math.Abs(r) + math.Sqrt(r*r+4*base*base)) / 2
			if x.l, x.h = base*(base/larger), larger; r < 0 {
				x.l, x.h = x.h, x.l
			}
		}
	}
}
