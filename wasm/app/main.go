//go:build js && wasm

package main

import (
	"fmt"
	"log"

	"github.com/hack-pad/safejs"
)

func main() {
	host, err := safejs.Global().Get("fallowPage")
	if err != nil {
		log.Fatalf("the page cannot be reached: %v", err)
	}
	if err := run(host); err != nil {
		if _, err := host.Call("failed", err.Error()); err != nil {
			log.Print(err)
		}
	}
}

// run takes over the page and renders until something breaks.
func run(host safejs.Value) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("the page stopped working: %v", fault)
		}
	}()
	p, err := newPage(host)
	if err != nil {
		return err
	}
	if err := p.render(); err != nil {
		return err
	}
	if _, err := host.Call("ready"); err != nil {
		return err
	}
	p.start()
	for p.renderer.EventWait() {
		if err := p.nextFrame(); err != nil {
			return err
		}
		if err := p.render(); err != nil {
			return err
		}
	}
	return fmt.Errorf("the page stopped working")
}
