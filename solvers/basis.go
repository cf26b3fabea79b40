package solvers

import (
	"math"

	"fallow/core"
)

// basis is a solution of a market as a vertex: which cells are at a bound, which are between, and the numbers that
// follow from that. The cells between, called basic, form a forest of agents and resources. Along its edges s·t = p,
// which gives the prices and multipliers of a tree but for a common factor; that one follows from the money, since the
// agents of a tree spend on its resources what these cost.
type basis struct {
	// state and held belong to the market's cells. held is the amount y of a cell that is not basic.
	state []state
	held  []float64
	// money is p·y of a basic cell.
	money []float64
	// t and p are the multipliers and prices, as in iterate.
	t, p []float64
	// taken is Σ held over the cells of a resource that are not basic.
	taken []float64
	// basics lists the basic cells, in no order.
	basics []int32
	// ties counts the cells that became tied since read.
	ties int
	// certificate is that of the last call of proved.
	certificate core.Certificate
	sold        []float64 // workspace of certify
}

type state uint8

const (
	atZero state = iota
	atCap
	// tied is a cell with s·t = p that would close a cycle. It stays where it is as long as its tree holds together.
	tied
	basic
)

// read sets the states of the cells from what they are near in it. The numbers follow by begin and polish; whether
// they are the solution is for the certificate to judge.
func (b *basis) read(mk *market, it *iterate) {
	b.reset(mk, it)
	for k := range mk.agents {
		from, to := mk.row(k)
		for c := from; c < to; c++ {
			cell, x := &mk.cells[c], &it.points[c]
			b.state[c], b.held[c] = classify(x, mk.caps[c], cell.s*it.t[k])
			b.money[c] = x.y * it.p[cell.column]
		}
	}
}

// reset makes room for the cells of mk, and takes over the prices and multipliers of it.
func (b *basis) reset(mk *market, it *iterate) {
	cells := len(mk.cells)
	if cap(b.state) < cells {
		b.state = make([]state, cells)
	}
	b.state = b.state[:cells]
	b.held, b.money = core.Sized(b.held, cells), core.Sized(b.money, cells)
	b.t, b.p = append(b.t[:0], it.t...), append(b.p[:0], it.p...)
}

// classify compares how near y is to a bound with how near the multiplier is to zero.
func classify(x *point, d, worth float64) (state, float64) {
	switch {
	case x.y*worth < x.l*d:
		return atZero, 0
	case x.z*worth < x.h*d:
		return atCap, d
	}
	return basic, 0
}

// collect sets taken and basics from the states of the cells.
func (b *basis) collect(mk *market) {
	b.taken, b.basics, b.ties = core.Zeroed(b.taken, mk.m()), b.basics[:0], 0
	for c := range mk.cells {
		if b.state[c] == basic {
			b.basics = append(b.basics, int32(c))
		} else {
			b.taken[mk.cells[c].column] += b.held[c]
		}
	}
}

// repair changes the state of the cells that are outside their bounds, or at one that their price does not hold them
// at; polish must follow. It reports whether there were any.
func (b *basis) repair(mk *market, tr *tree) bool {
	changed := false
	for k := range mk.agents {
		from, to := mk.row(k)
		for c := from; c < to; c++ {
			cell := &mk.cells[c]
			worth, p, y := cell.s*b.t[k], b.p[cell.column], b.amount(mk, c)
			was := b.state[c]
			switch {
			case was == atZero && worth > p*(1+shade), was == atCap && worth < p*(1-shade), was == tied:
				b.state[c], b.money[c] = basic, p*y
			case was == basic && y < -shade*mk.caps[c]:
				b.state[c], b.held[c] = atZero, 0
			case was == basic && y > (1+shade)*mk.caps[c]:
				b.state[c], b.held[c] = atCap, mk.caps[c]
			}
			changed = changed || was != tied && was != b.state[c]
		}
	}
	for j := range b.p {
		if c := b.unserved(mk, tr, int32(j)); c >= 0 {
			b.state[c], b.money[c], changed = basic, b.p[j]*b.held[c], true
		}
	}
	if changed {
		b.collect(mk)
	}
	return changed
}

// unserved returns, of a resource that has no basic cell and does not come out even, the cell next to becoming basic,
// else -1.
func (b *basis) unserved(mk *market, tr *tree, j int32) int32 {
	excess := b.taken[j] - 1
	if math.Abs(excess) <= shade || tr.columnIn[j] {
		return -1
	}
	found, nearest := int32(-1), math.Inf(1)
	for c := range mk.cells {
		if mk.cells[c].column != j {
			continue
		}
		margin := mk.cells[c].s * b.t[tr.owner[c]] / b.p[j]
		switch {
		case b.state[c] == basic:
			return -1
		case excess < 0 && b.state[c] == atZero:
			margin = 1 / margin
		case excess < 0 || b.state[c] != atCap:
			continue
		}
		if margin < nearest {
			found, nearest = int32(c), margin
		}
	}
	return found
}

// begin makes b and tr ready for polish after read.
func (b *basis) begin(mk *market, tr *tree) {
	tr.reset(mk)
	b.collect(mk)
}

// polish computes all prices, multipliers and money anew from the states of the cells. Each tree is settled from its
// heaviest agent, so that the money of light ones is not a difference of that of heavy ones.
func (b *basis) polish(mk *market, tr *tree) {
	tr.clear()
	tr.link(mk, b)
	for k := range mk.agents {
		if !tr.agentIn[k] {
			tr.grow(mk, b, int32(k))
			tr.turn(mk, b)
			b.settle(mk, tr)
		}
	}
}

// settle computes the prices, multipliers and money of a tree from the root's multiplier and what its agents have.
func (b *basis) settle(mk *market, tr *tree) {
	for _, e := range tr.edges {
		if s := mk.cells[e.cell].s; e.toAgent {
			b.t[e.agent] = b.p[e.column] / s
		} else {
			b.p[e.column] = s * b.t[e.agent]
		}
	}
	cost, weight := tr.ask(mk, b)
	tr.route()
	b.scale(tr, weight/cost)
	b.spend(tr, weight/cost)
}

// spend sets the money on a tree's edges, the prices of which are a factor times what they were when it was routed.
func (b *basis) spend(tr *tree, factor float64) {
	for i, e := range tr.edges {
		if b.money[e.cell] = factor * tr.flow[i]; e.toAgent {
			b.money[e.cell] += tr.below[i]
		} else {
			b.money[e.cell] -= tr.below[i]
		}
	}
}

// scale multiplies the prices and multipliers of a tree.
func (b *basis) scale(tr *tree, factor float64) {
	b.t[tr.root] *= factor
	for _, e := range tr.edges {
		if e.toAgent {
			b.t[e.agent] *= factor
		} else {
			b.p[e.column] *= factor
		}
	}
}

// setBasic and setHeld change the state of a cell.
func (b *basis) setBasic(mk *market, c int32) {
	j := mk.cells[c].column
	b.taken[j] -= b.held[c]
	b.state[c], b.money[c] = basic, b.p[j]*b.held[c]
	b.basics = append(b.basics, c)
}

func (b *basis) setHeld(mk *market, c int32, to state, held float64) {
	b.state[c], b.held[c] = to, held
	b.taken[mk.cells[c].column] += held
}

// tie makes a basic cell tied.
func (b *basis) tie(mk *market, c int32) {
	b.setHeld(mk, c, tied, b.money[c]/b.p[mk.cells[c].column])
	b.ties++
}

// amount is y of cell c.
func (b *basis) amount(mk *market, c int) float64 {
	if b.state[c] == basic {
		return b.money[c] / b.p[mk.cells[c].column]
	}
	return b.held[c]
}

func (b *basis) copyFrom(from *basis) {
	b.state = append(b.state[:0], from.state...)
	b.held, b.money = append(b.held[:0], from.held...), append(b.money[:0], from.money...)
	b.t, b.p = append(b.t[:0], from.t...), append(b.p[:0], from.p...)
	b.taken, b.basics = append(b.taken[:0], from.taken...), append(b.basics[:0], from.basics...)
}

// within is y of cell c without what rounding has put outside its bounds.
func (b *basis) within(mk *market, c int) float64 {
	y := b.amount(mk, c)
	if y < 0 {
		return 0
	}
	if y > mk.caps[c] {
		return mk.caps[c]
	}
	return y
}

// utility is that of agent k.
func (b *basis) utility(mk *market, k int) float64 {
	u := mk.agents[k].c
	from, to := mk.row(k)
	for c := from; c < to; c++ {
		u += mk.cells[c].s * b.within(mk, c)
	}
	return u
}
