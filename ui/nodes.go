package ui

import (
	"strings"

	"github.com/vugu/vjson"
	"github.com/vugu/vugu"
)

// The functions that the components' generated code calls for what it does at every node; see ui/compact.

// textIn adds a text to a node.
//
//go:noinline
func textIn(parent *vugu.VGNode, text string) *vugu.VGNode {
	n := &vugu.VGNode{Type: vugu.TextNode, Data: text}
	parent.AppendChild(n)
	return n
}

// elementIn adds an element to a node, or to nothing. Its attributes are lines of key=value.
func elementIn(parent *vugu.VGNode, namespace, name, attributes string) *vugu.VGNode {
	n := &vugu.VGNode{Type: vugu.ElementNode, Namespace: namespace, Data: name}
	if attributes != "" {
		n.Attr = make([]vugu.VGAttribute, 0, strings.Count(attributes, "\n")+1)
		for line := range strings.SplitSeq(attributes, "\n") {
			key, value, _ := strings.Cut(line, "=")
			n.Attr = append(n.Attr, vugu.VGAttribute{Key: key, Val: value})
		}
	}
	if parent != nil {
		parent.AppendChild(n)
	}
	return n
}

// setMarkup gives an element contents that do not change.
//
//go:noinline
func setMarkup(n *vugu.VGNode, markup string) {
	n.InnerHTML = &markup
}

// setProperty sets a property of the element in the browser.
func setProperty(n *vugu.VGNode, key string, value any) {
	b, err := vjson.Marshal(value)
	if err != nil {
		panic(err)
	}
	n.Prop = append(n.Prop, vugu.VGProperty{Key: key, JSONVal: vjson.RawMessage(b)})
}

// on has the browser call handle.
//
//go:noinline
func on(n *vugu.VGNode, event string, handle func(vugu.DOMEvent)) {
	n.DOMEventHandlerSpecList = append(n.DOMEventHandlerSpecList, vugu.DOMEventHandlerSpec{EventType: event, Func: handle})
}
