package compact

import "testing"

// What each pattern of vugugen becomes.
func TestRewrite(t *testing.T) {
	for name, c := range map[string]struct{ code, want string }{
		"indentation": {
			"\n\tvgn = &vugu.VGNode{Type: vugu.VGNodeType(1), Data: \"\\n  \"}\n\tvgparent.AppendChild(vgn)\n", "\n",
		},
		"a space that shows": {
			"\n\tvgn = &vugu.VGNode{Type: vugu.VGNodeType(1), Data: \" \"}\n\tvgparent.AppendChild(vgn)\n",
			"\nvgn = textIn(vgparent, \" \")\n",
		},
		"an element with attributes": {
			`vgn = &vugu.VGNode{Type: vugu.VGNodeType(3), Namespace: "svg", Data: "rect", Attr: []vugu.VGAttribute{` +
				`vugu.VGAttribute{Namespace: "", Key: "x", Val: "1=\""}, {Namespace: "", Key: "y", Val: ""}}}` +
				"\n\tvgparent.AppendChild(vgn)",
			`vgn = elementIn(vgparent, "svg", "rect", "x=1=\"\ny=")`,
		},
		"a root": {
			`vgn = &vugu.VGNode{Type: vugu.VGNodeType(3), Namespace: "", Data: "p", Attr: []vugu.VGAttribute(nil)}`,
			`vgn = elementIn(nil, "", "p", "")`,
		},
		"a line break in an attribute": {
			`vgn = &vugu.VGNode{Type: vugu.VGNodeType(3), Namespace: "", Data: "p", Attr: []vugu.VGAttribute{{Namespace: "", Key: "a", Val: "\n"}}}`,
			`vgn = &vugu.VGNode{Type: vugu.VGNodeType(3), Namespace: "", Data: "p", Attr: []vugu.VGAttribute{{Namespace: "", Key: "a", Val: "\n"}}}`,
		},
		"contents": {`vgn.SetInnerHTML(vugu.HTML("a <b>c</b>"))`, `setMarkup(vgn, "a <b>c</b>")`},
		"a property": {
			"{\n\tb, err := vjson.Marshal(f(c.x))\n\tif err != nil {\n\t\tpanic(err)\n\t}\n" +
				"\tvgn.Prop = append(vgn.Prop, vugu.VGProperty{Key: \"value\", JSONVal: vjson.RawMessage(b)})\n}",
			`setProperty(vgn, "value", f(c.x))`,
		},
		"an event": {
			"vgn.DOMEventHandlerSpecList = append(vgn.DOMEventHandlerSpecList, vugu.DOMEventHandlerSpec{\n\tEventType: \"click\",\n" +
				"\tFunc:      func(event vugu.DOMEvent) { c.on(event) },\n\t// a note of its own\n})",
			`on(vgn, "click", func(event vugu.DOMEvent) { c.on(event) })`,
		},
	} {
		got := Rewrite(c.code)
		if got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
		if again := Rewrite(got); again != got {
			t.Errorf("%s: rewriting again gave\n%s", name, again)
		}
	}
}
