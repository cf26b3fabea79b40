package ui

import (
	"context"
	"testing"

	"github.com/vugu/vugu"

	"fallow/ui/fallow"
	"fallow/ui/state"
)

// press is a click, the second of a double click if detail is 2.
type press struct {
	vugu.DOMEvent
	detail float64
}

func (p press) PropFloat64(...string) float64 { return p.detail }

// The second press of a double click does nothing.
func TestDoubleClickOnTrainTrains(t *testing.T) {
	begun, end := make(chan bool), make(chan bool)
	engine := &fakeEngine{}
	p, d := newSettledPage(t, engine)
	engine.train = func(context.Context, fallow.Source, fallow.TrainOptions, fallow.TrainHooks) (fallow.Model, error) {
		begun <- true
		<-end
		return fakeModel{}, nil
	}
	run := &LabRun{Control: p.Lab}
	d.do(func() { run.onTrain(press{detail: 1}) })
	<-begun
	d.do(func() {
		if run.onTrain(press{detail: 2}); p.Lab.State.Phase != state.Training {
			t.Errorf("after a double click it says %q", run.status())
		}
	})
	close(end)
	d.settle()
}
