// Batches over workers: the same bits whatever their number, progress, cancellation.
import assert from 'node:assert/strict';
import test from 'node:test';
import { figure1, isWithin, load, timeToAbort, withFallow } from './support.mjs';

const setup = { agents: 5, resources: 3, budget: 1 };
const pf = { name: 'pf' };

test('the number of workers changes nothing', async () => {
  const results = [];
  for (const workers of [1, 3]) {
    results.push(await withFallow({ workers }, async (fallow) => {
      const instances = await fallow.sample({ ...setup, distribution: 'perturbed' }, 600, 5);
      return [
        instances,
        await fallow.allocateMany(instances, { name: 'pa' }),
        await fallow.evaluate(setup, pf, { samples: 40, seed: 2, deviate: 'values', evaluations: 50 }),
        await fallow.evaluate(instances, { name: 'mixture', rho: 0.3 }, { samples: 300, seed: 2 }),
      ];
    }));
  }
  assert.deepEqual(results[0], results[1]);
});

test('progress rises to the total, about ten times a second', () => withFallow({ workers: 2 }, async (fallow) => {
  const seen = [];
  const started = performance.now();
  await fallow.evaluate(setup, pf, { samples: 200, seed: 1, deviate: 'values', evaluations: 60 },
    { onProgress: (progress) => seen.push(progress) });
  const seconds = (performance.now() - started) / 1000;
  assert.ok(seen.length >= 2 && seen.length <= 12 * seconds + 3, `${seen.length} reports in ${seconds} s`);
  seen.forEach(({ done, total }, k) => assert.ok(total === 200 && done > (seen[k - 1]?.done ?? 0)));
  assert.equal(seen.at(-1).done, 200);
  const none = [];
  await fallow.allocateMany([], pf, {}, { onProgress: (progress) => none.push(progress) });
  await fallow.sample(setup, 0, 1, { onProgress: (progress) => none.push(progress) });
  assert.deepEqual(none, [{ done: 0, total: 0 }, { done: 0, total: 0 }], 'of nothing, the end is reported too');
}));

test('an error in a callback of the caller is what the call rejects with', () => withFallow({ workers: 1 }, (fallow) =>
  assert.rejects(fallow.evaluate(setup, pf, { samples: 100, seed: 1 }, { onProgress() { throw new RangeError('mine'); } }),
    { name: 'RangeError', message: 'mine' })));

test('a promise of the caller that rejects is what the call rejects with', () => withFallow({ workers: 2 }, async (fallow) => {
  const uniform = { utility: { kind: 'uniform', low: 0, high: 1 } };
  const audits = { rounds: 50, agents: [uniform, uniform] };
  const small = { instances: 4, searched: 1, evaluations: 4, repeats: 1, training: 1, baselines: true };
  for (const call of [
    (hooks) => fallow.allocate(figure1, pf, {}, hooks), (hooks) => fallow.allocateMany([figure1], pf, {}, hooks),
    (hooks) => fallow.sample(setup, 3, 1, hooks), (hooks) => fallow.evaluate(setup, pf, { samples: 3, seed: 1 }, hooks),
    (hooks) => fallow.simulate(audits, { name: 'no-audits' }, {}, hooks), (hooks) => fallow.study('figure1', small, hooks),
    (hooks) => fallow.train(setup, { objective: { kind: 'penalty', alpha: 1 }, iterations: 3, batch: 8 }, hooks),
  ]) {
    await assert.rejects(call({ async onProgress() { throw new RangeError('mine'); } }), { name: 'RangeError' }, String(call));
  }
  const late = { async onProgress() { await new Promise((resolve) => setTimeout(resolve, 50)); throw new RangeError('late'); } };
  await assert.rejects(fallow.sample(setup, 3, 1, late), { message: 'late' });
  const forever = { onProgress: () => new Promise(() => {}) };
  await isWithin(100, () => timeToAbort((signal) => fallow.sample(setup, 3, 1, { ...forever, signal })), 'an abort');
}));

test('every long call can be aborted within 100 ms', async () => {
  const fallow = await load({ workers: 2 });
  const row = () => Array.from({ length: 10 }, Math.random);
  const matrix = Array.from({ length: 100_000 }, row);
  const large = { values: matrix.map((r) => r.map((v) => v + 0.1)), demands: matrix, budgets: new Array(10).fill(10_000) };
  const small = await fallow.sample(setup, 4, 1);
  const many = await fallow.sample({ agents: 40, resources: 3, budget: 8 }, 3000, 1);
  for (const start of [
    (signal) => fallow.evaluate(setup, pf, { samples: 1e6, seed: 1, deviate: 'values', evaluations: 1000 }, { signal }),
    (signal) => fallow.bestResponse(figure1, pf, 0, { evaluations: 1e8 }, { signal }),
    (signal) => fallow.allocateMany(many, { name: 'pa' }, {}, { signal }),
    (signal) => fallow.sample({ ...setup, distribution: 'adversarial' }, 1e5, 1, { signal }),
    (signal) => fallow.allocate(large, pf, {}, { signal }),
  ]) {
    await isWithin(100, () => timeToAbort(start), String(start));
  }
  await isWithin(1000, async () => { // and the workers are free soon
    const at = performance.now();
    await Promise.all(small.map((instance) => fallow.allocate(instance, pf)));
    return performance.now() - at;
  }, 'small requests afterwards');
  fallow.close();
});

test('a signal that was aborted before stops the call before it starts', () => withFallow({ workers: 1 }, async (fallow) => {
  const signal = AbortSignal.abort();
  await assert.rejects(fallow.evaluate(setup, pf, { samples: 10, seed: 1 }, { signal }), { name: 'AbortError' });
  await assert.rejects(fallow.allocate((await fallow.sample(setup, 1, 1))[0], pf, {}, { signal }), { name: 'AbortError' });
}));

test('a small request is answered while a batch keeps every worker busy', () => withFallow({ workers: 2 }, async (fallow) => {
  const [instance] = await fallow.sample(setup, 1, 1);
  const controller = new AbortController();
  const batch = fallow.evaluate(setup, pf, { samples: 1e6, seed: 1, deviate: 'values', evaluations: 3000 },
    { signal: controller.signal });
  batch.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 100));
  await isWithin(100, async () => {
    const at = performance.now();
    await fallow.allocate(instance, pf);
    return performance.now() - at;
  }, 'a small request');
  controller.abort();
}));
