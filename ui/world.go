package ui

import (
	"context"

	"fallow/ui/fallow"
)

// World is how the page reaches what is outside of it. The browser, the build and the tests each bring their own.
type World struct {
	Engine fallow.Engine
	// Ask runs work away from the page, then runs what it returned with the page locked, and has the page rendered.
	// It is called with the page locked and does not wait. The context ends when the page goes away.
	Ask func(work func(ctx context.Context) (apply func()))
	// Show runs apply with the page locked, and has the page rendered. It is called from within work, and waits.
	Show func(apply func())
	// Copy puts text on the clipboard; then is called with the page locked, and has the page rendered.
	Copy func(text string, then func(error))
	// Print prints a figure alone.
	Print func(figure string) error
	// Download offers the visitor a file.
	Download func(name string, contents []byte) error
	// Tell tells a page that embeds this one what happened; nil where nobody listens. The kinds are "progress" and
	// "result", the detail's members those that assets/page/parent.mjs lists. It does not wait.
	Tell func(kind string, detail map[string]any)
	// Shelf keeps runs of training; nil where there is nothing to keep them in.
	Shelf Shelf
}

func (w *World) tell(kind string, detail map[string]any) {
	if w.Tell != nil {
		w.Tell(kind, detail)
	}
}

// Latest keeps a control from asking again while an answer is under way: however fast a slider moves, one question is
// open, and the next one is about where the slider is by then.
type Latest struct{ running, again bool }

// Ask asks if nothing is open; otherwise ask is called again, with the page locked, as soon as the answer is there.
// ask returns the work to do, as World.Ask takes it.
func (l *Latest) Ask(world *World, ask func() func(context.Context) func()) {
	if l.running {
		l.again = true
		return
	}
	work := ask()
	l.running = true
	world.Ask(func(ctx context.Context) func() {
		answered := func() {
			l.running = false
			if l.again {
				l.again = false
				l.Ask(world, ask)
			}
		}
		var apply func()
		defer func() {
			if apply == nil { // work panics, and nothing that it would have returned is run
				world.Show(answered)
			}
		}()
		apply = work(ctx)
		return func() {
			defer answered()
			apply()
		}
	})
}
