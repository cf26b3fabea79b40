package autodiff

import (
	"fmt"

	"fallow/net/kernels"
)

// Target says with respect to what Backward differentiates.
type Target uint8

const (
	// Params adds to the gradient of the parameters.
	Params Target = 1 << iota
	// Inputs fills the Grad of input nodes.
	Inputs
)

// Op is an operation that a node is the result of. Packages above may bring their own.
type Op[T kernels.Float] interface {
	// Name is the operation's name in reports, e.g. "linear".
	Name() string
	// Forward overwrites the first batch items of out.Value.
	Forward(g *Graph[T], out *Node[T])
	// Backward adds the adjoints that out.Grad implies to those of the op's inputs that are Wanted, with the help of
	// Node.Adjoint, and to the gradient of its own parameters if g.Wants(Params). It may overwrite out.Grad.
	Backward(g *Graph[T], out *Node[T])
}

// Node is one matrix per item of the batch.
type Node[T kernels.Float] struct {
	name       string
	rows, cols int
	op         Op[T]
	inputs     []*Node[T]
	depends    Target
	keep       bool
	index      int
	// alias is the node whose memory a reshaped node shares.
	alias *Node[T]

	graph   *Graph[T]
	value   []T
	grad    []T
	touched bool
}

// Rows and Cols are the shape per item.
func (n *Node[T]) Rows() int { return n.rows }

// Cols is the number of columns.
func (n *Node[T]) Cols() int { return n.cols }

// Size is the number of entries per item.
func (n *Node[T]) Size() int { return n.rows * n.cols }

// Name is the name under which the node was made.
func (n *Node[T]) Name() string { return n.name }

// Value holds what was computed for the items of the current batch: (batch·rows)×cols.
func (n *Node[T]) Value() []T { return n.storage().value[:n.graph.batch*n.rows*n.cols] }

// Grad holds the adjoint, in the shape of Value. Of an output the caller writes it before Backward; of an input it may
// be read afterwards; memory of others is reused while Backward runs.
func (n *Node[T]) Grad() []T { return n.storage().grad[:n.graph.batch*n.rows*n.cols] }

// Wanted reports whether the Backward that is running needs n's adjoint.
func (n *Node[T]) Wanted() bool { return n.depends&n.graph.target != 0 }

// Adjoint returns n's adjoint for an op to add to, and whether something has been added already: if not, its contents
// are unspecified and the op overwrites them.
func (n *Node[T]) Adjoint() (grad []T, accumulate bool) {
	s := n.storage()
	accumulate, s.touched = s.touched, true
	return n.Grad(), accumulate
}

func (n *Node[T]) storage() *Node[T] {
	for n.alias != nil {
		n = n.alias
	}
	return n
}

// Graph is a computation for batches of up to a fixed number of items. It is not safe for concurrent use.
type Graph[T kernels.Float] struct {
	kernels  kernels.Backend[T]
	params   *Parameters[T]
	gradient []T
	capacity int
	batch    int
	target   Target
	nodes    []*Node[T]
	outputs  []*Node[T]
	built    bool
	slab     int
}

// New returns an empty graph for batches of up to capacity items, on the parameters in params, to which ops add theirs.
func New[T kernels.Float](backend kernels.Backend[T], params *Parameters[T], capacity int) *Graph[T] {
	return &Graph[T]{kernels: backend, params: params, capacity: capacity}
}

// Kernels is what the graph computes with.
func (g *Graph[T]) Kernels() kernels.Backend[T] { return g.kernels }

// Capacity is the largest batch.
func (g *Graph[T]) Capacity() int { return g.capacity }

// Batch is the number of items of the batch that is being computed.
func (g *Graph[T]) Batch() int { return g.batch }

// Wants reports whether the Backward that is running differentiates with respect to target.
func (g *Graph[T]) Wants(target Target) bool { return g.target&target != 0 }

// Input adds a node whose value the caller writes before Forward: rows×cols per item.
func (g *Graph[T]) Input(name string, rows, cols int) *Node[T] {
	return g.append(&Node[T]{name: name, rows: rows, cols: cols, depends: Inputs, keep: true})
}

// Data adds a node whose value the caller writes before Forward and that is never differentiated.
func (g *Graph[T]) Data(name string, rows, cols int) *Node[T] {
	return g.append(&Node[T]{name: name, rows: rows, cols: cols, keep: true})
}

// Apply adds the result of op on inputs: rows×cols per item. own says that op has parameters of its own.
func (g *Graph[T]) Apply(op Op[T], own bool, name string, rows, cols int, inputs ...*Node[T]) *Node[T] {
	n := &Node[T]{name: name, rows: rows, cols: cols, op: op, inputs: inputs}
	if own {
		n.depends |= Params
	}
	for _, in := range inputs {
		n.depends |= in.depends
	}
	return g.append(n)
}

// Reshape returns x as rows×cols per item. It shares x's memory.
func (g *Graph[T]) Reshape(x *Node[T], rows, cols int) *Node[T] {
	if rows*cols != x.Size() {
		panic(fmt.Sprintf("autodiff: %q is %dx%d and cannot become %dx%d", x.name, x.rows, x.cols, rows, cols))
	}
	return g.append(&Node[T]{name: x.name, rows: rows, cols: cols, alias: x, inputs: []*Node[T]{x}, depends: x.depends})
}

func (g *Graph[T]) append(n *Node[T]) *Node[T] {
	if g.built {
		panic("autodiff: the graph is built already")
	}
	n.graph, n.index = g, len(g.nodes)
	g.nodes = append(g.nodes, n)
	return n
}

// SetBatch says how many items the next Forward and Backward have, at most Capacity. Input values may be written after it.
func (g *Graph[T]) SetBatch(items int) {
	if items < 0 || items > g.capacity {
		panic(fmt.Sprintf("autodiff: batch of %d in a graph for %d", items, g.capacity))
	}
	g.batch = items
}

// Forward computes every node for the current batch.
func (g *Graph[T]) Forward() {
	for _, n := range g.nodes {
		if n.op != nil {
			n.op.Forward(g, n)
		}
	}
}

// Backward propagates the adjoints that the caller has written into the Grad of the outputs, for the batch that
// Forward has computed. With Params it adds to Gradient; with Inputs it overwrites the Grad of inputs.
func (g *Graph[T]) Backward(target Target) {
	g.begin(target)
	for k := len(g.nodes) - 1; k >= 0; k-- {
		g.backward(g.nodes[k])
	}
}

// begin prepares a backward pass in which only the outputs have adjoints.
func (g *Graph[T]) begin(target Target) {
	g.target = target
	for _, n := range g.nodes {
		n.touched = false
	}
	for _, n := range g.outputs {
		n.storage().touched = true
	}
}

// backward runs n's part of a backward pass and reports whether an op ran.
func (g *Graph[T]) backward(n *Node[T]) bool {
	switch {
	case n.alias != nil || !n.Wanted():
	case n.op != nil && n.touched:
		n.op.Backward(g, n)
		return true
	case n.op == nil && !n.touched:
		clear(n.Grad())
	}
	return false
}

// Outputs are the nodes that Build was given.
func (g *Graph[T]) Outputs() []*Node[T] { return g.outputs }

// Params is what the graph's weights are.
func (g *Graph[T]) Params() *Parameters[T] { return g.params }

// Gradient is what Backward with Params adds to, laid out as the parameters' Values are. The caller clears it.
func (g *Graph[T]) Gradient() []T { return g.gradient }

// ShareGradient makes g add to vector, which other graphs on the same parameters may add to as well.
func (g *Graph[T]) ShareGradient(vector []T) {
	if len(vector) != len(g.params.Values) {
		panic(fmt.Sprintf("autodiff: gradient of %d entries for %d parameters", len(vector), len(g.params.Values)))
	}
	g.gradient = vector
}
