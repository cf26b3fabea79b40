// The script of a worker: starts the engine and carries messages between it and whoever started the worker. Runs as a
// classic worker in browsers and as a worker thread in Node, and becomes one file with Go's own support script.
import 'go:wasm_exec';
import { link } from './kernels.mjs';

const post = { message() {} };
const early = []; // what arrived before the engine ran
const ports = new Map(); // request that has not been answered -> the ports of the other workers that take part in it
let memory = null; // the engine's, once it is there
let engine = null; // { receive, cancel, hold, deliver, turn } once Go runs

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
  else if (message.ping) post.message({ pong: true, memory: memory?.buffer.byteLength ?? 0, requests: ports.size });
  else if (engine === null) early.push(message);
  else if (message.cancel !== undefined) engine.cancel(message.cancel);
  else if (message.hold !== undefined) engine.hold(message.hold, message.wait);
  else receive(message);
}

/** Starts a request. Go runs for as long as it can before engine.receive returns, so all that it needs is there before. */
function receive({ id = 0, op, params, buffers, ports: list = [] }) {
  ports.set(id, list);
  list.forEach((port, peer) => {
    port.onmessage = ({ data: { head, data } }) => engine.deliver(id, peer, head, data);
  });
  engine.receive(id, op, params, buffers, list.length);
}

/** Tells the asker how a request ended. What nobody asked for, with id 0, is not answered. */
function answer(id, message, transfer) {
  for (const port of ports.get(id) ?? []) port.close();
  ports.delete(id);
  if (id !== 0) post.message({ id, ...message }, transfer);
}

async function start({ module, simd }) {
  const go = new globalThis.Go();
  const lastWords = keepLastWords();
  const kernels = link({ simd });
  const instance = await WebAssembly.instantiate(module, { ...go.importObject, ...kernels.imports });
  memory = instance.exports.mem;
  const about = { simd: kernels.attach(instance), locked: await lock() };
  globalThis.fallowHost = {
    askTurn: turnGiver(() => engine.turn()),
    ready(receive, cancel, hold, deliver, turn) {
      engine = { receive, cancel, hold, deliver, turn };
      post.message({ ready: about });
      for (const message of early.splice(0)) take(message);
    },
    reply: (id, result, buffers) => answer(id, { result, buffers }, buffers.map((b) => b.buffer)),
    fail: (id, name, path, message) => answer(id, { error: { name, path, message } }),
    progress: (id, progress, buffers) => post.message({ id, progress, buffers }, buffers.map((b) => b.buffer)),
    send: (id, peer, head, data) => ports.get(id)[peer].postMessage({ head, data }, [data.buffer]),
  };
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

/** Holds a lock of the worker's own name for as long as it lives, where there are locks; see connection.mjs. */
function lock() {
  if (!globalThis.navigator?.locks || !globalThis.name) return false;
  return new Promise((resolve) => {
    navigator.locks.request(self.name, () => {
      resolve(true);
      return new Promise(() => {});
    }).catch(() => resolve(false)); // not allowed here
  });
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
