// Starting workers as browsers do, with a browser's parts that stand in for it.
import assert from 'node:assert/strict';
import { resolveObjectURL } from 'node:buffer';
import test from 'node:test';
import { connectWeb } from '../../../assets/fallow/connection.mjs';
import { compileAside } from '../../../assets/page/wasm.mjs';

/** Runs a test body while globals are others. */
async function withGlobals(globals, body) {
  const before = Object.fromEntries(Object.keys(globals).map((name) => [name, globalThis[name]]));
  Object.assign(globalThis, globals);
  try {
    return await body();
  } finally {
    Object.assign(globalThis, before);
  }
}

const elsewhere = 'https://cdn.example/worker.js';
const fetch = async () => new Response('self.onmessage = () => {};');

test("a script from elsewhere is kept no longer than until it has been loaded", async () => {
  let worker;
  class Worker {
    constructor(url) {
      this.url = url;
      worker = this;
    }

    terminate() {}
  }
  await withGlobals({ Worker, fetch }, async () => {
    const ends = [
      () => worker.onmessage({ data: { pong: true } }), () => worker.onerror({ message: 'x' }), (connection) => connection.terminate(),
    ];
    for (const end of ends) {
      const connection = await connectWeb(elsewhere, () => {}, () => {});
      assert.ok(resolveObjectURL(worker.url), 'it is there to be loaded');
      end(connection);
      assert.equal(resolveObjectURL(worker.url), undefined);
    }
  });
});

test('where the browser refuses to start a worker, nothing is kept, and the page compiles its program itself', async () => {
  let asked;
  class Worker {
    constructor(url) {
      asked = url;
      throw new DOMException('not from here', 'SecurityError');
    }
  }
  await withGlobals({ Worker, fetch }, async () => {
    await assert.rejects(connectWeb(elsewhere, () => {}, () => {}), { name: 'SecurityError' });
    assert.equal(resolveObjectURL(asked), undefined);
  });
  await withGlobals({ Worker }, async () => {
    const { module } = await compileAside('fetcher.js', 'data:application/wasm;base64,AGFzbQEAAAA=', () => {});
    assert.ok(module instanceof WebAssembly.Module);
  });
});
