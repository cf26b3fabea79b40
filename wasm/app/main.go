//go:build js && wasm

// Command app is the page's program: it takes over the first view that the build rendered, draws it again as the visitor
// acts, and asks the engine through fallow.mjs, with the same calls as a site that embeds Fallow. Every crossing to
// JavaScript goes through safejs, so a browser's exception is a Go error and then a sentence.
//
// In a worker it is the engine: what both have in common, most of them, is fetched and compiled once.
//
// It imports ui and wasm/engine/loop. Its subpackage prerender runs while the page is being built.
package main

import (
	"fmt"
	"log"

	"github.com/hack-pad/safejs"

	"fallow/wasm/engine/loop"
)

func main() {
	if inWorker() {
		log.Fatal(loop.Run())
	}
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
	if err := p.openAddress(); err != nil {
		return err
	}
	if err := p.listenForGifts(); err != nil {
		return err
	}
	go p.collectAtRest()
	if err := p.takeOver(); err != nil {
		return err
	}
	if err := p.takeFiles(); err != nil {
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

// inWorker says whether there is no page here.
func inWorker() bool {
	document, err := safejs.Global().Get("document")
	return err != nil || document.IsUndefined()
}
