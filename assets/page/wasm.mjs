// Fetches and compiles WebAssembly while telling how far it is; see fetcher.js for where.

/** At most so many milliseconds pass between two reports. */
const REPORT_EVERY = 50;

/** Compiles while it loads, whatever type the host sends the file as; `report` hears how many bytes have arrived. */
export async function compile(url, report) {
  const response = await fetch(url);
  if (!response.ok) return { missing: response.status };
  let [seen, next] = [0, 0];
  const counted = response.body.pipeThrough(new TransformStream({
    transform(chunk, out) {
      seen += chunk.byteLength;
      if (performance.now() >= next) {
        report(seen);
        next = performance.now() + REPORT_EVERY;
      }
      out.enqueue(chunk);
    },
  }));
  return { module: await WebAssembly.compileStreaming(new Response(counted, { headers: { 'content-type': 'application/wasm' } })) };
}

/** The same in a worker of the script `fetcher`, and here where there can be no such worker. */
export async function compileAside(fetcher, url, report) {
  let worker;
  try {
    worker = new Worker(fetcher, { name: 'fallow fetcher' });
  } catch { // there are none, or not here: a frame in a sandbox has no origin to load one from
    return compile(url, report);
  }
  try {
    return await new Promise((resolve, reject) => {
      worker.onerror = worker.onmessageerror = (event) => {
        event.preventDefault();
        resolve(compile(url, report));
      };
      worker.onmessage = ({ data: { seen, done, error } }) => {
        if (done) resolve(done); else if (error) reject(error); else report(seen);
      };
      worker.postMessage(url);
    });
  } finally {
    worker.terminate();
  }
}
