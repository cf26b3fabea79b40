// Package loop answers the messages of a worker's script (assets/worker.js) with what package ops computes, several at
// a time on the worker's one thread. It is a package of its own so that another program can be the engine as well, when
// it finds itself in a worker. Except for this comment it exists on js/wasm only.
package loop
