// Where the engine's files are and how they are read: next to this module unless the caller says otherwise.

/** The worker's script, as a URL. The literal form lets bundlers find the file. */
export const workerURL = () => new URL('./worker.js', import.meta.url);

/** Compiles the engine from a URL, from its bytes, or takes a module that is compiled already. */
export async function compileEngine(source = new URL('./engine.wasm', import.meta.url)) {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  const url = new URL(source, import.meta.url);
  if (url.protocol === 'file:' && isNode) {
    const { readFile } = await nodeModule('fs/promises');
    return WebAssembly.compile(await readFile(url));
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The engine could not be loaded: ${url} answered ${response.status}.`);
  // Streaming compilation insists on the right type, which not every static host sends.
  const typed = response.headers.get('content-type')?.startsWith('application/wasm');
  return typed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** The bytes of a network that is shipped: `base` is the folder, or tells the address of a file. */
export async function readModel(name, base = new URL('./models/', import.meta.url)) {
  const url = typeof base === 'function' ? new URL(base(name), import.meta.url) : new URL(name, new URL(base, import.meta.url));
  if (url.protocol === 'file:' && isNode) {
    const { readFile } = await nodeModule('fs/promises');
    return new Uint8Array(await readFile(url));
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The network could not be loaded: ${url} answered ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}

export const isNode = typeof globalThis.process?.versions?.node === 'string' && typeof globalThis.Worker !== 'function';

/** A module of Node's own, hidden from bundlers that build for browsers. */
export function nodeModule(name) {
  const specifier = `node:${name}`;
  return import(/* @vite-ignore */ /* webpackIgnore: true */ specifier);
}
