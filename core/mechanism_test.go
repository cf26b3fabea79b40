package core_test

import (
	"errors"
	"reflect"
	"testing"

	"fallow/core"
)

func TestResetForgetsEverything(t *testing.T) {
	var out core.Outcome
	out.Reset(3, 4, 2)
	for k := range out.Branches {
		b := &out.Branches[k]
		b.Probability, b.Chance = 9, []float64{1, 2, 3, 4}
		for e := range b.Allocation {
			b.Allocation[e] = 9
		}
	}
	out.Prices, out.Ratios, out.Certificate = []float64{9}, []float64{9}, core.Certificate{Valid: true, Gap: 1}
	out.Reset(2, 2, 2)
	want := core.Branch{Probability: .5, Chance: []float64{}, Allocation: []float64{0, 0, 0, 0}}
	if len(out.Branches) != 2 || !reflect.DeepEqual(out.Branches[0], want) || !reflect.DeepEqual(out.Branches[1], want) {
		t.Errorf("branches %+v", out.Branches)
	}
	if len(out.Prices)+len(out.Ratios) != 0 || out.Certificate != (core.Certificate{}) {
		t.Errorf("left over: %+v", out)
	}
	if n := testing.AllocsPerRun(10, func() { out.Reset(3, 4, 2) }); n != 0 {
		t.Errorf("%v allocations where there was room", n)
	}
}

func TestOutcomeCopiesAreDeep(t *testing.T) {
	var src, dst core.Outcome
	dst.Reset(3, 2, 2)
	src.Reset(2, 1, 1)
	src.Branches[0].Probability, src.Branches[1].Probability = .25, .75
	src.Branches[1].Chance = []float64{.5}
	src.Branches[1].Allocation[0] = 3
	src.Prices, src.Ratios, src.Certificate = []float64{1}, []float64{2}, core.Certificate{Valid: true}
	dst.CopyFrom(&src)
	src.Branches[1].Chance[0], src.Branches[1].Allocation[0], src.Prices[0], src.Ratios[0] = 9, 9, 9, 9
	if len(dst.Branches) != 2 || dst.Branches[0].Probability != .25 || len(dst.Branches[0].Chance) != 0 {
		t.Errorf("branches %+v", dst.Branches)
	}
	b := dst.Branches[1]
	if b.Probability != .75 || b.Chance[0] != .5 || b.Allocation[0] != 3 || dst.Prices[0] != 1 || dst.Ratios[0] != 2 || !dst.Certificate.Valid {
		t.Errorf("copy %+v", dst)
	}
}

// counting allocates nothing to anybody and fails at its third instance.
type counting struct{ single, batches int }

var errThird = errors.New("the third")

func (c *counting) Name() string { return "counting" }

func (c *counting) Allocate(in *core.Instance, out *core.Outcome) error {
	c.single++
	if c.single == 3 {
		return errThird
	}
	out.Reset(1, in.N, in.M)
	return nil
}

type countingBatch struct{ counting }

func (c *countingBatch) AllocateBatch(ins []*core.Instance, outs []*core.Outcome) error {
	c.batches++
	for k, in := range ins {
		outs[k].Reset(1, in.N, in.M)
	}
	return nil
}

func TestAllocateAll(t *testing.T) {
	ins, outs := make([]*core.Instance, 4), make([]*core.Outcome, 4)
	for k := range ins {
		ins[k], outs[k] = example(t), new(core.Outcome)
	}
	one := new(counting)
	if err := core.AllocateAll(one, ins[:2], outs[:2]); err != nil || one.single != 2 || len(outs[1].Branches) != 1 {
		t.Errorf("%v after %d", err, one.single)
	}
	if err := core.AllocateAll(one, ins, outs); err != errThird || one.single != 3 {
		t.Errorf("%v after %d", err, one.single)
	}
	many := new(countingBatch)
	if err := core.AllocateAll(many, ins, outs); err != nil || many.single != 0 || many.batches != 1 {
		t.Errorf("%v: %+v", err, many)
	}
}
