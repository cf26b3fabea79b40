//go:build js && wasm

// Command engine is the compute module: it lives in a worker, takes typed messages and answers them, and has no user
// interface. What it can do is in packages ops and studies; package loop carries the messages between that and the worker's script
// (assets/worker.js). It may import everything except ui.
package main

import (
	"log"

	"fallow/wasm/engine/loop"
	"fallow/wasm/engine/studies"
)

func main() {
	log.Fatal(loop.Run(studies.Add))
}
