// Fetches and compiles WebAssembly while telling how far it is.

/** Counts the bytes of several files against what they will be together. */
export class Progress {
  #sizes; #seen = 0; #tell;
  constructor(sizes, tell) {
    this.#sizes = sizes;
    this.#tell = tell;
  }
  add(bytes) {
    this.#seen += bytes;
    this.#tell(this.#seen, this.#sizes);
  }
}

/** Compiles while it loads, whatever type the host sends the file as. */
export async function compile(url, progress) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}`);
  const counted = response.body.pipeThrough(new TransformStream({
    transform(chunk, out) {
      progress.add(chunk.byteLength);
      out.enqueue(chunk);
    },
  }));
  return WebAssembly.compileStreaming(new Response(counted, { headers: { 'content-type': 'application/wasm' } }));
}
