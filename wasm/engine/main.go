//go:build js && wasm

// Command engine is the compute module: it lives in a worker, takes typed messages and answers them, and has no user
// interface. What it can do is in package ops; this command only carries messages between that and the worker's
// script (assets/worker.js). It may import everything except ui.
package main

import "log"

func main() {
	loop, err := newLoop()
	if err != nil {
		log.Fatalf("the engine cannot reach its worker: %v", err)
	}
	if err := loop.start(); err != nil {
		log.Fatalf("the engine cannot answer its worker: %v", err)
	}
	select {}
}
