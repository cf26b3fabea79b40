package autodiff

import (
	"fmt"

	"fallow/net/kernels"
)

// NotFinite says where a NaN or an infinity first appeared.
type NotFinite struct {
	// Op and Node are what made it, e.g. "linear" and "hidden.2"; Op is "input" or "parameter" for what came from outside.
	Op, Node string
	// Backward says that it appeared in an adjoint, not in a value.
	Backward bool
	// Item, Row and Col are where.
	Item, Row, Col int
	Value          float64
}

func (e *NotFinite) Error() string {
	what := "value"
	if e.Backward {
		what = "adjoint"
	}
	return fmt.Sprintf("autodiff: the %s of %q (%s) is %v for item %d at [%d][%d]",
		what, e.Node, e.Op, e.Value, e.Item, e.Row, e.Col)
}

// TraceForward looks for the op whose value stopped being finite: it computes the current batch again, op by op, and
// looks at each result before the next. It returns a *NotFinite, or nil if everything is finite.
func (g *Graph[T]) TraceForward() error {
	for _, t := range g.params.Tensors {
		if at := firstNotFinite(g.params.Of(t, g.params.Values)); at >= 0 {
			return &NotFinite{Op: "parameter", Node: t.Name, Row: at / t.Cols, Col: at % t.Cols,
				Value: float64(g.params.Values[t.Offset+at])}
		}
	}
	for _, n := range g.nodes {
		op := "input"
		if n.op != nil {
			op = n.op.Name()
			n.op.Forward(g, n)
		}
		if n.alias == nil {
			if err := n.fault(op, n.Value(), false); err != nil {
				return err
			}
		}
	}
	return nil
}

// TraceBackward does the same for adjoints: it runs Backward again from what the caller has written into the Grad of
// the outputs, and names the op whose Backward first handed on something that is not finite. Gradient is unspecified
// afterwards.
func (g *Graph[T]) TraceBackward(target Target) error {
	for _, n := range g.outputs {
		if err := n.fault("seed", n.Grad(), true); err != nil {
			return err
		}
	}
	g.begin(target)
	for k := len(g.nodes) - 1; k >= 0; k-- {
		n := g.nodes[k]
		if !g.backward(n) {
			continue
		}
		for _, in := range n.inputs {
			if in.Wanted() && in.storage().touched {
				if err := n.fault(n.op.Name(), in.Grad(), true); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// fault reports the first entry of data, which n's op has made, that is not finite.
func (n *Node[T]) fault(op string, data []T, backward bool) error {
	at := firstNotFinite(data)
	if at < 0 {
		return nil
	}
	within := at % n.Size()
	return &NotFinite{Op: op, Node: n.name, Backward: backward,
		Item: at / n.Size(), Row: within / n.cols, Col: within % n.cols, Value: float64(data[at])}
}

// firstNotFinite is the index of the first NaN or infinity, or -1.
func firstNotFinite[T kernels.Float](data []T) int {
	for k, v := range data {
		if v-v != 0 {
			return k
		}
	}
	return -1
}
