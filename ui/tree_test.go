package ui

import (
	"reflect"
	"strings"
	"testing"

	"github.com/vugu/vugu"
)

// tree is what a page renders to.
type tree struct {
	results *vugu.BuildResults
}

func build(t *testing.T, env *vugu.BuildEnv, root *Root) tree {
	t.Helper()
	results := env.RunBuild(root)
	Tidy(results)
	return tree{results}
}

// walk visits all nodes, through components.
func (tr tree) walk(visit func(n *vugu.VGNode)) {
	var walkOut func(out *vugu.BuildOut)
	var walkNode func(n *vugu.VGNode)
	walkNode = func(n *vugu.VGNode) {
		if n.Component != nil {
			walkOut(tr.results.ResultFor(n.Component))
			return
		}
		visit(n)
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walkNode(child)
		}
	}
	walkOut = func(out *vugu.BuildOut) {
		for _, n := range out.Out {
			walkNode(n)
		}
	}
	walkOut(tr.results.Out)
}

func attr(n *vugu.VGNode, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func newTree(t *testing.T) (tree, *Root, *vugu.BuildEnv) {
	t.Helper()
	page, d := newSettledPage(t, &fakeEngine{})
	_ = d
	env, err := vugu.NewBuildEnv()
	if err != nil {
		t.Fatal(err)
	}
	root := &Root{Page: page}
	return build(t, env, root), root, env
}

// What vugu has no children for, it leaves alone in the browser: charts and prose live there.
func TestChartsAndProseAreLeftAlone(t *testing.T) {
	tr, _, _ := newTree(t)
	charts, prose := 0, 0
	tr.walk(func(n *vugu.VGNode) {
		class, _ := attr(n, "class")
		_, isProse := attr(n, "data-prose")
		isChart := strings.HasPrefix(class, "chart ") || class == "chart"
		if !isChart && !isProse {
			return
		}
		if n.FirstChild != nil || n.InnerHTML != nil {
			t.Errorf("<%s class=%q> would be emptied at every render: give it a dynamic attribute", n.Data, class)
		}
		if isChart {
			charts++
		} else {
			prose++
		}
	})
	if charts < 1 || prose < 1 {
		t.Errorf("found %d charts and %d pieces of prose", charts, prose)
	}
}

// Every figure can be taken along: it has the line of links and downloads, which the build fills.
func TestEveryFigureHasItsLine(t *testing.T) {
	tr, _, _ := newTree(t)
	figures, lines := map[string]bool{}, map[string]bool{}
	tr.walk(func(n *vugu.VGNode) {
		if name, ok := attr(n, "data-figure"); ok {
			figures[name] = true
		}
		if name, ok := attr(n, "data-tools"); ok {
			lines[name] = true
		}
	})
	if len(figures) == 0 || !reflect.DeepEqual(figures, lines) {
		t.Errorf("the figures are %v, the lines %v: after each goes <div class=\"tools breakout\" :data-tools='\"NAME\"'></div>", figures, lines)
	}
}

// A figure that has not moved is sent without children, and one that has is sent whole.
func TestOnlyWhatMovedIsRendered(t *testing.T) {
	_, root, env := newTree(t)
	figures := func() map[string]bool {
		sent := map[string]bool{}
		build(t, env, root).walk(func(n *vugu.VGNode) {
			if name, ok := attr(n, "data-figure"); ok {
				sent[name] = n.FirstChild != nil
			}
		})
		return sent
	}
	for name, sent := range figures() {
		if sent {
			t.Errorf("figure %s is rendered again though nothing moved", name)
		}
	}
	root.Page.Game.State.Touch()
	for name, sent := range figures() {
		if sent != (name == "game") {
			t.Errorf("the game moved; figure %s rendered: %v", name, sent)
		}
	}
}

// Every figure's changes are the page's: otherwise nothing would be rendered.
func TestEveryChangeCounts(t *testing.T) {
	page, _ := newSettledPage(t, &fakeEngine{})
	figures := reflect.ValueOf(page).Elem()
	for k := range figures.NumField() {
		name := figures.Type().Field(k).Name
		if !figures.Type().Field(k).IsExported() {
			continue
		}
		figure, ok := figures.Field(k).Elem().FieldByName("State").Interface().(interface{ Touch() })
		if !ok {
			t.Errorf("the state of %s cannot be touched", name)
			continue
		}
		before := page.Changes()
		if figure.Touch(); page.Changes() == before {
			t.Errorf("a change of %s is not one of the page", name)
		}
	}
}

// The limits of vugu, of the page's policy and of HTML.
func TestTreeKeepsTheRules(t *testing.T) {
	tr, _, _ := newTree(t)
	const longest = 16384
	ids := map[string]bool{}
	tr.walk(func(n *vugu.VGNode) {
		if n.Type == vugu.TextNode && strings.TrimSpace(n.Data) == "" && strings.Contains(n.Data, "\n") {
			t.Error("white space between tags was not removed")
		}
		if len(n.Data) >= longest {
			t.Errorf("a text of %d bytes", len(n.Data))
		}
		if n.Data == "table" && n.FirstChild != nil {
			hasBody := false
			for child := n.FirstChild; child != nil; child = child.NextSibling {
				hasBody = hasBody || child.Data == "tbody"
			}
			if !hasBody {
				t.Error("a <table> without <tbody>: the browser would add one")
			}
		}
		for _, a := range n.Attr {
			if len(a.Val) >= longest {
				t.Errorf("attribute %s of %d bytes", a.Key, len(a.Val))
			}
			if a.Key == "style" {
				t.Errorf("<%s style=%q>: the page's policy forbids inline styles", n.Data, a.Val)
			}
			if a.Key == "id" && ids[a.Val] {
				t.Errorf("two elements are called %s", a.Val)
			}
			if a.Key == "id" {
				ids[a.Val] = true
			}
		}
	})
}

// Every input can be told by name, and every label belongs to an input.
func TestInputsHaveNames(t *testing.T) {
	tr, _, _ := newTree(t)
	labelled := map[string]bool{}
	tr.walk(func(n *vugu.VGNode) {
		if target, ok := attr(n, "for"); ok && n.Data == "label" {
			labelled[target] = true
		}
	})
	tr.walk(func(n *vugu.VGNode) {
		if n.Data != "input" {
			return
		}
		id, _ := attr(n, "id")
		_, named := attr(n, "aria-label")
		if !named && !labelled[id] && n.Parent.Data != "label" {
			t.Errorf("input %q has no name", id)
		}
	})
}

func TestPanicsInHandlersBecomeSentences(t *testing.T) {
	tr, _, _ := newTree(t)
	var failed error
	tr.walk(func(n *vugu.VGNode) {
		for k := range n.DOMEventHandlerSpecList {
			n.DOMEventHandlerSpecList[k].Func = func(vugu.DOMEvent) { panic("oops") }
		}
	})
	Guard(tr.results, func(err error) { failed = err })
	handlers := 0
	tr.walk(func(n *vugu.VGNode) {
		for _, spec := range n.DOMEventHandlerSpecList {
			failed = nil
			spec.Func(nil)
			if failed == nil {
				t.Errorf("a panic in a handler of <%s> was not told", n.Data)
			}
			handlers++
		}
	})
	if handlers == 0 {
		t.Error("no handlers found")
	}
}

func TestSnapshotRestoresTheFirstView(t *testing.T) {
	page, _ := newSettledPage(t, &fakeEngine{})
	data, err := page.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	engine := &fakeEngine{}
	d := newDesk(engine)
	restored := NewPage(d.World)
	if err := restored.Restore(data); err != nil {
		t.Fatal(err)
	}
	d.do(restored.Start)
	d.settle()
	if n := engine.allocations.Load(); n != 0 {
		t.Errorf("a restored page computed %d allocations again", n)
	}
	again, err := restored.Snapshot()
	if err != nil || string(again) != string(data) {
		t.Errorf("restoring changed the view (%v):\n%s\n%s", err, data, again)
	}
}

// Figures that wait for their turn are rendered once each, one a render, and move from then on.
func TestFiguresInTurn(t *testing.T) {
	_, whole, env := newTree(t)
	root := &Root{Page: whole.Page, InTurn: true}
	seen := map[string]bool{}
	for waiting := true; waiting; {
		build(t, env, root)
		var figure string
		if figure, waiting = root.Turn(); figure == "" || seen[figure] {
			t.Fatalf("%q had its turn after %v", figure, seen)
		}
		seen[figure] = true
	}
	if len(seen) != len(whole.rendered) {
		t.Errorf("%d of %d figures had their turn", len(seen), len(whole.rendered))
	}
	if figure, waiting := root.Turn(); figure != "" || waiting {
		t.Errorf("%q has another turn", figure)
	}
}
