package solvers

import (
	"errors"
	"math"
	"testing"
	"time"

	"fallow/core"
)

// TestProgress checks that a large solve reports often, in order, and ends below Tolerance.
func TestProgress(t *testing.T) {
	var last Progress
	calls, longest, previous := 0, time.Duration(0), time.Now()
	opts := Options{OnIteration: func(p Progress) error {
		now := time.Now()
		longest, previous = max(longest, now.Sub(previous)), now
		if calls++; p.Solve != 0 || p.Solves != 1 || p.Iteration < last.Iteration {
			t.Fatalf("%+v after %+v", p, last)
		}
		last = p
		return nil
	}}
	in := masked.instances(20000, 10, 1)[0]
	if err := NewPF(opts).Allocate(in, new(core.Outcome)); err != nil {
		t.Fatal(err)
	}
	if cells := in.N * in.M / 2; calls < 20*cells/(blockCells*blocksPerPulse) {
		t.Errorf("only %d calls", calls)
	}
	if last.Iteration < 5 || !(last.Gap < Tolerance) {
		t.Errorf("the last call says %+v", last)
	}
	t.Logf("%d calls, at most %v apart", calls, longest)
}

// TestCancelUniform stops the uniform rule in the middle of a pass.
func TestCancelUniform(t *testing.T) {
	stop := errors.New("stop")
	calls := 0
	un := NewUniformWith(Options{OnIteration: func(Progress) error {
		if calls++; calls == 10 {
			return stop
		}
		return nil
	}})
	in := masked.instances(20000, 10, 1)[0]
	if err := un.Allocate(in, new(core.Outcome)); err != stop {
		t.Errorf("stopping gives %v after %d calls", err, calls)
	}
}

func TestProgressOfPA(t *testing.T) {
	seen := map[int]bool{}
	opts := Options{OnIteration: func(p Progress) error {
		if p.Solves != 11 {
			t.Fatalf("%+v", p)
		}
		seen[p.Solve] = true
		return nil
	}}
	in := unmasked.instances(10, 3, 1)[0]
	if err := NewPA(opts).Allocate(in, new(core.Outcome)); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 11 {
		t.Errorf("%d of 11 solves were reported", len(seen))
	}
}

// TestCancel stops a solve at each of its first calls in turn; the next solve must not notice.
func TestCancel(t *testing.T) {
	stop := errors.New("stop")
	countdown := 0
	opts := Options{OnIteration: func(Progress) error {
		if countdown--; countdown == 0 {
			return stop
		}
		return nil
	}}
	in := unmasked.instances(10, 3, 1)[0]
	for _, mech := range []core.Mechanism{NewPF(opts), NewPA(opts)} {
		want, out := new(core.Outcome), new(core.Outcome)
		countdown = math.MaxInt
		if err := mech.Allocate(in, want); err != nil {
			t.Fatal(err)
		}
		calls := math.MaxInt - countdown
		for at := 1; at <= calls; at++ {
			countdown = at
			if err := mech.Allocate(in, out); err != stop {
				t.Fatalf("%s: stopping at call %d gives %v", mech.Name(), at, err)
			}
		}
		if err := mech.Allocate(in, out); err != nil {
			t.Fatal(err)
		}
		for k, a := range want.Branches[0].Allocation {
			if out.Branches[0].Allocation[k] != a {
				t.Fatalf("%s: after being stopped it gives something else", mech.Name())
			}
		}
	}
}
