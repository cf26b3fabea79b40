package state

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"fallow/core/table"
)

// sheet is a table of n agents by m resources, as a file.
func sheet(n, m int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, "Team %d", i)
		for k := range 2 * m {
			fmt.Fprintf(&out, ";%d,5", 1+(i+k)%9)
		}
		out.WriteString("\n")
	}
	out.WriteString("budget" + strings.Repeat(";40", m) + "\n")
	return out.String()
}

// What a file says is on the bench, and what is exported reads back the same.
func TestFilesGoInAndOut(t *testing.T) {
	b := NewBench()
	b.ChooseLiar(1)
	if err := b.Take([]byte(sheet(100, 20))); err != nil {
		t.Fatal(err)
	}
	if !b.Readable() || b.Truth.N != 100 || b.Truth.M != 20 || b.Truth.Values[0] != 1.5 || b.Lie.Agent != 0 || b.Preset != -1 {
		t.Fatalf("%d x %d, problems %v", b.Truth.N, b.Truth.M, b.Problems)
	}
	p, err := b.Export()
	if err != nil {
		t.Fatal(err)
	}
	for _, write := range []func([]table.Problem) ([]byte, error){table.WriteCSV, table.WriteTSV, table.WriteJSON} {
		text, err := write([]table.Problem{p})
		if err != nil {
			t.Fatal(err)
		}
		again := NewBench()
		if err := again.Take(text); err != nil || !reflect.DeepEqual(again.Truth, b.Truth) || !reflect.DeepEqual(again.Table, b.Table) {
			t.Fatalf("did not come back: %v", err)
		}
	}
	b.Edit(value(3, 3), "x")
	if _, err := b.Export(); err == nil {
		t.Error("a table that cannot be read was exported")
	}
}

func TestFilesThatAreRefusedChangeNothing(t *testing.T) {
	for text, want := range map[string]string{
		"hello":                          "line 1 and those below it do not have",
		"a,1,x\nbudget,2":                "line 1, column 3 is not a number: “x”",
		sheet(MaxBenchAgents+1, 1):       "the problem has 501 agents, more than the 500 that the bench takes",
		sheet(1, MaxBenchResources+1):    "the problem has 51 resources, more than the 50 that the bench takes",
		sheet(MaxBenchAgents, 21):        "the problem has 500 agents by 21 resources, and the bench takes no more than 10000 pairs",
		`{"values": [[1]], "demands": 3`: "line 1, column 30 is not JSON any more: unexpected end of JSON input",
	} {
		b := NewBench()
		before, moves := b.work(), b.Count()
		if err := b.Take([]byte(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%.30q: %v, want %q", text, err, want)
		}
		if !reflect.DeepEqual(b.work(), before) || b.Count() != moves || b.CanUndo() {
			t.Errorf("%.30q changed something", text)
		}
	}
}

func TestSeveralProblemsInAFile(t *testing.T) {
	b := NewBench()
	if err := b.Take([]byte("instance,agent,value of A,demand for A\nMon,x,1,2\nMon,budget,,3\nTue,x,4,5\nTue,budget,,6\n")); err != nil {
		t.Fatal(err)
	}
	if len(b.Shelf) != 2 || b.Truth.Budgets[0] != 3 {
		t.Fatalf("%d problems, budget %g", len(b.Shelf), b.Truth.Budgets[0])
	}
	b.FromShelf(1)
	b.FromShelf(2)
	if b.ShelfAt != 1 || b.Truth.Budgets[0] != 6 {
		t.Errorf("problem %d, budget %g", b.ShelfAt, b.Truth.Budgets[0])
	}
	b.ChoosePreset(0)
	if b.Shelf != nil {
		t.Error("the file is still there")
	}
}

// A block of cells goes where it was pasted.
func TestBlocks(t *testing.T) {
	for _, c := range []struct {
		place, text string
		cells       map[Cell]string
	}{
		{"values-0-0", "7\t8\t9\n1,5\t2\t3", map[Cell]string{value(0, 0): "7", {"demands", 0, 0}: "8", value(0, 1): "9", value(1, 0): "1.5", value(1, 1): "3"}},
		{"demands-1-1", "5\t6", map[Cell]string{{"demands", 1, 1}: "5", {"weights", 1, -1}: "6"}},
		{"agent-1", "Zoe\t4\nYan\t5\nXi\t6", map[Cell]string{value(1, 0): "4", value(2, 0): "5", value(3, 0): "6", value(3, 1): "0.02"}},
		{"budgets-0", "3\t4", map[Cell]string{{"budgets", -1, 0}: "3", {"budgets", -1, 1}: "4"}},
		{"weights-0", "2\n3", map[Cell]string{{"weights", 0, -1}: "2", {"weights", 1, -1}: "3"}},
	} {
		b := NewBench()
		if err := b.Fill(c.place, c.text); err != nil {
			t.Errorf("%s: %v", c.place, err)
		}
		for cell, want := range c.cells {
			if got := b.Table.Text(cell); got != want {
				t.Errorf("%s: %s is %q, want %q", c.place, cell.Path(), got, want)
			}
		}
		if !b.Readable() {
			t.Errorf("%s: %v", c.place, b.Problems)
		}
	}
	for place, text := range map[string]string{
		"weights-0": "1\t2", "budgets-0": "1\t2\t3", "budgets-1": "1\n2", "values-9-0": "1\t2", "values-0-9": "1\t2", "nowhere": "1\t2", "": "1\t2",
		"values-0-0": "\"1\t2", "agent--1": "1\t2", "values-x-0": "1\t2",
	} {
		b := NewBench()
		before := b.work()
		if err := b.Fill(place, text); err == nil || !reflect.DeepEqual(b.work(), before) {
			t.Errorf("%q at %q: %v, %+v", text, place, err, b.Table)
		}
	}
}

func TestWindows(t *testing.T) {
	for first := range 200 {
		last := first + 9
		w := Around(first, last, RowStep)
		from, to := w.Of(100, WholeRows)
		if from < 0 || to > 100 || from >= to || to-from > 20 {
			t.Fatalf("%d to %d: from %d to %d", first, last, from, to)
		}
		if last < 100 && (from > max(0, first-1) || to < min(100, last+2)) {
			t.Errorf("%d to %d: only from %d to %d", first, last, from, to)
		}
	}
	if from, to := (Window{}).Of(WholeRows, WholeRows); from != 0 || to != WholeRows {
		t.Errorf("a small table is drawn from %d to %d", from, to)
	}
}
