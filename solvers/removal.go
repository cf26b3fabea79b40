package solvers

// remove turns the basis of a market into that of the same market without agent r, by lowering r's weight to zero.
//
// On the way all that changes is the tree of r. Its prices and multipliers fall by a common factor, and money flows by
// tree.flow times that factor from, and by tree.below to, what lies behind an edge. So a resource behind an edge costs
// less until the root's side no longer buys it, an agent can take more until the edge's cell is full, and then the tree
// loses what lies behind; or a cell between the tree and the rest of the market gets to s·t = p and joins the two.
// It is over when r holds nothing. Prices never rise, and what a tree has lost is settled.
// remove reports whether it got there.
func (b *basis) remove(mk *market, r int32, tr *tree) bool {
	for range maxPivots * (mk.n() + mk.m()) {
		if !b.holds(mk, r) {
			return true
		}
		tr.clear()
		tr.link(mk, b)
		tr.grow(mk, b, r)
		tr.ask(mk, b)
		tr.route()
		ev := b.nextEvent(mk, tr)
		if ev.factor == 0 {
			return b.finish(mk, tr)
		}
		b.scale(tr, ev.factor)
		b.spend(tr, ev.factor)
		b.pivot(mk, ev)
	}
	return false
}

// maxPivots is, per agent and resource, far beyond the few pivots of a removal.
const maxPivots = 10

// event is the next cell to change state, and the factor by which the tree's prices have fallen then.
type event struct {
	factor float64
	cell   int32
	to     state
}

// holds reports whether agent r holds any of what is scarce.
func (b *basis) holds(mk *market, r int32) bool {
	for c := mk.first[r]; c < mk.first[r+1]; c++ {
		if b.state[c] != atZero {
			return true
		}
	}
	return false
}

func (b *basis) nextEvent(mk *market, tr *tree) event {
	var next event
	for i, e := range tr.edges {
		if flow, below := tr.flow[i], tr.below[i]; e.toAgent {
			next.earlier(below, b.p[e.column]*mk.caps[e.cell]-flow, e.cell, atCap)
		} else if below > 0 {
			next.earlier(below, flow, e.cell, atZero)
		}
	}
	for k := range mk.agents {
		inside := tr.agentIn[k]
		for c := mk.first[k]; c < mk.first[k+1]; c++ {
			cell := &mk.cells[c]
			if tr.columnIn[cell.column] == inside {
				continue
			}
			worth, p := cell.s*b.t[k], b.p[cell.column]
			switch state := b.state[c]; {
			case state == tied:
				next.earlier(1, 1, c, basic)
			case inside && state == atCap:
				next.earlier(p, worth, c, basic)
			case !inside && state == atZero:
				next.earlier(worth, p, c, basic)
			}
		}
	}
	return next
}

// earlier makes ev the event at which cell c goes to a state at the factor a/b, if that comes before.
func (ev *event) earlier(a, b float64, c int32, to state) {
	if a > ev.factor*b { // few get here, and are worth a division
		*ev = event{min(1, a/b), c, to}
	}
}

func (b *basis) pivot(mk *market, ev event) {
	switch ev.to {
	case basic:
		b.setBasic(mk, ev.cell)
	case atCap:
		b.setHeld(mk, ev.cell, atCap, mk.caps[ev.cell])
	default:
		b.setHeld(mk, ev.cell, atZero, 0)
	}
}

// finish handles a tree in which only its root is left to pay: without it, the resources are free.
func (b *basis) finish(mk *market, tr *tree) bool {
	for _, e := range tr.edges {
		if e.toAgent {
			return false
		}
		b.p[e.column] = 0
		b.setHeld(mk, e.cell, atZero, 0)
	}
	return true
}
