package autodiff

// Build plans the memory of the graph, whose results are outputs, for Forward and Backward. Values are all kept, since
// Backward needs them. Adjoints live only from the first op that adds to them until their own op has run, so that
// their memory is shared; those of inputs and outputs are kept.
func (g *Graph[T]) Build(outputs ...*Node[T]) {
	g.start(outputs)
	for _, n := range g.nodes {
		if n.alias == nil {
			n.value = g.allocate(n)
		}
	}
	var pool pool[T]
	for _, n := range outputs {
		g.provide(&pool, n)
	}
	for k := len(g.nodes) - 1; k >= 0; k-- {
		n := g.nodes[k]
		for _, in := range n.inputs {
			if in.depends != 0 {
				g.provide(&pool, in)
			}
		}
		if n.alias == nil && !n.keep && n.grad != nil {
			pool.release(n.grad)
		}
	}
	for _, n := range g.nodes {
		if n.op == nil && n.alias == nil && n.depends != 0 {
			g.provide(&pool, n)
		}
	}
	g.gradient = make([]T, len(g.params.Values))
	g.slab += pool.total
}

// BuildForward plans memory for Forward only, where a value lives until the last op that reads it.
func (g *Graph[T]) BuildForward(outputs ...*Node[T]) {
	g.start(outputs)
	last := make([]int, len(g.nodes))
	for k, n := range g.nodes {
		for _, in := range n.inputs {
			last[in.storage().index] = k
		}
	}
	var pool pool[T]
	for k, n := range g.nodes {
		if n.alias == nil {
			n.value = pool.take(g.capacity * n.Size())
		}
		for _, in := range n.inputs {
			if s := in.storage(); last[s.index] == k && !s.keep && s.value != nil {
				pool.release(s.value)
				last[s.index] = -1
			}
		}
	}
	g.slab += pool.total
}

func (g *Graph[T]) start(outputs []*Node[T]) {
	g.built, g.outputs, g.batch = true, outputs, g.capacity
	g.params.Allocate()
	for _, n := range outputs {
		n.storage().keep = true
	}
}

func (g *Graph[T]) allocate(n *Node[T]) []T {
	size := g.capacity * n.Size()
	g.slab += size
	return make([]T, size)
}

// provide gives n, or what it shares memory with, an adjoint if it has none.
func (g *Graph[T]) provide(pool *pool[T], n *Node[T]) {
	if s := n.storage(); s.grad == nil {
		s.grad = pool.take(g.capacity * s.Size())
	}
}

// Memory is the number of entries that the graph has allocated for values and adjoints.
func (g *Graph[T]) Memory() int { return g.slab }

// pool hands out buffers and takes them back: the smallest free one that is large enough, else a new one.
type pool[T any] struct {
	free  [][]T
	total int
}

func (p *pool[T]) take(size int) []T {
	best := -1
	for k, f := range p.free {
		if cap(f) >= size && (best < 0 || cap(f) < cap(p.free[best])) {
			best = k
		}
	}
	if best < 0 {
		p.total += size
		return make([]T, size)
	}
	f := p.free[best]
	p.free = append(p.free[:best], p.free[best+1:]...)
	return f[:size]
}

func (p *pool[T]) release(f []T) { p.free = append(p.free, f[:0]) }
