package ui

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"fallow/core"
	"fallow/ui/fallow"
)

// fakeEngine divides every resource in equal parts, whatever is asked, with core's own figures. What it does beyond that
// is up to each test.
type fakeEngine struct {
	fakeAuditor
	fakeStudier
	fakeGiant
	allocations  atomic.Int64
	hold         chan struct{} // if set, Allocate waits for it
	fail         error
	bestResponse func(mech fallow.Mechanism) *fallow.BestResponse
	train        trainFunc
	evaluate     func(ctx context.Context, mech fallow.Mechanism) // if set, Evaluate waits for it
}

func (f *fakeEngine) Allocate(ctx context.Context, in *core.Instance, mech fallow.Mechanism, options fallow.AllocateOptions) (*fallow.Outcome, error) {
	f.allocations.Add(1)
	if f.hold != nil {
		<-f.hold
	}
	if f.fail != nil {
		return nil, f.fail
	}
	allocation := make([]float64, in.N*in.M)
	for k := range allocation {
		allocation[k] = in.Budgets[k%in.M] / float64(in.N)
	}
	out := core.Outcome{Branches: []core.Branch{{Probability: 1, Allocation: allocation}}}
	var m core.Metrics
	core.Measure(in, &out, &m)
	result := &fallow.Outcome{
		Allocation: m.Allocation, Withheld: m.Withheld, Utilities: m.Utilities, NSW: m.NSW, LogNSW: m.LogNSW, Efficiency: m.Efficiency,
	}
	if mech.Name == "pf" {
		result.Prices = slices.Repeat([]float64{1}, in.M)
	}
	if mech.Name == "pa" || mech.Name == "pa-lottery" {
		result.Ratios = slices.Repeat([]float64{.5}, in.N)
	}
	if options.Round { // all to the first, who holds as much as any
		result.Rounded = make([]float64, in.N*in.M)
		for k := range in.M {
			result.Rounded[k] = 1
		}
	}
	return result, nil
}

func (f *fakeEngine) AllocateMany(ctx context.Context, ins []*core.Instance, mech fallow.Mechanism) ([]*fallow.Outcome, error) {
	outs := make([]*fallow.Outcome, len(ins))
	for k, in := range ins {
		var err error
		if outs[k], err = f.Allocate(ctx, in, mech, fallow.AllocateOptions{}); err != nil {
			return nil, err
		}
	}
	return outs, nil
}

func (f *fakeEngine) BestResponse(_ context.Context, _ *core.Instance, mech fallow.Mechanism, _ int, _ fallow.Search) (*fallow.BestResponse, error) {
	if f.bestResponse == nil {
		return &fallow.BestResponse{Truthful: 1, Best: 1}, f.fail
	}
	return f.bestResponse(mech), f.fail
}

func (f *fakeEngine) Evaluate(ctx context.Context, _ fallow.Setup, mech fallow.Mechanism, _ fallow.EvaluateOptions) (*fallow.Evaluation, error) {
	if f.evaluate != nil {
		f.evaluate(ctx, mech)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return &fallow.Evaluation{Samples: 10, NSW: fallow.Estimate{Mean: .5}, Exploitability: &fallow.Estimate{Mean: 1e-3}}, nil
}

func (f *fakeEngine) EvaluateGiven(ctx context.Context, _ []*core.Instance, mech fallow.Mechanism, options fallow.EvaluateOptions) (*fallow.Evaluation, error) {
	return f.Evaluate(ctx, fallow.Setup{}, mech, options)
}

func (f *fakeEngine) Sample(_ context.Context, setup fallow.Setup, count, _ int) ([]*core.Instance, error) {
	ins := make([]*core.Instance, count)
	for k := range ins {
		ins[k] = &core.Instance{N: setup.Agents, M: setup.Resources}
		ins[k].Values, ins[k].Demands = ones(setup.Agents*setup.Resources), ones(setup.Agents*setup.Resources)
		ins[k].Budgets, ins[k].Weights = ones(setup.Resources), ones(setup.Agents)
	}
	return ins, nil
}

func ones(n int) []float64 {
	list := make([]float64, n)
	for k := range list {
		list[k] = 1
	}
	return list
}

type trainFunc func(ctx context.Context, source fallow.Source, options fallow.TrainOptions, hooks fallow.TrainHooks) (fallow.Model, error)

func (f *fakeEngine) Train(ctx context.Context, source fallow.Source, options fallow.TrainOptions, hooks fallow.TrainHooks) (fallow.Model, error) {
	return f.train(ctx, source, options, hooks)
}

func (f *fakeEngine) LoadModel(context.Context, []byte) (fallow.Model, error) {
	return fakeModel{}, f.fail
}

type fakeModel struct{}

func (fakeModel) Setups() []fallow.Setup { return []fallow.Setup{{Agents: 2, Resources: 2}} }
func (fakeModel) Parameters() int        { return 1 }
func (fakeModel) Size() (int, int)       { return 2, 2 }
func (fakeModel) History() []fallow.Point {
	return []fallow.Point{{Step: 50, OverUniform: .02, Exploitability: 1e-3}}
}
func (fakeModel) Options() fallow.TrainOptions {
	return fallow.TrainOptions{
		Objective: fallow.Objective{Kind: "constrained", Tolerance: 1e-3}, Network: fallow.Network{Kind: "mlp", Width: 8, Depth: 1},
		Iterations: 100,
	}
}
func (fakeModel) Save() ([]byte, error) { return []byte("a network"), nil }

// desk is a world whose page is locked by a mutex, as in the browser, and which can wait until nothing is under way.
type desk struct {
	*World
	mu      sync.Mutex
	pending sync.WaitGroup
	files   []string
	copied  string
}

func newDesk(engine fallow.Engine) *desk {
	d := &desk{}
	d.World = &World{
		Engine: engine,
		Ask: func(work func(context.Context) func()) {
			d.pending.Go(func() {
				apply := work(context.Background())
				d.do(apply)
			})
		},
		Show: d.do,
		Copy: func(text string, then func(error)) {
			d.copied = text
			then(nil)
		},
		Print:    func(string) error { return nil },
		Download: func(name string, _ []byte) error { d.files = append(d.files, name); return nil },
	}
	return d
}

// do is what an event handler is: it runs with the page locked.
func (d *desk) do(action func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	action()
}

func (d *desk) settle() { d.pending.Wait() }

// newSettledPage is a page that has computed what it shows first.
func newSettledPage(t *testing.T, engine *fakeEngine) (*Page, *desk) {
	t.Helper()
	d := newDesk(engine)
	p := NewPage(d.World)
	d.do(p.Start)
	d.settle()
	if err := p.Problem(); err != nil {
		t.Fatal(err)
	}
	return p, d
}

// However fast a slider moves, one question is open, and the last answer is about where the slider ended.
func TestLatestAsksAboutTheLastMove(t *testing.T) {
	engine := &fakeEngine{hold: make(chan struct{})}
	d := newDesk(engine)
	p := NewPage(d.World)
	for k := range 50 {
		d.do(func() { p.Game.SetReport(1, 1+float64(k)) })
	}
	close(engine.hold)
	d.settle()
	if n, most := engine.allocations.Load(), int64(2*len(p.Game.State.Players)); n != most {
		t.Errorf("%d allocations for 50 moves, want %d", n, most)
	}
	if p.Game.State.Players[0].Bundle == nil {
		t.Error("no answer is shown")
	}
}

// A control whose work panics can ask again.
func TestLatestOutlivesAPanic(t *testing.T) {
	d := newDesk(nil)
	ask := d.Ask
	d.Ask = func(work func(context.Context) func()) {
		ask(func(ctx context.Context) (apply func()) {
			defer func() {
				if recover() != nil {
					apply = func() {}
				}
			}()
			return work(ctx)
		})
	}
	var latest Latest
	answers := 0
	for _, fault := range []func(){func() { panic("a fault") }, func() {}} {
		d.do(func() {
			latest.Ask(d.World, func() func(context.Context) func() {
				return func(context.Context) func() {
					fault()
					return func() { answers++ }
				}
			})
		})
		d.settle()
	}
	if answers != 1 {
		t.Errorf("%d answers after a panic, want 1", answers)
	}
}
