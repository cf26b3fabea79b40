package ui

import (
	"strings"

	"github.com/vugu/vugu"
)

// Tidy removes the text nodes that are only a line break and indentation in the markup. Without them the browser's
// tree and vugu's are the same node for node, and a render sends half as much.
func Tidy(results *vugu.BuildResults) {
	tidyOut(results, results.Out)
}

func tidyOut(results *vugu.BuildResults, out *vugu.BuildOut) {
	for _, n := range out.Out {
		tidyNode(n)
	}
	for _, component := range out.Components {
		tidyOut(results, results.ResultFor(component))
	}
}

func tidyNode(n *vugu.VGNode) {
	for child := n.FirstChild; child != nil; {
		next := child.NextSibling
		if child.Type == vugu.TextNode && strings.TrimSpace(child.Data) == "" && strings.Contains(child.Data, "\n") {
			n.RemoveChild(child)
		} else {
			tidyNode(child)
		}
		child = next
	}
}
