// Starting, dying and closing.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { promisify } from 'node:util';
import { ask, figure1, load, started, withFallow } from './support.mjs';

const pf = { name: 'pf' };
const module = new URL('../../../dist/fallow.mjs', import.meta.url).href;

test('load says what runs', async () => {
  await withFallow({ workers: 2 }, (fallow) => {
    assert.match(fallow.version, /^\d+\.\d+\.\d+/);
    assert.equal(fallow.engine.workers, 2);
    assert.equal(typeof fallow.engine.simd, 'boolean');
  });
  await withFallow({ simd: 'off' }, (fallow) => {
    assert.equal(fallow.engine.simd, false);
    assert.ok(fallow.engine.workers >= 1 && fallow.engine.workers <= 8);
  });
  await withFallow({ workers: 50 }, (fallow) => assert.equal(fallow.engine.workers, 8));
});

test('the engine may be given as bytes', async () => {
  const engine = await readFile(new URL('../../../dist/npm/engine.wasm', import.meta.url));
  await withFallow({ workers: 1, files: { engine } }, async (fallow) => {
    assert.equal((await fallow.allocate(figure1, pf)).utilities.length, 2);
  });
});

test('load rejects, with a reason, where the engine cannot start', async () => {
  const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]); // a module without exports
  await assert.rejects(load({ files: { engine: empty } }), { name: 'EngineError' });
  await assert.rejects(load({ files: { engine: new Uint8Array(8) } }), { name: 'CompileError' });
  for (const engine of ['/nowhere.wasm', new URL('./life.test.mjs', import.meta.url)]) {
    await assert.rejects(load({ files: { engine } }), (error) =>
      error.name === 'EngineError' && error.cause instanceof Error && /^The engine could not be loaded from file:\/\/.*: /.test(error.message));
  }
  await withFallow({ workers: 1, files: { models: '/nowhere/' } }, (fallow) => assert.rejects(fallow.study('figure4'),
    { name: 'EngineError', message: /^The network could not be loaded from file:\/\/\/nowhere\/.*\.safetensors: / }));
  await assert.rejects(load({ files: { worker: new URL('file:///nowhere/worker.js') } }), { name: 'EngineError' });
});

test('a worker that is ended from outside fails its requests and is replaced', () =>
  withFallow({ workers: 2 }, async (fallow) => {
    await fallow.allocate(figure1, pf);
    const long = fallow.bestResponse(figure1, pf, 0, { evaluations: 1e8 });
    const other = fallow.bestResponse(figure1, pf, 0, { evaluations: 2000 });
    long.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 50));
    started.at(-2).terminate();
    const at = performance.now();
    await assert.rejects(long, { name: 'EngineError', message: /has stopped/ });
    assert.ok(performance.now() - at < 3000, 'it is noticed at once');
    assert.equal((await other).agent, 0);
    const count = started.length;
    const again = await Promise.all([1, 2, 3, 4].map(() => fallow.allocate(figure1, pf)));
    assert.equal(again.length, 4);
    assert.equal(started.length, count + 1, 'one new worker');
  }));

test('a worker keeps nothing of what it has answered', () => withFallow({ workers: 2 }, async (fallow) => {
  for (let k = 0; k < 5; k++) await Promise.all(Array.from({ length: 20 }, () => fallow.allocate(figure1, pf)));
  await fallow.train({ agents: 2, resources: 2 }, { objective: { kind: 'penalty', alpha: 1 }, iterations: 3, batch: 8 });
  const kept = async () => (await Promise.all(started.slice(-2).map(ask))).map(({ requests }) => requests);
  const deadline = performance.now() + 5000; // the helper hears a little later that training has ended
  while ((await kept()).some((requests) => requests > 0) && performance.now() < deadline);
  assert.deepEqual(await kept(), [0, 0]);
}));

test('a message that the engine cannot read is answered with an error', () => withFallow({ workers: 1 }, async () => {
  const worker = started.at(-1);
  for (const [id, message] of [[1e9, { op: 'allocate', params: '{}', buffers: [7] }], [1e9 + 1, { op: 'allocate', params: 7, buffers: [] }]]) {
    const heard = new Promise((resolve) => worker.on('message', (answer) => { if (answer.id === id) resolve(answer); }));
    worker.postMessage({ id, ...message });
    const awake = setInterval(() => {}, 1000);
    const { error } = await heard;
    clearInterval(awake);
    assert.equal(error.name, 'Error');
    assert.ok(error.message.length > 0);
  }
  assert.equal((await ask(worker)).requests, 0);
}));

test('close ends what runs and refuses what comes', async () => {
  const fallow = await load({ workers: 2 });
  const running = fallow.bestResponse(figure1, pf, 0, { evaluations: 1e8 });
  const closed = assert.rejects(running, { name: 'EngineError', message: /closed/ });
  fallow.close();
  await closed;
  await assert.rejects(fallow.allocate(figure1, pf), { message: /closed/ });
  fallow.close(); // twice does no harm
});

test('a call after close rejects once, whatever its signal does', async () => {
  const fallow = await load({ workers: 1 });
  fallow.close();
  const lost = [];
  const note = (error) => lost.push(error);
  process.on('unhandledRejection', note);
  const setup = { agents: 2, resources: 2 };
  for (const call of [
    (hooks) => fallow.allocate(figure1, pf, {}, hooks), (hooks) => fallow.allocateMany([figure1], pf, {}, hooks),
    (hooks) => fallow.bestResponse(figure1, pf, 0, {}, hooks), (hooks) => fallow.sample(setup, 1, 1, hooks),
    (hooks) => fallow.evaluate(setup, pf, { samples: 1, seed: 1 }, hooks), (hooks) => fallow.study('figure1', {}, hooks),
    (hooks) => fallow.train(setup, { objective: { kind: 'penalty', alpha: 1 } }, hooks),
  ]) {
    const controller = new AbortController();
    for (const hooks of [{ signal: controller.signal }, { signal: controller.signal, onProgress() {} }]) {
      await assert.rejects(call(hooks), { name: 'EngineError', message: /closed/ });
    }
    controller.abort();
    await assert.rejects(call({ signal: controller.signal }));
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off('unhandledRejection', note);
  assert.deepEqual(lost, []);
});

test('Node ends by itself when nothing is asked any more, closed or not', async () => {
  for (const end of ['fallow.close();', '']) {
    const script = `
      const { load } = await import(${JSON.stringify(module)});
      const fallow = await load({ workers: 2 });
      const outcome = await fallow.allocate(${JSON.stringify(figure1)}, { name: 'pf' });
      ${end}
      console.log(outcome.utilities.length);`;
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script],
      { timeout: 20_000 });
    assert.equal(stdout, '2\n');
    assert.equal(stderr, '');
  }
});
