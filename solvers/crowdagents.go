package solvers

import (
	"math"

	"fallow/core"
)

// askCrowd finds what agents make of the prices: s.sum is what they take of each budget, and the lower triangle of
// s.nt.schur minus its derivative by the prices.
func (s *solver) askCrowd() error {
	m, cr, p := s.mk.m(), &s.crowd, s.it.p
	s.sum = core.Sized(s.sum, m)
	clear(s.nt.schur)
	clear(cr.drift)
	for j, p := range p {
		cr.low[j], cr.high[j], cr.rate[j] = p*(1-cr.width), p*(1+cr.width), 1/(2*cr.width*p)
		s.sum[j] = cr.fixed[j] + (cr.money[j]/p - cr.less[j])
		s.nt.schur[j*m+j] = cr.money[j] / p / p
	}
	cr.weight, cr.surplus = 0, 0
	for at, k := range cr.asked {
		if err := s.pulseAt(at, m); err != nil {
			return err
		}
		s.askAgent(int(k))
	}
	if cr.phase == sample {
		for j := range s.sum {
			s.sum[j] /= cr.weight
		}
		for j := range s.nt.schur {
			s.nt.schur[j] /= cr.weight
		}
		for j := range cr.drift {
			cr.drift[j] /= cr.weight
		}
	}
	return nil
}

func (s *solver) askAgent(k int) {
	t, u := s.settleAtPrices(k)
	s.it.t[k], s.it.u[k] = t, u
	s.crowd.weight += s.mk.agents[k].w
	s.tally(k, t, u)
}

// settleAtPrices finds the t of agent k at which t·u(t) = w, by Newton's method between bounds, and u there. Where that
// leaves the bounds it tries the t at which a cell between them is worth its price.
func (s *solver) settleAtPrices(k int) (t, u float64) {
	mk, cr := &s.mk, &s.crowd
	from, to := mk.row(k)
	cells, caps := mk.cells[from:to], mk.caps[from:to]
	w, c := mk.agents[k].w, mk.agents[k].c
	t = s.it.t[k]
	if i := cr.marginal[k]; i >= 0 {
		t = s.it.p[cells[i].column] / cells[i].s
	}
	near := exactly * cr.width * w
	least, most := 0.0, math.Inf(1)
	for range settleSteps {
		slope := 0.0
		u, slope = cr.utility(cells, caps, c, t)
		lack := w - t*u
		if lack <= near && -lack <= near {
			return t, u
		}
		if lack > 0 {
			least = t
			if w < most*u {
				most = w / u
			}
		} else {
			most = t
			if w > least*u {
				least = w / u
			}
		}
		next := t + lack/slope
		if !(next > least && next < most) {
			next = between(cells, s.it.p, least, most)
		}
		if !(next > least && next < most) || next == t {
			return t, u
		}
		t = next
	}
	return t, u
}

// utility is what the cells that are worth it at t add up to, beginning with c, and the derivative of t times that.
func (cr *crowd) utility(cells []cell, caps []float64, c, t float64) (u, slope float64) {
	low, high, rate := cr.low, cr.high, cr.rate
	caps = caps[:len(cells)]
	steep := 0.0
	u = c
	for i := range cells {
		s, j := cells[i].s, cells[i].column
		if x := s * t; x >= high[j] {
			u += s * caps[i]
		} else if x > low[j] {
			part := s * caps[i] * rate[j]
			u += part * (x - low[j])
			steep += part * s
		}
	}
	return u, u + t*steep
}

// between returns the t at which the first cell for which that is between two others is worth its price, or their
// geometric mean.
func between(cells []cell, p []float64, least, most float64) float64 {
	for i := range cells {
		if s, price := cells[i].s, p[cells[i].column]; price > s*least && price < s*most {
			return price / s
		}
	}
	return math.Sqrt(least * most)
}

// tally adds what agent k takes to s.sum, and to s.nt.schur what eliminate would: θ is (high-low)/d for the cells that are
// served in part, and infinite for the others.
func (s *solver) tally(k int, t, u float64) {
	mk, cr := &s.mk, &s.crowd
	from, to := mk.row(k)
	cells, caps := mk.cells[from:to], mk.caps[from:to]
	low, high, rate := cr.low, cr.high, cr.rate
	count, sigma, du := 0, 0.0, 0.0
	for i := range cells {
		c, j := &cells[i], cells[i].column
		if x := c.s * t; x >= high[j] {
			s.sum[j] += caps[i]
		} else if x > low[j] {
			inv := caps[i] * rate[j]
			y := inv * (x - low[j])
			s.sum[j] += y
			dy := (caps[i]/2 - y) / cr.width
			cr.drift[j] += dy
			du += c.s * dy
			sigma += c.s * c.s * inv
			cr.between[count] = int32(i)
			count++
		}
	}
	if count == 0 {
		cr.marginal[k] = -1
		return
	}
	cr.marginal[k] = cr.between[0]
	cr.surplus += count - 1
	pivot, m := 1/(u+t*sigma), mk.m()
	for at, i := range cr.between[:count] {
		c := &cells[i]
		inv := caps[i] * rate[c.column]
		g := c.s * inv
		cr.drift[c.column] -= t * pivot * du * g
		row := s.nt.schur[int(c.column)*m:][:m]
		others := 0.0
		for e, i := range cr.between[:count] {
			if e == at {
				continue
			}
			o := &cells[i]
			h := o.s * (caps[i] * rate[o.column])
			others += o.s * h
			if e < at {
				row[o.column] -= t * pivot * g * h
			}
		}
		row[c.column] += inv * pivot * (u + t*others)
	}
}

// screen has only those agents asked whose answers may change in kind while no price changes by more than a part of it.
func (s *solver) screen(radius float64) error {
	cr := &s.crowd
	cr.enter(few, 1, 0)
	for k := range s.mk.agents {
		if err := s.pulseAt(k, s.mk.m()); err != nil {
			return err
		}
		if !s.settledFor(k, radius) {
			cr.asked = append(cr.asked, int32(k))
		}
	}
	return nil
}

// settledFor reports whether that holds of agent k, and if so counts what it takes. As long as cells stay at their bounds
// but for one, of price p, that one gets w/p less what the others are worth.
func (s *solver) settledFor(k int, radius float64) bool {
	mk, cr, p := &s.mk, &s.crowd, s.it.p
	from, to := mk.row(k)
	cells, caps := mk.cells[from:to], mk.caps[from:to]
	t, w := s.it.t[k], mk.agents[k].w
	marginal, full := int(cr.marginal[k]), mk.agents[k].c
	for i := range cells {
		c := &cells[i]
		x, price := c.s*t, p[c.column]
		switch {
		case i == marginal:
		case x >= price*(1+2*radius):
			full += c.s * caps[i]
		case x > price*(1-2*radius):
			return false
		}
	}
	if marginal >= 0 {
		c, price := &cells[marginal], p[cells[marginal].column]
		less := full / c.s
		if w/(price*(1+radius)) <= less || w/(price*(1-radius)) >= less+caps[marginal] {
			return false
		}
		cr.money[c.column] += w
		cr.less[c.column] += less
	}
	for i := range cells {
		if c := &cells[i]; i != marginal && c.s*t >= p[c.column] {
			cr.fixed[c.column] += caps[i]
		}
	}
	return true
}

// readCrowd makes s.basis what agents make of the prices.
func (s *solver) readCrowd() {
	mk, cr, b := &s.mk, &s.crowd, &s.basis
	b.reset(mk, &s.it)
	for k := range mk.agents {
		t := s.it.t[k]
		from, to := mk.row(k)
		for c := from; c < to; c++ {
			cell := &mk.cells[c]
			j := cell.column
			switch x := cell.s * t; {
			case x >= cr.high[j]:
				b.state[c], b.held[c] = atCap, mk.caps[c]
			case x > cr.low[j]:
				b.state[c], b.held[c] = basic, 0
				b.money[c] = mk.caps[c] * cr.rate[j] * (x - cr.low[j]) * s.it.p[j]
			default:
				b.state[c], b.held[c] = atZero, 0
			}
		}
	}
}
