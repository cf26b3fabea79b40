package solvers

import (
	"math"

	"fallow/core"
)

const (
	// vertexStart is the gap, of any agent relative to its weight, from which on it is worth looking for the vertex.
	vertexStart = .3
	// decided is by how much allocation and multiplier, both relative, must differ for a cell to be plainly at a bound or
	// between. At 2 about half of the iterations are saved, and three of four looks at the vertex succeed.
	decided = 2
	// tiedGap is the gap, of any agent relative to its weight, at which the vertex is looked for come what may.
	tiedGap = 1e-10
	// patience is how many repairs of a vertex may leave it no better. They are for the cells that are not decided; where
	// complementarity is not strict, that is those at a bound that nothing holds them at.
	patience = 4
	// vertexGap and vertexResidual are those that a vertex may have: of rounding, and of the shade.
	vertexGap, vertexResidual = 1e-11, 2e-10
)

// finishAtVertex looks for the vertex next to s.it and, if that is proved to be the solution, moves there: the finite
// termination of Mehrotra and Ye (1993). What it finds is exact but for rounding.
//
// Where allocations are tied, a vertex is an extreme of them. There it waits until the interior point method is near the
// middle of the optimal face, and keeps that but for a correction of about the root of the gap: as much as the method
// itself would be off the optimal utilities.
func (s *solver) finishAtVertex(near bool) (bool, error) {
	if s.gap > vertexStart || !near && !s.mostlyDecided() {
		return false, nil
	}
	s.basis.read(&s.mk, &s.it)
	return s.settleVertex(near)
}

// settleVertex is finishAtVertex for the basis that has been read.
func (s *solver) settleVertex(near bool) (bool, error) {
	mk, b := &s.mk, &s.basis
	if err := s.pulseBetween(); err != nil {
		return false, err
	}
	b.begin(mk, &s.tree)
	best := math.Inf(1)
	for failures := 0; failures < patience; failures++ {
		if err := s.pulseBetween(); err != nil {
			return false, err
		}
		b.polish(mk, &s.tree)
		if err := s.pulseBetween(); err != nil {
			return false, err
		}
		if s.vertex = (near || b.ties == 0) && b.proved(mk, -1); s.vertex {
			s.it.resize(len(mk.cells), mk.n(), mk.m())
			b.write(mk, &s.it)
			return true, nil
		}
		if !near && b.ties > s.spare() || !b.repair(mk, &s.tree) {
			return false, nil
		}
		if b.certificate.Residual < best {
			best, failures = b.certificate.Residual, 0
		}
	}
	return false, nil
}

// spare is how many cells may be undecided: so few that repairs find out at less than the price of an iteration.
func (s *solver) spare() int {
	cells := len(s.mk.cells)
	return min(cells/50, 10+cells/10000)
}

// mostlyDecided reports whether it is clear what all but a few cells are at.
func (s *solver) mostlyDecided() bool {
	left := s.spare()
	for k := range s.mk.agents {
		from, to := s.mk.row(k)
		for c := from; c < to; c++ {
			x, worth, d := &s.it.points[c], s.mk.cells[c].s*s.it.t[k], s.mk.caps[c]
			y, l, z, h := x.y*worth, x.l*d, x.z*worth, x.h*d
			if y < decided*l && l < decided*y || z < decided*h && h < decided*z {
				if left--; left < 0 {
					return false
				}
			}
		}
	}
	return true
}

// write moves it to the vertex. It leaves l and h, which then follow from the prices.
func (b *basis) write(mk *market, it *iterate) {
	copy(it.p, b.p)
	for k := range mk.agents {
		from, to := mk.row(k)
		for c := from; c < to; c++ {
			y := b.within(mk, c)
			it.points[c].y, it.points[c].z = y, mk.caps[c]-y
		}
		it.u[k] = b.utility(mk, k)
		it.t[k] = mk.agents[k].w / it.u[k]
	}
}

// proved reports whether b is the solution of the market without agent r (none if r is negative) but for rounding.
func (b *basis) proved(mk *market, r int) bool {
	b.certificate = b.certify(mk, r)
	return b.certificate.Gap <= vertexGap && b.certificate.Residual <= vertexResidual
}

// certify is Certify for the allocation and prices of b in the market without agent r. What is outside its bounds counts
// as such, and the rest is judged without it: to an agent that lives on next to nothing it may be much.
func (b *basis) certify(mk *market, r int) core.Certificate {
	b.sold = core.Zeroed(b.sold, mk.m())
	gap, residual, weight := 0.0, 0.0, 0.0
	for k := range mk.agents {
		if k == r {
			continue
		}
		w := mk.agents[k].w
		weight += w
		t := w / b.utility(mk, k) * (1 - shade)
		from, to := mk.row(k)
		for c := from; c < to; c++ {
			cell, d, y := &mk.cells[c], mk.caps[c], b.amount(mk, c)
			if y < 0 {
				residual = max(residual, -y/d)
				y = 0
			} else if y > d {
				residual = max(residual, (y-d)/d)
				y = d
			}
			b.sold[cell.column] += y
			lack := cell.s*t - b.p[cell.column]
			if lack > 0 {
				lack *= d - y
			} else {
				lack *= -y
			}
			gap += lack
			if lack > residual*w {
				residual = lack / w
			}
		}
	}
	for j, sold := range b.sold {
		gap += b.p[j] * max(0, 1-sold)
		residual = max(residual, sold-1)
	}
	if gap > 0 {
		gap /= weight
	}
	if math.IsNaN(gap + residual) {
		gap = math.Inf(1)
	}
	return core.Certificate{Valid: gap <= Tolerance && residual <= Tolerance, Gap: gap, Residual: residual}
}
