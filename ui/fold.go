package ui

import "github.com/vugu/vugu"

// fold is whether what stands under a summary is shown. The browser unfolds it without being told to; but vugu takes
// away every attribute that it has not set, so it has to know.
type fold struct{ open bool }

// flip is for a click on the summary, which the browser follows.
func (f *fold) flip() { f.open = !f.open }

// follow is for the browser's news, which come some frames later, but also of what it unfolds on its own.
func (f *fold) follow(event vugu.DOMEvent) { f.open = event.PropBool("target", "open") }
