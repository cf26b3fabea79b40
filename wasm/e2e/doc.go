// Package e2e tests the built site in real browsers: what a visitor sees and does, from the text that is there before
// any script to a network that was trained on the page.
//
// The tests need dist/ and Chromium, so they carry the build tag e2e; build.sh builds first and runs
//
//	go test -tags e2e ./wasm/e2e -dist dist
//
// A test waits for a state of the page, never for a time. A console error, an exception or a request to another origin
// fails whichever test it happens in. Tests alone import other
// packages of this module.
package e2e
