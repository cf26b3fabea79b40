package ui

import (
	"context"
	"strings"
	"testing"

	"fallow/ui/fallow"
	"fallow/ui/state"
)

// fakeGiant answers at once or, if begun is set, when it is given up.
type fakeGiant struct{ begun chan struct{} }

func (f *fakeGiant) SolveLarge(ctx context.Context, agents, resources int, progress func(done float64)) (*fallow.Large, error) {
	progress(.5)
	if f.begun != nil {
		close(f.begun)
		<-ctx.Done()
		return nil, ctx.Err()
	}
	return &fallow.Large{Seconds: 2.04, Gap: 1e-13, Residual: 2e-12, Iterations: 11}, nil
}

func TestSolveForManyAgents(t *testing.T) {
	d := newDesk(&fakeEngine{})
	b := &BigControl{State: state.NewBig(), world: d.World}
	shown := &Big{Control: b}
	if got := shown.status(); got != "The page stays usable meanwhile." || shown.label() != "Solve for 100,000 agents" {
		t.Errorf("before: %q on %q", got, shown.label())
	}
	d.do(b.Solve)
	d.settle()
	if got := shown.status(); !strings.HasPrefix(got, "Solved in 2.0 s and 11 iterations. This division is proved optimal to 10⁻⁹") || shown.done() != 1 {
		t.Errorf("after: %q, %g done", got, shown.done())
	}
}

func TestGiveUpManyAgents(t *testing.T) {
	engine := &fakeEngine{fakeGiant: fakeGiant{begun: make(chan struct{})}}
	d := newDesk(engine)
	b := &BigControl{State: state.NewBig(), world: d.World}
	shown := &Big{Control: b}
	d.do(b.Cancel) // nothing to give up
	d.do(b.Solve)
	<-engine.begun
	d.do(func() {
		if got := shown.status(); !strings.HasPrefix(got, "Solving: 50") || !strings.HasSuffix(got, "to go.") {
			t.Errorf("half way: %q", got)
		}
	})
	d.do(b.Solve) // one at a time
	d.do(b.Cancel)
	d.settle()
	if got := shown.status(); got != "Given up. Nothing goes on." || b.State.Running {
		t.Errorf("given up: %q", got)
	}
}
