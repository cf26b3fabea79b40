// The pool by itself, with workers that are not there.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Pool } from '../../../assets/fallow/pool.mjs';
import { Request } from '../../../assets/fallow/request.mjs';

/** Starts workers that record what they are sent and answer when told to. */
function stage() {
  const workers = [];
  const start = async ({ onMessage, onDeath }) => {
    const worker = {
      sent: [], terminated: false, onMessage, onDeath,
      requests() { return this.sent.filter(({ id }) => id !== undefined); },
      answer(k, value = 'ok') { onMessage({ id: this.requests()[k].id, result: JSON.stringify(value), buffers: [] }); },
    };
    workers.push(worker);
    queueMicrotask(() => onMessage({ ready: { simd: false } }));
    return { post: (message) => worker.sent.push(message), terminate() { worker.terminated = true; }, hold() {} };
  };
  return { workers, start };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('workers are started when there is work for them, up to the size', async () => {
  const { workers, start } = stage();
  const pool = new Pool(3, start);
  await pool.warm();
  assert.equal(workers.length, 1);
  for (let k = 0; k < 20; k++) pool.run(new Request({ op: 'x' })).catch(() => {});
  await settled();
  assert.equal(workers.length, 3);
  assert.deepEqual(workers.map((worker) => worker.requests().length), [4, 4, 4]);
  workers[1].answer(0);
  await settled();
  assert.equal(workers[1].requests().length, 5, 'the next in the queue goes to the worker that has become free');
  pool.close();
  assert.ok(workers.every(({ terminated }) => terminated));
});

test('a worker has one chunk at a time, and single requests beside it', async () => {
  const { workers, start } = stage();
  const pool = new Pool(2, start);
  for (let k = 0; k < 6; k++) pool.run(new Request({ op: 'part', kind: 'chunk' })).catch(() => {});
  pool.run(new Request({ op: 'small' })).catch(() => {});
  await settled();
  assert.deepEqual(workers.map((worker) => worker.requests().length).sort(), [1, 2]);
  pool.close();
});

test('a model is sent once to each worker that needs it', async () => {
  const { workers, start } = stage();
  const pool = new Pool(1, start);
  const model = { id: 7, bytes: new Uint8Array(3) };
  for (let k = 0; k < 3; k++) pool.run(new Request({ op: 'allocate', model })).catch(() => {});
  await settled();
  assert.deepEqual(workers[0].sent.map(({ op }) => op), ['keepModel', 'allocate', 'allocate', 'allocate']);
  assert.equal(model.bytes.length, 3, 'the bytes stay here');
  pool.close();
});

test('a busy worker that answers nothing at all is given up', async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  try {
    const { workers, start } = stage();
    const pool = new Pool(1, start);
    const lost = pool.run(new Request({ op: 'x' }));
    lost.catch(() => {});
    await settled();
    for (let k = 0; k < 60; k++) {
      mock.timers.tick(1000);
      workers[0].onMessage({ pong: true });
    }
    assert.equal(workers[0].terminated, false, 'it answers, so it lives');
    mock.timers.tick(40_000);
    await assert.rejects(lost, { name: 'EngineError', message: /did not answer/ });
    assert.ok(workers[0].terminated);
    const next = pool.run(new Request({ op: 'y' }));
    await settled();
    workers[1].answer(0, 'from its successor');
    assert.equal((await next).value, 'from its successor');
    pool.close();
  } finally {
    mock.timers.reset();
  }
});

test('a request that is aborted while it waits is never sent', async () => {
  const { workers, start } = stage();
  const pool = new Pool(1, start);
  pool.run(new Request({ op: 'first', kind: 'chunk' })).catch(() => {});
  const controller = new AbortController();
  const second = pool.run(new Request({ op: 'second', kind: 'chunk', signal: controller.signal }));
  await settled();
  controller.abort(new Error('why'));
  await assert.rejects(second, (error) => error.name === 'AbortError' && error.cause.message === 'why');
  workers[0].answer(0);
  await settled();
  assert.deepEqual(workers[0].requests().map(({ op }) => op), ['first']);
  pool.close();
});
