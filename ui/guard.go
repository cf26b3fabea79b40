package ui

import (
	"fmt"

	"github.com/vugu/vugu"
)

// Guard wraps the event handlers in results so that a panic in one becomes an error for fail, and the page goes on.
func Guard(results *vugu.BuildResults, fail func(error)) {
	guardOut(results, results.Out, fail)
}

func guardOut(results *vugu.BuildResults, out *vugu.BuildOut, fail func(error)) {
	for _, n := range out.Out {
		guardNode(n, fail)
	}
	for _, component := range out.Components {
		guardOut(results, results.ResultFor(component), fail)
	}
}

func guardNode(n *vugu.VGNode, fail func(error)) {
	for k := range n.DOMEventHandlerSpecList {
		spec := &n.DOMEventHandlerSpecList[k]
		handle := spec.Func
		spec.Func = func(event vugu.DOMEvent) {
			defer func() {
				if fault := recover(); fault != nil {
					fail(fmt.Errorf("something went wrong in the page itself: %v", fault))
				}
			}()
			handle(event)
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		guardNode(child, fail)
	}
}
