package autodiff_test

import (
	"testing"

	"fallow/net/autodiff"
	"fallow/net/autodiff/gradcheck"
)

type (
	graph = autodiff.Graph[float64]
	node  = autodiff.Node[float64]
)

// unary is a case with one input of rows×cols.
func unary(rows, cols int, op func(g *graph, x *node) *node) gradcheck.Case {
	return gradcheck.Case{Build: func(g *graph) ([]*node, *node) {
		x := g.Input("x", rows, cols)
		return []*node{x}, op(g, x)
	}}
}

// binary is a case with two inputs.
func binary(rowsA, colsA, rowsB, colsB int, op func(g *graph, a, b *node) *node) gradcheck.Case {
	return gradcheck.Case{Build: func(g *graph) ([]*node, *node) {
		a, b := g.Input("a", rowsA, colsA), g.Input("b", rowsB, colsB)
		return []*node{a, b}, op(g, a, b)
	}}
}

func TestOpsAgainstFiniteDifferences(t *testing.T) {
	for name, c := range map[string]gradcheck.Case{
		"linear": unary(2, 3, func(g *graph, x *node) *node { return g.Linear("l", x, 4, false) }),
		"linear relu": unary(2, 3, func(g *graph, x *node) *node {
			return g.Linear("l", x, 5, true)
		}),
		"linear zero": unary(1, 3, func(g *graph, x *node) *node { return g.LinearZero("l", x, 2) }),
		"deep": unary(1, 3, func(g *graph, x *node) *node {
			return g.Linear("3", g.Linear("2", g.Linear("1", x, 6, true), 5, true), 2, false)
		}),
		"add":         binary(2, 3, 2, 3, func(g *graph, a, b *node) *node { return g.Add("y", a, b) }),
		"add scaled":  binary(2, 3, 2, 3, func(g *graph, a, b *node) *node { return g.AddScaled("y", a, b, -.3) }),
		"add to self": unary(2, 3, func(g *graph, x *node) *node { return g.Add("y", x, x) }),
		"residual": unary(2, 3, func(g *graph, x *node) *node {
			h := g.Linear("1", x, 3, true)
			return g.Add("y", g.Add("r", x, g.Linear("2", h, 3, false)), h)
		}),
		"offset":          unary(2, 3, func(g *graph, x *node) *node { return g.Offset("p", x, 1) }),
		"softmax columns": unary(4, 3, func(g *graph, x *node) *node { return g.SoftmaxColumns("y", x) }),
		"softmax rows":    unary(4, 3, func(g *graph, x *node) *node { return g.SoftmaxRows("y", x) }),
		"matmul":          binary(2, 3, 3, 4, func(g *graph, a, b *node) *node { return g.MatMul("y", a, b) }),
		"matmul transposed": binary(2, 3, 5, 3, func(g *graph, a, b *node) *node {
			return g.MatMulBT("y", a, b, .7)
		}),
		"self attention": unary(4, 3, func(g *graph, x *node) *node {
			q, k, v := g.Linear("q", x, 2, false), g.Linear("k", x, 2, false), g.Linear("v", x, 3, false)
			return g.MatMul("y", g.SoftmaxRows("a", g.MatMulBT("s", q, k, .5)), v)
		}),
		"layernorm": unary(2, 5, func(g *graph, x *node) *node { return g.LayerNorm("n", x) }),
		"layernorm residual": unary(2, 5, func(g *graph, x *node) *node {
			return g.Add("y", x, g.LayerNorm("n", x))
		}),
		"window":          unary(5, 2, func(g *graph, x *node) *node { return g.Window("w", x, 3) }),
		"window wider":    unary(2, 3, func(g *graph, x *node) *node { return g.Window("w", x, 5) }),
		"window residual": unary(3, 2, func(g *graph, x *node) *node { return g.Linear("l", g.Window("w", x, 3), 2, true) }),
		"mean":            unary(4, 3, func(g *graph, x *node) *node { return g.MeanRows("m", x) }),
		"mean and stack": unary(4, 3, func(g *graph, x *node) *node {
			return g.Stack("s", x, g.MeanRows("m", g.Linear("l", x, 3, true)))
		}),
		"stack": binary(2, 3, 1, 3, func(g *graph, a, b *node) *node {
			return g.Stack("s", a, g.Stack("t", b, g.Linear("l", a, 3, false)))
		}),
		"exchange": unary(6, 4, func(g *graph, x *node) *node {
			return g.Exchange("e", x, 3, 2, 5, false)
		}),
		"exchange relu twice": unary(6, 2, func(g *graph, x *node) *node {
			h := g.Exchange("1", x, 2, 3, 4, true)
			return g.Exchange("2", h, 2, 3, 3, true)
		}),
		"exchange residual": unary(4, 3, func(g *graph, x *node) *node {
			return g.Add("y", x, g.Exchange("e", x, 2, 2, 3, true))
		}),
		"reshape": unary(2, 6, func(g *graph, x *node) *node {
			h := g.Linear("1", g.Reshape(x, 4, 3), 3, true)
			return g.Add("y", g.Reshape(x, 4, 3), g.Reshape(g.Linear("2", g.Reshape(h, 3, 4), 4, false), 4, 3))
		}),
		"unused input": binary(1, 2, 1, 3, func(g *graph, a, _ *node) *node { return g.Linear("l", a, 2, false) }),
	} {
		c.Seed = 7
		if err := c.Run(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A wrong derivative must not pass the check.
type wrong struct{ x *node }

func (wrong) Name() string { return "wrong" }
func (op wrong) Forward(_ *graph, out *node) {
	for k, v := range op.x.Value() {
		out.Value()[k] = v * v
	}
}
func (op wrong) Backward(_ *graph, out *node) {
	dx, _ := op.x.Adjoint()
	for k, v := range op.x.Value() {
		dx[k] = 2.001 * v * out.Grad()[k]
	}
}

func TestGradcheckFindsAWrongDerivative(t *testing.T) {
	c := unary(2, 2, func(g *graph, x *node) *node {
		return g.Apply(wrong{x}, false, "y", 2, 2, x)
	})
	if c.Run() == nil {
		t.Error("a derivative that is off by 0.05 % passed")
	}
}

func BenchmarkExchange(b *testing.B) {
	g, _ := buildExchange()
	for b.Loop() {
		g.Forward()
		g.Backward(autodiff.Params | autodiff.Inputs)
	}
}
