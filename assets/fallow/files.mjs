// Where the engine's files are and how they are read: next to this module unless the caller says otherwise.
import { EngineError, InputError } from './errors.mjs';
import { optional } from './params.mjs';

const MODELS = 'options.files.models';

/** The worker's script, as a URL. The literal form lets bundlers find the file. */
const workerURL = () => new URL('./worker.js', import.meta.url);

/** Where the files are: what the caller says, and else next to this module. */
export function filesOf(files) {
  const { engine, worker, models } = optional(files, 'options.files');
  if (worker !== undefined) addressOf(worker, 'options.files.worker');
  if (models !== undefined && typeof models !== 'function') addressOf(models, MODELS);
  return { engine, worker: worker ?? workerURL(), models };
}

/** Compiles the engine from a URL, from its bytes, or takes a module that is compiled already. */
export async function compileEngine(source = new URL('./engine.wasm', import.meta.url)) {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  return loaded('The engine', addressOf(source, 'options.files.engine'), async (response) => {
    // Streaming compilation insists on the right type, which not every static host sends.
    const typed = response.headers.get('content-type')?.startsWith('application/wasm');
    return typed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
  });
}

/** The bytes of a network that is shipped: `base` is the folder, or tells the address of a file. */
export async function readModel(name, base = new URL('./models/', import.meta.url)) {
  const url = typeof base === 'function' ? addressOf(base(name), MODELS) : new URL(name, addressOf(base, MODELS));
  return loaded('The network', url, async (response) => new Uint8Array(await response.arrayBuffer()));
}

function addressOf(place, path) {
  try {
    if (typeof place === 'string' || place instanceof URL) return new URL(place, import.meta.url);
  } catch { /* no address */ }
  throw new InputError(path, 'is not an address');
}

/** What `take` makes of a file; an EngineError that names it if it is not there or will not do. */
async function loaded(what, url, take) {
  try {
    return await take(await open(url));
  } catch (cause) {
    throw new EngineError(`${what} could not be loaded from ${url}: ${cause.message}`, { cause });
  }
}

async function open(url) {
  if (url.protocol === 'file:' && isNode) {
    const { readFile } = await nodeModule('fs/promises');
    return new Response(await readFile(url));
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response;
}

export const isNode = typeof globalThis.process?.versions?.node === 'string' && typeof globalThis.Worker !== 'function';

/** A module of Node's own, hidden from bundlers that build for browsers. */
export function nodeModule(name) {
  const specifier = `node:${name}`;
  return import(/* @vite-ignore */ /* webpackIgnore: true */ specifier);
}
