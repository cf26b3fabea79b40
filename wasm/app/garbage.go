//go:build js && wasm

package main

import (
	"runtime"
	"runtime/debug"
	"time"
)

const (
	// garbagePercent makes a page that does not come to rest collect its garbage at 16 megabytes instead of at 4: its state
	// takes less than one, and each move of a drag leaves .2.
	garbagePercent = 400
	// rest is for how long nothing must have been drawn until garbage is collected.
	rest = 500 * time.Millisecond
)

// collectAtRest collects garbage whenever the page has come to rest, so that it does not hold up a drag. It keeps what
// the browser holds for the program small as well. It does not return.
func (p *page) collectAtRest() {
	debug.SetGCPercent(garbagePercent)
	for range p.drawn {
		for resting := false; !resting; {
			select {
			case <-p.drawn:
			case <-time.After(rest):
				resting = true
			}
		}
		runtime.GC()
	}
}

// hasDrawn tells collectAtRest.
func (p *page) hasDrawn() {
	select {
	case p.drawn <- struct{}{}:
	default:
	}
}
