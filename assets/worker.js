// The script of a worker: starts the engine and carries messages between it and whoever started the worker. Runs as a
// classic worker in browsers and as a worker thread in Node, and becomes one file with Go's own support script.
import 'go:wasm_exec';
import { link } from './kernels.mjs';

const post = { message() {} };
let engine = null; // { receive, cancel, turn } once Go runs
const early = []; // what arrived before

listen();

function listen() {
  if (typeof self === 'object' && typeof self.postMessage === 'function') {
    post.message = (message, transfer) => self.postMessage(message, transfer);
    self.onmessage = (event) => take(event.data);
    return;
  }
  const threads = 'node:worker_threads';
  import(/* @vite-ignore */ /* webpackIgnore: true */ threads).then(({ parentPort }) => {
    post.message = (message, transfer) => parentPort.postMessage(message, transfer);
    parentPort.on('message', take);
  });
}

function take(message) {
  if (message.start) start(message.start).catch((error) => post.message({ fatal: error.message }));
  else if (message.ping) post.message({ pong: true });
  else if (engine === null) early.push(message);
  else if (message.cancel !== undefined) engine.cancel(message.cancel);
  else engine.receive(message.id ?? 0, message.op, message.params, message.buffers);
}

async function start({ module, simd: wanted }) {
  const go = new globalThis.Go();
  const lastWords = keepLastWords();
  let simd = false;
  globalThis.fallowHost = {
    askTurn: turnGiver(() => engine.turn()),
    ready(receive, cancel, turn) {
      engine = { receive, cancel, turn };
      post.message({ ready: { simd } });
      for (const message of early.splice(0)) take(message);
    },
    reply(id, result, buffers) {
      if (id) post.message({ id, result, buffers }, buffers.map((b) => b.buffer));
    },
    fail(id, name, path, message) {
      if (id) post.message({ id, error: { name, path, message } });
    },
    progress(id, progress) {
      post.message({ id, progress });
    },
  };
  const kernels = link({ simd: wanted });
  const instance = await WebAssembly.instantiate(module, { ...go.importObject, ...kernels.imports });
  simd = kernels.attach(instance);
  go.exit = () => {};
  go.run(instance).then(() => post.message({ fatal: lastWords() || 'the engine ended' }));
}

/**
 * A function that calls back when other events have had their turn. A timer would be clamped to 4 ms, or in a tab that
 * is not shown to a second. Node handles up to 1000 messages of a port in a row before it looks at another port, so
 * there a message to oneself would not do.
 */
function turnGiver(callback) {
  if (typeof setImmediate === 'function') return () => { setImmediate(callback); };
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = callback;
  return () => port1.postMessage(0);
}

/** Go writes why it ends to its standard error, which has no other place to go. */
function keepLastWords() {
  const decoder = new TextDecoder();
  let words = '';
  globalThis.fs.writeSync = (_, bytes) => {
    words = (words + decoder.decode(bytes)).slice(-2000);
    return bytes.length;
  };
  return () => words.split('\n').find((line) => /^(panic|fatal error|runtime):/.test(line)) ?? '';
}
