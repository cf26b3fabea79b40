package state

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

// Against a list of all states and a place in it.
func TestHistory(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		var h History[int]
		states, place := []int{0}, 0
		for step := range 60 {
			switch r.IntN(3) {
			case 0:
				h.Record("", func() int { return states[place] })
				states = append(append([]int(nil), states[:place+1]...), step+1)
				place++
			case 1:
				got, ok := h.Undo(states[place])
				if ok != (place > 0) || ok && got != states[place-1] {
					t.Fatalf("undid to %d (%v) of %v at %d", got, ok, states, place)
				}
				place = max(0, place-1)
			case 2:
				got, ok := h.Redo(states[place])
				if ok != (place < len(states)-1) || ok && got != states[place+1] {
					t.Fatalf("redid to %d (%v) of %v at %d", got, ok, states, place)
				}
				place = min(len(states)-1, place+1)
			}
			if h.CanUndo() != (place > 0) || h.CanRedo() != (place < len(states)-1) {
				t.Fatalf("undo %v, redo %v at %d of %d", h.CanUndo(), h.CanRedo(), place, len(states))
			}
		}
	}
}

func TestHistoryForgets(t *testing.T) {
	var h History[int]
	for k := range 2 * historyDepth {
		h.Record("", func() int { return k })
	}
	last := 2 * historyDepth
	for h.CanUndo() {
		last, _ = h.Undo(last)
	}
	if last != historyDepth {
		t.Errorf("the oldest state is %d, want %d", last, historyDepth)
	}
}

// What is typed into one field is one step; the same field after another, or after an undo, is a new one.
func TestTypingIsOneStep(t *testing.T) {
	b := NewBench()
	begun := b.Table.clone()
	for _, text := range []string{"", "7", "7.", "7.5"} {
		b.Edit(value(0, 0), text)
	}
	b.Edit(value(0, 1), "3")
	b.Edit(value(0, 0), "8")
	for _, want := range []string{"7.5", "7.5", "6"} {
		if !b.CanUndo() {
			t.Fatal("nothing to undo")
		}
		b.Undo()
		if got := b.Table.Text(value(0, 0)); got != want {
			t.Errorf("undone to %q, want %q", got, want)
		}
	}
	if b.CanUndo() || b.Preset != 0 || !reflect.DeepEqual(b.Table, begun) || b.Truth.Values[0] != 6 {
		t.Errorf("all undone, and the bench has %+v, preset %d", b.Table, b.Preset)
	}
	b.Redo()
	b.Edit(value(0, 0), "9")
	if b.CanRedo() || b.Truth.Values[0] != 9 {
		t.Error("an edit after an undo keeps what was undone")
	}
}

// Whatever is done to the bench can be undone and redone, all of it.
func TestEverythingCanBeUndone(t *testing.T) {
	file := []byte("agent,value of A,demand for A\nx,1,2\ny,3,4\nbudget,,5\n")
	b := NewBench()
	steps := []func(){
		b.AddAgent, b.AddResource, func() { b.RemoveAgent(0) }, func() { b.RemoveResource(1) }, func() { b.ChoosePreset(PresetAt("items")) },
		func() { b.SetWhole(false) }, func() { b.RenameAgent(0, "Zoe") }, func() { b.RenameResource(0, "Harp") },
		func() { b.Edit(value(1, 1), "") }, func() {
			if err := b.Take(file); err != nil {
				t.Error(err)
			}
		}, func() {
			if err := b.Fill("demands-0-0", "7\n8"); err != nil {
				t.Error(err)
			}
		}, b.Reset,
	}
	states := []benchWork{b.work()}
	for k, step := range steps {
		if step(); reflect.DeepEqual(states[k], b.work()) {
			t.Errorf("step %d changed nothing", k)
		}
		states = append(states, b.work())
	}
	for k := len(steps) - 1; k >= 0; k-- {
		if b.Undo(); !reflect.DeepEqual(b.work(), states[k]) {
			t.Errorf("undoing step %d gives %+v, want %+v", k, b.work(), states[k])
		}
	}
	for k := range steps {
		if b.Redo(); !reflect.DeepEqual(b.work(), states[k+1]) {
			t.Errorf("redoing step %d gives %+v, want %+v", k, b.work(), states[k+1])
		}
	}
}
