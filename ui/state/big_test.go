package state

import (
	"errors"
	"testing"

	"fallow/ui/fallow"
)

func TestBig(t *testing.T) {
	b := NewBig()
	if !b.Begin() || b.Begin() || !b.Running {
		t.Fatal("a problem that is being solved begins again")
	}
	for _, done := range []float64{0, .05} {
		if b.Progress(done, 1); b.Remaining >= 0 {
			t.Errorf("%g s left of what has hardly begun", b.Remaining)
		}
	}
	b.Progress(.25, 1)
	b.Progress(.2, 1)
	if b.Done != .25 || b.Remaining != 3 {
		t.Errorf("%g done, %g s left; want .25 and 3", b.Done, b.Remaining)
	}
	b.Cancelled()
	count := b.Count()
	if b.Progress(.9, 2); b.Count() != count || !b.Stopped || b.Running {
		t.Error("a problem that was given up goes on")
	}
	b.Begin()
	if b.Stopped || b.Done != 0 {
		t.Error("the second run begins where the first ended")
	}
	b.Finish(&fallow.Large{Seconds: 2})
	if b.Running || b.Answer.Seconds != 2 {
		t.Error("the answer is not there")
	}
	b.Begin()
	b.Fail(errors.New("the engine is gone"))
	if b.Running || b.Problem == "" || b.Answer != nil {
		t.Errorf("%+v after a failure", b)
	}
}
