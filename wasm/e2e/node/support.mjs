// What the tests of the JavaScript API share. They run against the built files in dist/, as a user would.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import threads from 'node:worker_threads';

const root = new URL('../../../', import.meta.url);

/** Every worker that has been started, the newest last, so that a test can end one from outside. */
export const started = [];
const { Worker } = threads;
threads.Worker = class extends Worker {
  constructor(...args) {
    super(...args);
    started.push(this);
  }
};
syncBuiltinESMExports();

export const { load, InputError } = await import(new URL('dist/fallow.mjs', root));

/** Instances with the utilities and ratios that an independent reference found. */
export const fixtures = JSON.parse(await readFile(new URL('solvers/testdata/pf_pa.json', root), 'utf8'));

/** Figure 1 of the paper. */
export const figure1 = { values: [[1, 0.5], [1, 0.25]], demands: [[1, 1], [1, 1]], budgets: [1, 1] };

/** Runs a test body with an engine of its own and closes it. */
export async function withFallow(options, body) {
  const fallow = await load(options);
  try {
    return await body(fallow);
  } finally {
    fallow.close();
  }
}

/**
 * Runs a test body while it can listen between workers: `heed` gets each message that one sends to another, and whether
 * the one that leads did.
 */
export async function listening(heed, body) {
  const { MessageChannel } = globalThis;
  globalThis.MessageChannel = class {
    constructor() {
      const [near, far] = [new MessageChannel(), new MessageChannel()];
      const relay = (from, to, fromLeader) => {
        from.on('message', (message) => {
          heed(message, fromLeader);
          to.postMessage(message, [message.data.buffer]);
        }).on('close', () => to.close()).unref();
      };
      relay(near.port2, far.port1, true);
      relay(far.port1, near.port2, false);
      Object.assign(this, { port1: near.port1, port2: far.port2 });
    }
  };
  try {
    return await body();
  } finally {
    globalThis.MessageChannel = MessageChannel;
  }
}

/** What a worker says about itself. */
export function ask(worker) {
  return new Promise((resolve) => {
    const awake = setInterval(() => {}, 1000); // Node does not wait for a worker that has nothing to do
    const hear = (message) => {
      if (!message.pong) return;
      clearInterval(awake);
      worker.off('message', hear);
      resolve(message);
    };
    worker.on('message', hear);
    worker.postMessage({ ping: true });
  });
}

/** Checks that a promise rejects with an InputError that names a field. */
export async function rejectsWith(path, promise) {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof InputError, `${path}: ${error}`);
    assert.equal(error.path, path);
    assert.ok(error.message.startsWith(`${path} `), error.message);
    return true;
  }, path);
}

/** Milliseconds from abort() to the rejection with an AbortError of what `start` begins. */
export async function timeToAbort(start, after = 150) {
  const controller = new AbortController();
  const promise = start(controller.signal);
  promise.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, after));
  const at = performance.now();
  controller.abort();
  await assert.rejects(promise, { name: 'AbortError' });
  return performance.now() - at;
}

/**
 * Checks that something takes less than `limit` milliseconds, in the best of a few tries: what other programs do to a
 * busy machine is not ours, and does not happen every time.
 */
export async function isWithin(limit, measure, what) {
  const times = [];
  while (times.length < 5 && !(times.at(-1) < limit)) times.push(await measure());
  assert.ok(times.at(-1) < limit, `${what}: ${times.map((ms) => ms.toFixed(0))} ms, want less than ${limit}`);
}

export function closeTo(actual, expected, tolerance, what) {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, want ${expected} to ${tolerance}`);
}
