package kernels

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"testing"
)

// The tests run every kernel of Best against Plain[float32], whose bits it must have, and Plain[float32] against
// Plain[float64], which product_test.go compares with gonum. Natively Best is Plain; in WebAssembly it is SIMD:
// see nodeexec/go_js_wasm_exec.

var (
	plain32 = Plain[float32]{}
	plain64 = Plain[float64]{}
)

func TestBestIsSIMDWhereTheHostLinksIt(t *testing.T) {
	want := "plain"
	if runtime.GOOS == "js" && os.Getenv("FALLOW_SIMD") != "off" {
		want = "simd"
	}
	if got := Best().Name(); got != want {
		t.Errorf("Best is %q, want %q", got, want)
	}
}

// random returns n numbers from a normal distribution, one in eight of which is zero, as after a ReLU.
func random(rng *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		if rng.IntN(8) > 0 {
			x[i] = float32(rng.NormFloat64())
		}
	}
	return x
}

func newRand(name string) *rand.Rand {
	seed := uint64(len(name))
	for _, c := range name {
		seed = seed*1000003 + uint64(c)
	}
	return rand.New(rand.NewPCG(seed, 1))
}

func widen(x []float32) []float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = float64(v)
	}
	return y
}

func clone(x []float32) []float32 { return append([]float32(nil), x...) }

// mustBeSame fails unless got and want are the same bits, NaNs of any payload being the same.
func mustBeSame(t *testing.T, what string, got, want []float32) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d entries, want %d", what, len(got), len(want))
	}
	for i, g := range got {
		w := want[i]
		if math.Float32bits(g) != math.Float32bits(w) && (g == g || w == w) {
			t.Fatalf("%s[%d] = %v (%08x), want %v (%08x)", what, i, g, math.Float32bits(g), w, math.Float32bits(w))
		}
	}
}

// mustBeNear fails unless |got − want| ≤ 1e-5·(scale + |want|) everywhere.
func mustBeNear(t *testing.T, what string, got []float32, want []float64, scale float64) {
	t.Helper()
	for i, w := range want {
		if d := math.Abs(float64(got[i]) - w); !(d <= 1e-5*(scale+math.Abs(w))) {
			t.Fatalf("%s[%d] = %v, want %v", what, i, got[i], w)
		}
	}
}

var lengths = []int{0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 33, 100, 1023}

// unaligned returns a copy of x that starts off a multiple of 16 bytes.
func unaligned(x []float32) []float32 {
	return append(make([]float32, 1, len(x)+1), x...)[1:]
}

func TestElementwise(t *testing.T) {
	best := Best()
	for _, n := range lengths {
		rng := newRand(fmt.Sprint("elementwise", n))
		a, b, c := unaligned(random(rng, n)), random(rng, n), random(rng, n)
		for name, op := range map[string]func(Backend[float32], []float32){
			"Add":                func(k Backend[float32], y []float32) { k.Add(y, a, b) },
			"Add in place":       func(k Backend[float32], y []float32) { k.Add(y, y, b) },
			"Mul":                func(k Backend[float32], y []float32) { k.Mul(y, a, b) },
			"Mul in place":       func(k Backend[float32], y []float32) { k.Mul(y, a, y) },
			"Scale":              func(k Backend[float32], y []float32) { k.Scale(y, a, 1.7) },
			"Scale in place":     func(k Backend[float32], y []float32) { k.Scale(y, y, -0.3) },
			"AddScaled":          func(k Backend[float32], y []float32) { k.AddScaled(y, a, 1.7) },
			"AddScaled in place": func(k Backend[float32], y []float32) { k.AddScaled(y, y, 1.7) },
			"ReLUBack":           func(k Backend[float32], y []float32) { k.ReLUBack(y, a, b) },
			"ReLUBack in place":  func(k Backend[float32], y []float32) { k.ReLUBack(y, a, y) },
			"Exp":                func(k Backend[float32], y []float32) { k.Exp(y, a) },
			"Exp in place":       func(k Backend[float32], y []float32) { k.Exp(y, y) },
		} {
			got, want := unaligned(c), clone(c)
			op(best, got)
			op(plain32, want)
			mustBeSame(t, fmt.Sprintf("%s of %d", name, n), got, want)
		}
		mustBeSame(t, "Dot", []float32{best.Dot(a, b)}, []float32{plain32.Dot(a, b)})
		mustBeNear(t, "Dot", []float32{best.Dot(a, b)}, []float64{plain64.Dot(widen(a), widen(b))}, float64(n))
	}
}

func TestElementwiseValues(t *testing.T) {
	k := Best()
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	y := make([]float32, 5)
	k.ReLUBack(y, []float32{1, 0, -1, nan, inf}, []float32{2, 3, 4, 5, 6})
	mustBeSame(t, "ReLUBack", y, []float32{2, 0, 0, 0, 6})
	k.Add(y, []float32{1, 2, 3, 4, 5}, []float32{.5, .5, .5, .5, inf})
	mustBeSame(t, "Add", y, []float32{1.5, 2.5, 3.5, 4.5, inf})
	k.AddScaled(y, []float32{1, 1, 1, nan, 1}, -2)
	mustBeSame(t, "AddScaled", y, []float32{-.5, .5, 1.5, nan, inf})
	if got := k.Dot([]float32{1, 2, 3, 4, 5}, []float32{1, 1, 1, 1, 2}); got != 20 {
		t.Errorf("Dot = %v, want 20", got)
	}
}

func TestSums(t *testing.T) {
	for _, s := range [][2]int{{0, 3}, {3, 0}, {1, 1}, {5, 3}, {4, 16}, {7, 17}, {3, 33}, {100, 64}, {512, 10}} {
		m, n := s[0], s[1]
		rng := newRand(fmt.Sprint("sum", s))
		a, b, start := random(rng, m*n), unaligned(random(rng, m*n)), random(rng, n)
		for _, accumulate := range []bool{false, true} {
			got, want, exact := clone(start), clone(start), widen(start)
			Best().SumRows(got, a, m, n, accumulate)
			plain32.SumRows(want, a, m, n, accumulate)
			plain64.SumRows(exact, widen(a), m, n, accumulate)
			mustBeSame(t, fmt.Sprint("SumRows ", s), got, want)
			mustBeNear(t, fmt.Sprint("SumRows ", s), got, exact, math.Sqrt(float64(m)))

			got, want, exact = clone(start), clone(start), widen(start)
			Best().SumProducts(got, a, b, m, n, accumulate)
			plain32.SumProducts(want, a, b, m, n, accumulate)
			plain64.SumProducts(exact, widen(a), widen(b), m, n, accumulate)
			mustBeSame(t, fmt.Sprint("SumProducts ", s), got, want)
			mustBeNear(t, fmt.Sprint("SumProducts ", s), got, exact, math.Sqrt(float64(m)))
		}
	}
	sums := []float64{100, 200}
	plain64.SumProducts(sums, []float64{1, 2, 3, 4}, []float64{5, 6, 7, 8}, 2, 2, true)
	if sums[0] != 126 || sums[1] != 244 {
		t.Errorf("SumProducts = %v, want [126 244]", sums)
	}
}

func TestWrongShapesPanic(t *testing.T) {
	k := Best()
	x, y := make([]float32, 6), make([]float32, 5)
	for name, call := range map[string]func(){
		"MatMul":             func() { k.MatMul(x, x, y, 2, 3, 3, false) },
		"MatMul negative":    func() { k.MatMul(nil, x, nil, -2, -3, 0, false) },
		"MatMulBT":           func() { k.MatMulBT(x, y, x, 2, 3, 3, false) },
		"MatMulAT":           func() { k.MatMulAT(y, x, x, 2, 3, 3, false) },
		"Linear":             func() { k.Linear(x, x, make([]float32, 9), y, 2, 3, 3, true) },
		"ReLUBack":           func() { k.ReLUBack(x, x, y) },
		"SumRows":            func() { k.SumRows(y, x, 2, 3, false) },
		"SumProducts":        func() { k.SumProducts(x[:3], x, y, 2, 3, false) },
		"LayerNorm":          func() { k.LayerNorm(x, x, x[:2], x, x[:3], y, 2, 3, 1) },
		"LayerNormBack":      func() { k.LayerNormBack(x, x, x[:3], x[:2], x[:3], 2, 3, false) },
		"WaterFill":          func() { k.WaterFill(x, x[:2], x[:4], nil, x[:3], 1, 2, 2) },
		"WaterFillBack":      func() { k.WaterFillBack(y, nil, x, x, x[:2], x[:4], x[:2], 1, 2, 2) },
		"SoftmaxColumns":     func() { k.SoftmaxColumns(x, x, 1, 2, 2) },
		"SoftmaxColumnsBack": func() { k.SoftmaxColumnsBack(x, x, y, 1, 2, 3, false) },
		"PoolTable":          func() { k.PoolTable(x, y, x, 1, 2, 1, 3) },
		"SpreadTable":        func() { k.SpreadTable(x, y, nil, 1, 1, 2, 3, false) },
		"Exp":                func() { k.Exp(x, y) },
		"Add":                func() { k.Add(x, x, y) },
		"Mul":                func() { k.Mul(x, y, x) },
		"Scale":              func() { k.Scale(x, y, 1) },
		"AddScaled":          func() { k.AddScaled(x, y, 1) },
		"Dot":                func() { k.Dot(x, y) },
		"Adam":               func() { k.Adam(x, x, x, y, NewAdamStep(1, 1)) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			call()
		})
	}
}

// In WebAssembly memory grows while kernels hold on to it.
func TestKernelsFollowAsMemoryGrows(t *testing.T) {
	x := make([]float32, 8<<20)
	for i := range x {
		x[i] = float32(i % 7)
	}
	Best().Scale(x, x, 2)
	for _, i := range []int{0, 1 << 20, len(x) - 1} {
		if want := 2 * float32(i%7); x[i] != want {
			t.Errorf("x[%d] = %v, want %v", i, x[i], want)
		}
	}
}

func TestNoAllocation(t *testing.T) {
	k := Best()
	x, y := make([]float32, 64*64), make([]float32, 64*64)
	step := func() {
		k.MatMul(y, x, x, 64, 64, 64, false)
		k.MatMulBT(y, x, x, 64, 64, 64, true)
		k.SoftmaxColumns(y, x, 64, 32, 2)
		k.SoftmaxColumnsBack(y, x, x, 64, 32, 2, true)
		k.Adam(y, x, x, x, NewAdamStep(1e-3, 1))
		k.Dot(x, y)
	}
	if n := testing.AllocsPerRun(10, step); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}
