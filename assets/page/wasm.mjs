// Fetches and compiles WebAssembly while telling how far it is.

/** Compiles while it loads, whatever type the host sends the file as; `report` hears how many bytes have arrived. */
export async function compile(url, report) {
  const response = await fetch(url);
  if (!response.ok) throw new Missing(url, response.status);
  let seen = 0;
  const counted = response.body.pipeThrough(new TransformStream({
    transform(chunk, out) {
      report(seen += chunk.byteLength);
      out.enqueue(chunk);
    },
  }));
  return WebAssembly.compileStreaming(new Response(counted, { headers: { 'content-type': 'application/wasm' } }));
}

/** A file of the page is not there; the page may be an old one (see theme.js). */
class Missing extends Error {
  constructor(url, status) {
    super(`${url.pathname} answered ${status}`);
    dispatchEvent(new CustomEvent('fallow-missing', { detail: url.href }));
  }
}
