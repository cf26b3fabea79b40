//go:build js && wasm

package main

import (
	"errors"

	"github.com/hack-pad/safejs"
)

// takeFiles has the page hear of files that the visitor opens, drops or pastes. Its functions live as long as the page.
func (p *page) takeFiles() error {
	take, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		if len(args) < 3 {
			return nil
		}
		place, _ := args[0].String()
		name, _ := args[1].String()
		contents, err := bytesOf(args[2:])
		// Not here: JavaScript waits for this function, and the page may be locked.
		go p.show(func() {
			if err != nil {
				p.contents.RefuseFile(place, err)
				return
			}
			p.contents.TakeFile(place, name, contents)
		})
		return nil
	})
	if err != nil {
		return err
	}
	refuse, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		if len(args) < 2 {
			return nil
		}
		place, _ := args[0].String()
		reason, _ := args[1].String()
		go p.show(func() { p.contents.RefuseFile(place, errors.New(reason)) })
		return nil
	})
	if err != nil {
		return err
	}
	_, err = p.host.Call("takeFiles", take, refuse)
	return err
}
