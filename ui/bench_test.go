package ui

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/vugu/vugu"

	"fallow/core"
	"fallow/ui/fallow"
	"fallow/ui/state"
)

// largeSheet is a problem of n teams by m resources, as a file.
func largeSheet(n, m int) []byte {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, "Team %d", i)
		for k := range 2 * m {
			fmt.Fprintf(&out, ",%d", 1+(i+k)%9)
		}
		out.WriteString("\n")
	}
	out.WriteString("budget" + strings.Repeat(",40", m) + "\n")
	return []byte(out.String())
}

// benchParts counts the elements of each part of the bench that a build has sent.
func benchParts(t *testing.T, env *vugu.BuildEnv, root *Root) map[string]int {
	t.Helper()
	counts, part := map[string]int{}, ""
	build(t, env, root).walk(func(n *vugu.VGNode) {
		if name, ok := attr(n, "data-part"); ok {
			part = name
			return
		}
		if _, ok := attr(n, "data-tools"); ok {
			part = ""
		}
		if part != "" && n.Type == vugu.ElementNode {
			counts[part]++
		}
	})
	return counts
}

// A hundred teams by twenty resources are few elements, and what changes is sent alone.
func TestLargeBenchIsSmallInTheTree(t *testing.T) {
	_, root, env := newTree(t)
	p := root.Page
	d := newDesk(p.Bench.world.Engine)
	p.Bench.world = d.World
	d.do(func() { p.Take("bench", "", largeSheet(100, 20)) })
	d.settle()
	if b := p.Bench.State; !b.Readable() || b.Truth.N != 100 || b.Answer.Truth.N != 100 {
		t.Fatalf("problems %v, problem %q", b.Problems, b.Problem)
	}
	counts, all := benchParts(t, env, root), 0
	for _, n := range counts {
		all += n
	}
	t.Logf("a bench of 100 x 20 is %d elements: %v", all, counts)
	if all > 3000 || counts["grid"] > 1500 || counts["teams"] > 500 {
		t.Errorf("%d elements are sent: %v", all, counts)
	}
	for what, c := range map[string]struct {
		change func()
		parts  []string
	}{
		"typing":    {func() { p.Bench.State.Edit(state.Cell{Field: "values", Agent: 3, Resource: 1}, "5") }, []string{"head", "status", "lies"}},
		"scrolling": {func() { p.Scroll("bench", "bench-grid", View{Top: 100, Height: 30, Width: 70}) }, []string{"grid"}},
		"teams":     {func() { p.Scroll("bench", "bench-teams", View{Top: 100, Height: 30, Width: 70}) }, []string{"teams"}},
		"a slider":  {func() { _ = p.Bench.State.SetLie(1, 3, 3) }, []string{"lies"}},
		"a rule":    {func() { p.Bench.State.ShowRule("Uniform rule") }, []string{"bars"}},
	} {
		d.do(c.change)
		got := benchParts(t, env, root)
		for _, part := range c.parts {
			if got[part] == 0 {
				t.Errorf("%s: %s was not sent again", what, part)
			}
			delete(got, part)
		}
		if len(got) > 0 {
			t.Errorf("%s: sent again for nothing: %v", what, got)
		}
	}
}

// BenchmarkScrolledBench builds what a scroll of a large table sends to the browser.
func BenchmarkScrolledBench(b *testing.B) {
	d := newDesk(&fakeEngine{})
	p := NewPage(d.World)
	d.do(func() { p.Start(); p.Take("bench", "", largeSheet(100, 20)) })
	d.settle()
	env, err := vugu.NewBuildEnv()
	if err != nil {
		b.Fatal(err)
	}
	root := &Root{Page: p}
	env.RunBuild(root)
	top := 0.0
	for b.Loop() {
		top = 100 - top // 0 and 100 in turns
		p.Scroll("bench", "bench-grid", View{Top: top, Left: 40, Height: 32, Width: 68})
		Tidy(env.RunBuild(root))
		p.Link() // which follows every render
	}
}

// Wherever the table is scrolled to, what is on the screen is in the tree, in its place.
func TestScrolledBench(t *testing.T) {
	p, d := newSettledPage(t, &fakeEngine{})
	d.do(func() { p.Take("bench", "", largeSheet(100, 20)) })
	d.settle()
	table := &BenchTable{Control: p.Bench}
	for _, top := range []float64{0, 3, 60, 220, 1000} {
		for _, left := range []float64{0, 20, 200, 5000} {
			d.do(func() { p.Scroll("bench", "bench-grid", View{Top: top, Left: left, Height: 28, Width: 70}) })
			rows, columns := table.rows(), table.columns()
			if len(rows) == 0 || len(columns) == 0 || len(rows) > 24 || len(columns) > 10 {
				t.Fatalf("at %g, %g: %d rows, %d columns", top, left, len(rows), len(columns))
			}
			first := min(int(top/gridRow), 99)
			if last := min(first+8, 99); top < 250 && (rows[0] > first || rows[len(rows)-1] < last) {
				t.Errorf("at %g: rows %d to %d, want %d to %d", top, rows[0], rows[len(rows)-1], first, last)
			}
			if above, below := table.above(), table.below(); above != rem(gridRow*float64(rows[0])) || below != rem(gridRow*float64(99-rows[len(rows)-1])) {
				t.Errorf("at %g: %s above, %s below", top, above, below)
			}
		}
	}
}

// What is typed into the table goes to the field with that id; of a field that is not there nothing comes.
func TestFillingTheBench(t *testing.T) {
	p, d := newSettledPage(t, &fakeEngine{})
	table := &BenchTable{Control: p.Bench}
	for id, text := range map[string]string{
		"bench-agent-1": "Speech", "bench-resource-0": "TPUs", "bench-values-1-0": "7", "bench-demands-0-1": "70", "bench-weights-1": "2", "bench-budgets-1": "90",
	} {
		d.do(func() { table.fill(id, text) })
	}
	d.settle()
	got := p.Bench.State.Table
	if got.Agents[1] != "Speech" || got.Resources[0] != "TPUs" || got.Values[1][0] != "7" || got.Demands[0][1] != "70" || got.Weights[1] != "2" || got.Budgets[1] != "90" {
		t.Errorf("the table is %+v", got)
	}
	before := fmt.Sprint(got)
	for _, id := range []string{"", "bench", "bench-agent", "bench-agent-9", "bench-agent-x", "bench-resource--1", "bench-values-1", "bench-values-0-0-0", "bench-nothing-0-0", "bench-budgets-7"} {
		d.do(func() { table.fill(id, "lost") })
	}
	if after := fmt.Sprint(p.Bench.State.Table); after != before {
		t.Errorf("the table became %s", after)
	}
}

// Bars of many teams show the largest shares, the liar's, and the rest as one.
func TestBarsOfManyTeams(t *testing.T) {
	p, d := newSettledPage(t, &fakeEngine{})
	d.do(func() { p.Take("bench", "", largeSheet(100, 20)) })
	d.settle()
	c := &BenchSplits{Control: p.Bench, Answer: p.Bench.State.Answer}
	if !c.many() || len(c.results()) != 1 || c.groups() != 3 || len(c.resources()) != 8 {
		t.Errorf("%d rules, %d groups, %d resources", len(c.results()), c.groups(), len(c.resources()))
	}
	pieces := c.pieces(c.results()[0], 0)
	units := 0.0
	for _, piece := range pieces {
		units += piece.units
	}
	if len(pieces) > fewPieces+1 || pieces[0].class != "slice you" || !strings.HasSuffix(pieces[len(pieces)-1].name, "others") || units < 39.99 {
		t.Errorf("%d pieces of %g units: %+v", len(pieces), units, pieces)
	}
	d.do(func() { c.onGroup(2); c.onRule(3) })
	if got := c.resources(); got[0] != 16 || got[len(got)-1] != 19 || c.results()[0].Slug != "uniform" {
		t.Errorf("resources %v of %s", got, c.results()[0].Name)
	}
}

// What is pasted goes to where it was pasted; what cannot be read is a sentence and changes nothing.
func TestPasting(t *testing.T) {
	p, d := newSettledPage(t, &fakeEngine{})
	for _, c := range []struct{ place, text, problem string }{
		{"bench-values-0-0", "7\t8\n9\t10", ""},
		{"bench-values-0-0", "agent\tvalue of A\tdemand for A\nx\t1\t2\nbudget\t\t5", ""},
		{"bench-values-0-0", "1\t2\t3\t4\t5", "Row 1, column 4 of the paste is beyond the end of the table: paste further to the left, or add a resource first."},
		{"", "1\t2\t3\t4\t5", "The table has no row of budgets: add one that begins with “budget”."},
	} {
		d.do(func() { p.Take("bench", c.place, []byte(c.text)) })
		d.settle()
		if got := p.Bench.State.Problem; c.problem != "" && got != c.problem {
			t.Errorf("%q: %q, want %q", c.text, got, c.problem)
		}
	}
	b := p.Bench.State
	if b.Truth.N != 1 || b.Truth.M != 1 || b.Truth.Budgets[0] != 5 {
		t.Errorf("the bench has %+v", b.Truth)
	}
	d.do(func() { p.Undo("bench", false) })
	d.settle()
	if b.Truth.N != 2 || b.Truth.Values[0] != 7 || b.Truth.Demands[2] != 10 || b.Problem != "" {
		t.Errorf("undone, the bench has %+v, %q", b.Truth, b.Problem)
	}
	d.do(func() { p.Undo("bench", true) })
	d.settle()
	if b.Truth.N != 1 {
		t.Error("nothing was done again")
	}
}

// An answer to what was asked before does not take away what is wrong with what was pasted since.
func TestComplaintOutlivesAnEarlierAnswer(t *testing.T) {
	engine := &fakeEngine{}
	p, d := newSettledPage(t, engine)
	engine.hold = make(chan struct{})
	d.do(func() { p.Take("bench", "bench-values-0-0", []byte("7\t8\n9\t10")) })
	d.do(func() { p.Take("bench", "", []byte("1\t2\t3\t4\t5")) })
	close(engine.hold)
	d.settle()
	if b := p.Bench.State; b.Problem == "" || b.Answer.Truth.Values[0] != 7 {
		t.Errorf("%+v is shown, and said: %q", b.Answer.Truth, b.Problem)
	}
	d.do(func() { p.Take("bench", "bench-values-0-0", []byte("5\t8")) })
	d.settle()
	if b := p.Bench.State; b.Problem != "" {
		t.Errorf("after a paste that can be read: %q", b.Problem)
	}
}

// What goes out as files comes in again.
func TestBenchFiles(t *testing.T) {
	p, d := newSettledPage(t, &fakeEngine{})
	var files = map[string][]byte{}
	p.Bench.world.Download = func(name string, contents []byte) error { files[name] = contents; return nil }
	d.do(func() { p.Bench.SaveCSV(); p.Bench.SaveJSON(); p.Bench.CopyCells(); p.Bench.SaveResults() })
	d.settle()
	truth := p.Bench.State.Truth
	for name, data := range map[string][]byte{"CSV": files["problem.csv"], "JSON": files["problem.json"], "cells": []byte(d.copied)} {
		other, e := newSettledPage(t, &fakeEngine{})
		e.do(func() { other.Take("bench", "", data) })
		e.settle()
		if b := other.Bench.State; b.Problem != "" || b.Preset != -1 || fmt.Sprint(b.Truth) != fmt.Sprint(truth) {
			t.Errorf("%s: %q, %v", name, b.Problem, b.Truth)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(string(files["division.csv"]))).ReadAll()
	if err != nil || len(rows) != 1+5*3+1 || rows[0][2] != "GPUs" || rows[1][0] != "Proportional fairness" || rows[1][2] != "8" {
		t.Errorf("the division is %v, %v", rows, err)
	}
	d.do(func() {
		p.Bench.Do(func(b *state.Bench) { b.Edit(state.Cell{Field: "values"}, "") })
		p.Bench.SaveCSV()
	})
	if got := p.Bench.State.Problem; got != "The table has cells that cannot be read: mend them first." {
		t.Errorf("problem %q", got)
	}
}

// A table that cannot be read may have lost rows and columns that the last answer has.
func TestBenchBesideAnOlderAnswer(t *testing.T) {
	_, root, env := newTree(t)
	b := root.Page.Bench.State
	for _, change := range []func(){
		func() { b.Edit(state.Cell{Field: "values"}, "x") }, func() { b.RemoveResource(1) }, func() { b.RemoveAgent(1) },
		func() { b.AddResource() }, func() { b.SetWhole(true) }, func() { b.ChooseLiar(1) }, b.Undo, b.Redo,
	} {
		change()
		b.ShowRule("")
		if parts := benchParts(t, env, root); parts["lies"] == 0 && parts["bars"] == 0 {
			t.Errorf("sent %v", parts)
		}
	}
}

// gainEngine finds lies of known gains, and can be held.
type gainEngine struct {
	fakeEngine
	gate chan struct{}
}

func (g *gainEngine) BestResponse(ctx context.Context, in *core.Instance, _ fallow.Mechanism, agent int, _ fallow.Search) (*fallow.BestResponse, error) {
	if g.gate != nil {
		select {
		case <-g.gate:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	gain := float64(agent) / 4
	return &fallow.BestResponse{
		Agent: agent, Values: in.Row(in.Values, agent), Demands: make([]float64, in.M), Truthful: 1, Best: 1 + gain, Gain: gain, Evaluations: 10,
	}, g.fail
}

func gainPage(t *testing.T) (*Page, *desk, *gainEngine) {
	t.Helper()
	engine := &gainEngine{}
	d := newDesk(engine)
	p := NewPage(d.World)
	d.do(p.Start)
	d.settle()
	engine.gate = make(chan struct{})
	return p, d, engine
}

func TestGainsOfEverybody(t *testing.T) {
	p, d, engine := gainPage(t)
	d.do(p.Bench.FindGains)
	d.do(p.Bench.FindGains)
	close(engine.gate)
	d.settle()
	g := p.Bench.State.Gains
	if g.Running || g.Done != 10 || g.Total != 10 {
		t.Fatalf("%+v", g)
	}
	teams := &BenchTeams{Control: p.Bench, Answer: p.Bench.State.Answer}
	numbers := &BenchNumbers{Control: p.Bench, Answer: p.Bench.State.Answer}
	if teams.lie(0, 0) != nil || teams.searched(0, 0) != "·" || teams.gain(0, 1) != "+25.0\u202f%" || numbers.gain(0) != "at least 25\u202f%: Language" {
		t.Errorf("shown as %q, %q, %q", teams.searched(0, 0), teams.gain(0, 1), numbers.gain(0))
	}
	if told := teams.told(0, 1); !strings.Contains(told, "Language gains at least 25\u202f% by saying that it can use 0 of GPUs, in truth 12") {
		t.Errorf("told as %q", told)
	}
	d.do(func() { teams.onLie(0, 1) })
	d.settle()
	if b := p.Bench.State; b.Lie.Agent != 1 || !b.Lying() || b.Lie.Demands[0] != 0 {
		t.Errorf("the sliders stand at %+v", b.Lie)
	}
}

// A search can be stopped, and an edit gives it up; what was found for another problem is not shown.
func TestSearchesEnd(t *testing.T) {
	for what, end := range map[string]func(p *Page){
		"stopped": func(p *Page) { p.Bench.StopGains() },
		"edited": func(p *Page) {
			p.Bench.Do(func(b *state.Bench) { b.Edit(state.Cell{Field: "values"}, "9") })
		},
	} {
		p, d, engine := gainPage(t)
		d.do(p.Bench.FindGains)
		gains := p.Bench.State.Gains
		engine.gate <- struct{}{}
		d.do(func() { end(p) })
		d.settle()
		if gains.Running || p.Bench.stopGains != nil || p.Bench.State.Problem != "" || gains.Done >= gains.Total {
			t.Errorf("%s: %+v, %q", what, gains, p.Bench.State.Problem)
		}
		if got := p.Bench.State.LargestGain(state.ProportionalFairness); what == "edited" && got != nil {
			t.Errorf("%s: %+v is still shown", what, got)
		}
	}
}

func TestSearchThatFailsSaysSo(t *testing.T) {
	p, d, engine := gainPage(t)
	engine.fail = errors.New("a worker died")
	close(engine.gate)
	d.do(p.Bench.FindGains)
	d.settle()
	if p.Bench.State.Problem != "A worker died." || p.Bench.State.Gains.Running {
		t.Errorf("%q, %+v", p.Bench.State.Problem, p.Bench.State.Gains)
	}
}

// A problem that is too large for an address survives a reload.
func TestLargeWorkIsKept(t *testing.T) {
	p, d := newSettledPage(t, &fakeEngine{})
	d.do(func() { p.Take("bench", "", largeSheet(100, 20)) })
	d.settle()
	if got := p.Link(); strings.Contains(got, "bench") {
		t.Errorf("the address has it: %.50q", got)
	}
	again, e := newSettledPage(t, &fakeEngine{})
	e.do(func() { again.Recall(p.Keep()); again.Open(p.Link()) })
	e.settle()
	if again.Bench.State.Truth.N != 100 || again.Bench.State.Problem != "" {
		t.Errorf("%d teams, %q", again.Bench.State.Truth.N, again.Bench.State.Problem)
	}
	e.do(func() { again.Recall(map[string]string{"bench": `{"Table": {"Agents": ["a"]}}`}) })
	if again.Bench.State.Truth.N != 100 || again.Bench.State.Problem == "" {
		t.Error("what cannot be brought back is not told")
	}
}
