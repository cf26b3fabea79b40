package solvers

import (
	"slices"

	"fallow/core"
)

// tree is one tree of a basis's forest, as seen from an agent, and workspace to compute the money that flows in it.
type tree struct {
	root int32
	// edges are the basic cells of the tree, each after the one that leads to it from the root.
	edges []edge
	// agentIn and columnIn mark the agents and resources of the tree, and of those grown since reset.
	agentIn, columnIn []bool
	// agentNeed and columnNeed are what the edges of an agent or resource have to add up to in flow, agentBelow and
	// columnBelow in below.
	agentNeed, columnNeed, agentBelow, columnBelow []float64
	// flow is the money on each edge that what lies behind it asks for at its prices, and below the weight of the agents
	// there: flow-below is the money on an edge to a resource, flow+below that on an edge to an agent.
	flow, below []float64
	// owner is the agent of each cell.
	owner []int32
	// head[j] is the first basic cell of resource j, and next[c] the one after c, or -1.
	head, next []int32
}

type edge struct {
	cell, agent, column int32
	toAgent             bool // the edge leads away from the root to its agent, rather than to its resource
}

// reset prepares for the trees of a basis of mk.
func (tr *tree) reset(mk *market) {
	cells := len(mk.cells)
	tr.owner = slices.Grow(tr.owner[:0], cells)[:cells]
	for k := range mk.agents {
		from, to := mk.row(k)
		for c := from; c < to; c++ {
			tr.owner[c] = int32(k)
		}
	}
	tr.agentIn = slices.Grow(tr.agentIn[:0], mk.n())[:mk.n()]
	tr.columnIn = slices.Grow(tr.columnIn[:0], mk.m())[:mk.m()]
	tr.agentNeed, tr.columnNeed = core.Sized(tr.agentNeed, mk.n()), core.Sized(tr.columnNeed, mk.m())
	tr.agentBelow, tr.columnBelow = core.Sized(tr.agentBelow, mk.n()), core.Sized(tr.columnBelow, mk.m())
	tr.next = slices.Grow(tr.next[:0], cells)[:cells]
	tr.head = slices.Grow(tr.head[:0], mk.m())[:mk.m()]
	tr.clear()
}

// clear forgets the trees grown.
func (tr *tree) clear() {
	clear(tr.agentIn)
	clear(tr.columnIn)
}

// link lists the basic cells of b by resource.
func (tr *tree) link(mk *market, b *basis) {
	for j := range tr.head {
		tr.head[j] = -1
	}
	kept := b.basics[:0]
	for _, c := range b.basics {
		if b.state[c] == basic {
			j := mk.cells[c].column
			tr.next[c], tr.head[j] = tr.head[j], c
			kept = append(kept, c)
		}
	}
	b.basics = kept
}

// grow makes tr the tree of agent root. Basic cells that would close a cycle become tied.
func (tr *tree) grow(mk *market, b *basis, root int32) {
	tr.root, tr.edges = root, tr.edges[:0]
	tr.agentIn[root] = true
	tr.fromAgent(mk, b, root, -1)
	for i := 0; i < len(tr.edges); i++ {
		if e := tr.edges[i]; e.toAgent {
			tr.fromAgent(mk, b, e.agent, e.cell)
		} else {
			tr.fromColumn(mk, b, e.column, e.cell)
		}
	}
	tr.flow, tr.below = core.Sized(tr.flow, len(tr.edges)), core.Sized(tr.below, len(tr.edges))
}

// turn makes the heaviest agent of the tree its root.
func (tr *tree) turn(mk *market, b *basis) {
	heaviest := tr.root
	for _, e := range tr.edges {
		if e.toAgent && mk.agents[e.agent].w > mk.agents[heaviest].w {
			heaviest = e.agent
		}
	}
	if heaviest == tr.root {
		return
	}
	tr.agentIn[tr.root] = false
	for _, e := range tr.edges {
		if e.toAgent {
			tr.agentIn[e.agent] = false
		} else {
			tr.columnIn[e.column] = false
		}
	}
	tr.grow(mk, b, heaviest)
}

func (tr *tree) fromAgent(mk *market, b *basis, k, arrived int32) {
	for c := mk.first[k]; c < mk.first[k+1]; c++ {
		if c == arrived || b.state[c] != basic {
			continue
		}
		j := mk.cells[c].column
		if tr.columnIn[j] {
			b.tie(mk, c)
			continue
		}
		tr.columnIn[j] = true
		tr.edges = append(tr.edges, edge{c, k, j, false})
	}
}

func (tr *tree) fromColumn(mk *market, b *basis, j, arrived int32) {
	for c := tr.head[j]; c >= 0; c = tr.next[c] {
		if c == arrived || b.state[c] != basic {
			continue
		}
		k := tr.owner[c]
		if tr.agentIn[k] {
			b.tie(mk, c)
			continue
		}
		tr.agentIn[k] = true
		tr.edges = append(tr.edges, edge{c, k, j, true})
	}
}

// ask sets what the edges of each agent and resource have to add up to in tr.flow: at a resource, to the price of what is
// left of it; at an agent, to minus what its utility from elsewhere is worth, since that much of its weight it need not
// spend. It returns what the tree as a whole asks for, and the weight of its agents.
func (tr *tree) ask(mk *market, b *basis) (cost, weight float64) {
	tr.askAgent(mk, b, tr.root)
	cost, weight = -tr.agentNeed[tr.root], mk.agents[tr.root].w
	for _, e := range tr.edges {
		if e.toAgent {
			tr.askAgent(mk, b, e.agent)
			cost -= tr.agentNeed[e.agent]
			weight += mk.agents[e.agent].w
		} else {
			tr.columnNeed[e.column] = b.p[e.column] * (1 - b.taken[e.column])
			tr.columnBelow[e.column] = 0
			cost += tr.columnNeed[e.column]
		}
	}
	return cost, weight
}

func (tr *tree) askAgent(mk *market, b *basis, k int32) {
	u := mk.agents[k].c
	for c := mk.first[k]; c < mk.first[k+1]; c++ {
		if b.state[c] != basic {
			u += mk.cells[c].s * b.held[c]
		}
	}
	tr.agentNeed[k], tr.agentBelow[k] = -b.t[k]*u, mk.agents[k].w
}

// route computes flow and below, from the leaves to the root. It uses up the needs.
func (tr *tree) route() {
	for i := len(tr.edges) - 1; i >= 0; i-- {
		if e := &tr.edges[i]; e.toAgent {
			tr.flow[i], tr.below[i] = tr.agentNeed[e.agent], tr.agentBelow[e.agent]
			tr.columnNeed[e.column] -= tr.flow[i]
			tr.columnBelow[e.column] += tr.below[i]
		} else {
			tr.flow[i], tr.below[i] = tr.columnNeed[e.column], tr.columnBelow[e.column]
			tr.agentNeed[e.agent] -= tr.flow[i]
			tr.agentBelow[e.agent] += tr.below[i]
		}
	}
}
