package ui

import (
	"context"
	"sync"
	"testing"
	"time"

	"fallow/ui/fallow"
	"fallow/ui/state"
)

// However many networks are trained while the first is still being measured, only the last is, and no rule twice.
func TestMeasurementsDoNotPileUp(t *testing.T) {
	const networks = 20
	engine := &fakeEngine{}
	p, d := newSettledPage(t, engine)
	var mu sync.Mutex
	pending, asked := 0, map[string]int{}
	let := make(chan struct{})
	engine.evaluate = func(ctx context.Context, mech fallow.Mechanism) {
		mu.Lock()
		pending++
		asked[mech.Name]++
		mu.Unlock()
		select {
		case <-ctx.Done():
		case <-let:
		}
		mu.Lock()
		pending--
		mu.Unlock()
	}
	trained := make(chan int)
	number := 0
	engine.train = func(context.Context, fallow.Source, fallow.TrainOptions, fallow.TrainHooks) (fallow.Model, error) {
		number++
		trained <- number
		return numbered{number: number}, nil
	}
	d.do(func() {
		p.Lab.State.Choose(func(c *state.Choice) { c.Systems = []state.System{{Agents: 3, Resources: 2}} })
	})
	for range networks {
		busy := true
		for busy {
			d.do(func() {
				if busy = p.Lab.State.Busy(); !busy {
					p.Lab.Train()
				}
			})
		}
		<-trained
	}
	for busy := true; busy; {
		d.do(func() { busy = p.Lab.State.Busy() })
	}
	// What is asked is PF, the rule after the yardsticks and the last network.
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		mu.Lock()
		now := pending
		mu.Unlock()
		if now <= 3 {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("%d measurements are under way", now)
		}
	}
	close(let)
	d.settle()
	if asked["exs"] > networks || asked["pf"] != 1 || asked["uniform"] != 1 || asked["pa"] != 1 {
		t.Errorf("asked what rules are worth: %v times", asked)
	}
	if mark := p.Lab.State.MarkOf("exs"); pending != 0 || mark == nil || mark.Mechanism.Model != (numbered{number: networks}) {
		t.Errorf("%d measurements pending; on the map: %+v", pending, mark)
	}
	if p.Lab.State.Problem != "" || p.Lab.State.Measuring != 0 {
		t.Errorf("problem %q, %d measuring", p.Lab.State.Problem, p.Lab.State.Measuring)
	}
}
