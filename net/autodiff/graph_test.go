package autodiff_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"fallow/net/autodiff"
	"fallow/net/kernels"
)

type (
	graph32 = autodiff.Graph[float32]
	node32  = autodiff.Node[float32]
)

func newGraph32(capacity int) *graph32 {
	return autodiff.New[float32](kernels.Best(), &autodiff.Parameters[float32]{}, capacity)
}

// buildExchange is a small exchangeable network on tables of 4×3 cells with everything initialised.
func buildExchange() (*graph32, *node32) {
	g := newGraph32(8)
	x := g.Input("x", 12, 6)
	h := g.Exchange("1", x, 4, 3, 16, true)
	y := g.Exchange("2", h, 4, 3, 1, false)
	g.Build(y)
	rng := rand.New(rand.NewPCG(3, 4))
	g.Params().Initialise(rng.Float64)
	for k := range x.Value() {
		x.Value()[k] = float32(rng.NormFloat64())
	}
	return g, x
}

// buildAll is a graph in which every op of the package occurs.
func buildAll() *graph32 {
	g := newGraph32(8)
	x := g.Input("x", 6, 4)
	h := g.LayerNorm("n", g.Offset("o", x, 1))
	h = g.Add("a", h, g.Linear("l", g.Window("w", h, 3), 4, true))
	s := g.SoftmaxRows("s", g.MatMulBT("qk", h, h, .5))
	h = g.Exchange("e", g.MatMul("av", s, h), 3, 2, 4, true)
	y := g.SoftmaxColumns("y", g.Reshape(h, 3, 8))
	g.Build(y)
	rng := rand.New(rand.NewPCG(3, 4))
	g.Params().Initialise(rng.Float64)
	for k := range x.Value() {
		x.Value()[k] = float32(rng.NormFloat64())
	}
	for k := range y.Grad() {
		y.Grad()[k] = float32(rng.NormFloat64())
	}
	return g
}

func TestPassesDoNotAllocate(t *testing.T) {
	g := buildAll()
	for name, pass := range map[string]func(){
		"forward":        g.Forward,
		"backward":       func() { g.Backward(autodiff.Params) },
		"input gradient": func() { g.Backward(autodiff.Inputs) },
		"partial batch":  func() { g.SetBatch(3); g.Forward(); g.Backward(autodiff.Params | autodiff.Inputs) },
	} {
		if allocs := testing.AllocsPerRun(10, pass); allocs != 0 {
			t.Errorf("%s allocates %v times", name, allocs)
		}
	}
}

// What is computed for an item depends on no other item, nor on the size of the batch, to the bit.
func TestItemsDoNotMix(t *testing.T) {
	g, x := buildExchange()
	g.Forward()
	whole := append([]float32(nil), lastValue(g)...)
	second := append([]float32(nil), x.Value()[x.Size():2*x.Size()]...)
	g.SetBatch(1)
	copy(x.Value(), second)
	g.Forward()
	for k, y := range lastValue(g) {
		if y != whole[12+k] {
			t.Fatalf("entry %d is %v alone and %v in a batch", k, y, whole[12+k])
		}
	}
}

func lastValue(g *graph32) []float32 { return g.Outputs()[0].Value() }

// Exchanging two agents or two resources exchanges the results and nothing else.
func TestExchangeIsEquivariant(t *testing.T) {
	g, x := buildExchange()
	g.SetBatch(1)
	g.Forward()
	before := append([]float32(nil), lastValue(g)...)
	agents, resources := []int{2, 0, 3, 1}, []int{1, 2, 0}
	old := append([]float32(nil), x.Value()...)
	for i, from := range agents {
		for m, source := range resources {
			copy(x.Value()[(i*3+m)*6:][:6], old[(from*3+source)*6:])
		}
	}
	g.Forward()
	for i, from := range agents {
		for m, source := range resources {
			got, want := lastValue(g)[i*3+m], before[from*3+source]
			if math.Abs(float64(got-want)) > 1e-5*(1+math.Abs(float64(want))) {
				t.Errorf("cell (%d, %d) is %v, was %v at (%d, %d)", i, m, got, want, from, source)
			}
		}
	}
}

// Graphs for different sizes and batches share weights and gradients.
func TestGraphsShareParameters(t *testing.T) {
	params := &autodiff.Parameters[float32]{}
	build := func(agents, capacity int) (*graph32, *node32) {
		g := autodiff.New[float32](kernels.Best(), params, capacity)
		x := g.Input("x", agents*2, 3)
		g.Build(g.Exchange("e", x, agents, 2, 1, false))
		return g, x
	}
	a, xa := build(2, 1)
	b, xb := build(3, 4)
	params.Initialise(rand.New(rand.NewPCG(1, 1)).Float64)
	if len(params.Values) != 4*3+1 {
		t.Fatalf("%d parameters, want 13", len(params.Values))
	}
	shared := make([]float32, len(params.Values))
	a.ShareGradient(shared)
	b.ShareGradient(shared)
	for _, c := range []struct {
		g *graph32
		x *node32
	}{{a, xa}, {b, xb}} {
		for k := range c.x.Value() {
			c.x.Value()[k] = 1
		}
		c.g.Forward()
		for k := range lastValue(c.g) {
			lastValue(c.g)[k] = 0
		}
		for k := range c.g.Outputs()[0].Grad() {
			c.g.Outputs()[0].Grad()[k] = 1
		}
		c.g.Backward(autodiff.Params)
	}
	bias, _ := params.Lookup("e.bias")
	if got := params.Of(bias, shared)[0]; got != 1*4+4*6 {
		t.Errorf("gradient of the bias is %v, want the number of cells, 28", got)
	}
}

func TestNaNIsTracedToItsOp(t *testing.T) {
	g := newGraph32(2)
	x := g.Input("x", 1, 2)
	h := g.Linear("first", x, 3, true)
	y := g.Apply(reciprocal{h}, false, "ratio", 1, 3, h)
	z := g.Linear("last", y, 2, false)
	g.Build(z)
	g.Params().Initialise(func() float64 { return .75 })
	copy(x.Value(), []float32{1, 1, 0, 0}) // the second item reaches "ratio" as zeros
	g.Forward()
	var fault *autodiff.NotFinite
	if err := g.TraceForward(); !errors.As(err, &fault) || fault.Op != "reciprocal" || fault.Node != "ratio" || fault.Item != 1 {
		t.Errorf("the infinity was traced to %v", err)
	}
	copy(x.Value(), []float32{1, 1, 1, 1})
	g.Forward()
	if err := g.TraceForward(); err != nil {
		t.Errorf("finite values were traced to %v", err)
	}
	copy(z.Grad(), []float32{1, 1, 1, 1})
	if err := g.TraceBackward(autodiff.Params); err != nil {
		t.Errorf("finite adjoints were traced to %v", err)
	}
	copy(z.Grad(), []float32{1, float32(math.NaN()), 1, 1})
	if err := g.TraceBackward(autodiff.Params); !errors.As(err, &fault) || fault.Op != "seed" || !fault.Backward || fault.Col != 1 {
		t.Errorf("the NaN seed was traced to %v", err)
	}
	weight, _ := g.Params().Lookup("last.weight")
	g.Params().Of(weight, g.Params().Values)[3] = float32(math.Inf(1))
	if err := g.TraceForward(); !errors.As(err, &fault) || fault.Op != "parameter" || fault.Node != "last.weight" || fault.Row != 1 || fault.Col != 1 {
		t.Errorf("the infinite weight was traced to %v", err)
	}
}

// reciprocal is 1/x: an op from outside the package.
type reciprocal struct{ x *node32 }

func (reciprocal) Name() string { return "reciprocal" }
func (op reciprocal) Forward(_ *graph32, out *node32) {
	for k, v := range op.x.Value() {
		out.Value()[k] = 1 / v
	}
}
func (op reciprocal) Backward(_ *graph32, out *node32) {
	dx, _ := op.x.Adjoint()
	for k, y := range out.Value() {
		dx[k] = -y * y * out.Grad()[k]
	}
}

// Memory for Forward alone is what the widest moment needs, and gives the same values.
func TestForwardOnlyUsesLessMemory(t *testing.T) {
	build := func(finish func(g *graph32, y *node32)) (*graph32, *node32) {
		g := newGraph32(4)
		x := g.Input("x", 1, 8)
		h := x
		for _, name := range []string{"1", "2", "3", "4", "5"} {
			h = g.Linear(name, h, 32, true)
		}
		finish(g, g.Linear("y", h, 2, false))
		g.Params().Initialise(rand.New(rand.NewPCG(5, 5)).Float64)
		for k := range x.Value() {
			x.Value()[k] = float32(k) / 16
		}
		g.Forward()
		return g, x
	}
	a, _ := build(func(g *graph32, y *node32) { g.Build(y) })
	b, _ := build(func(g *graph32, y *node32) { g.BuildForward(y) })
	if want := 4 * (8 + 32 + 32 + 2); b.Memory() > want+4*32 {
		t.Errorf("forward only takes %d entries, about %d should do", b.Memory(), want)
	}
	for k, v := range lastValue(a) {
		if lastValue(b)[k] != v {
			t.Errorf("output %d is %v, want %v", k, lastValue(b)[k], v)
		}
	}
}
