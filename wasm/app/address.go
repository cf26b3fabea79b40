//go:build js && wasm

package main

import (
	"encoding/json"
	"fmt"

	"github.com/hack-pad/safejs"
)

// openAddress takes over what was kept over a reload, then what the address says, and listens to where the visitor goes
// from here.
func (p *page) openAddress() error {
	keptText, err := p.hostString("kept")
	if err != nil {
		return err
	}
	kept := map[string]string{}
	if keptText != "" && json.Unmarshal([]byte(keptText), &kept) != nil {
		kept = nil // by another version of the page
	}
	address, err := p.hostString("address")
	if err != nil {
		return err
	}
	p.locked(func() {
		p.contents.Recall(kept)
		p.contents.Open(address)
	})
	open, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		if address, err := args[0].String(); err == nil {
			p.locked(func() {
				p.contents.Open(address)
				p.rendered = undrawn // whoever asked hears what is shown
			})
		}
		return nil
	})
	if err != nil {
		return err
	}
	keep, err := safejs.FuncOf(func(safejs.Value, []safejs.Value) any {
		var kept []byte
		p.locked(func() { kept, _ = json.Marshal(p.contents.Keep()) }) // a map of texts can be marshalled
		return string(kept)
	})
	if err != nil {
		return err
	}
	_, err = p.host.Call("listen", open, keep)
	return err
}

// locked runs action with the page locked, and has the page rendered. A panic in it is told to the visitor.
func (p *page) locked(action func()) {
	env := p.renderer.EventEnv()
	env.Lock()
	defer env.UnlockRender()
	defer func() {
		if fault := recover(); fault != nil {
			p.contents.Fail(fmt.Errorf("something went wrong in the page itself: %v", fault))
		}
	}()
	action()
}
