// study: the paper's figures and tables by any number of workers, with networks that are shipped, trained or given,
// progress, cancellation and bad input.
import assert from 'node:assert/strict';
import test from 'node:test';
import { isWithin, rejectsWith, timeToAbort, withFallow } from './support.mjs';

const tiny = { seed: 5, instances: 40, searched: 8, evaluations: 12, training: 4 };

/** The cells of a table as objects. */
const rowsOf = ({ columns, rows }) => rows.map((cells) => Object.fromEntries(cells.map((cell, k) => [columns[k], cell])));

test('the number of workers changes nothing', async () => {
  const results = [];
  for (const workers of [1, 3]) {
    results.push(await withFallow({ workers }, (fallow) => fallow.study('table2', tiny)));
  }
  assert.deepEqual(results[0], results[1]);
  const [result] = results;
  assert.equal(result.config.instances, 40);
  assert.deepEqual(result.models.map(({ name }) => name), ['table2-truthful', 'table2-perturbed', 'table2-adversarial']);
  assert.ok(result.models.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256)));
  const pf = rowsOf(result.rows).find(({ series, metric }) => series === 'pf' && metric === 'nsw');
  assert.equal(pf.paper, 0.08);
  assert.equal(pf.n, 40);
  assert.ok(result.verdicts.every(({ claim, found }) => claim && found));
});

test('Figure 1 is exact', () => withFallow({ workers: 2 }, async (fallow) => {
  const { rows } = await fallow.study('figure1', { baselines: true, evaluations: 60 });
  const gain = rowsOf(rows).find(({ series, metric }) => series === 'pf' && metric === 'gain');
  assert.ok(Math.abs(gain.mean - 1 / 6) < 1e-4, `${gain.mean}`);
}));

test('shipped networks are fetched, or those of the caller taken', () => withFallow({ workers: 2 }, async (fallow) => {
  const options = { instances: 10, searched: 2, evaluations: 8, repeats: 1 };
  const own = await fallow.train({ agents: 10, resources: 3 }, {
    objective: { kind: 'constrained', tolerance: 1e-3 }, iterations: 1, batch: 4, network: { kind: 'exchangeable', width: 4, depth: 1 },
  });
  const result = await fallow.study('table1', { ...options, models: { '10x3': own } });
  assert.equal(result.models[0].name, '10x3');
  assert.ok(rowsOf(result.timing).every(({ mean }) => mean > 0));
  assert.equal(rowsOf(result.timing).filter(({ metric }) => metric === 'seconds').length, 4);
  await rejectsWith('options.models.10x3', fallow.study('table1', { models: { '10x3': {} } }));
}));

test('progress rises to the whole, with the time that is left', () => withFallow({ workers: 2 }, async (fallow) => {
  const seen = [];
  await fallow.study('table2', tiny, { onProgress: (progress) => { seen.push(progress); } });
  assert.ok(seen.length > 0);
  seen.forEach(({ done, total, elapsed, remaining }, k) => {
    assert.ok(done <= total && elapsed >= 0 && remaining >= 0);
    if (k > 0) assert.ok(done >= seen[k - 1].done);
  });
  assert.equal(seen.at(-1).done, seen.at(-1).total);
  assert.equal(seen.at(-1).remaining, 0);
}));

// Whatever the weights: their sum in another order need not be the same number.
test('progress ends at the whole, exactly', async () => {
  const { Clock } = await import('../../../assets/fallow/study.mjs');
  for (let seed = 1; seed <= 20; seed++) {
    const weights = Array.from({ length: 12 }, (_, k) => (seed * 0.1 + 1 / (k + 3)) ** 3);
    const seen = [];
    const clock = new Clock({
      recipes: weights.slice(0, 3).map((weight) => ({ weight })),
      stretches: weights.slice(3).map((weight, k) => ({ weight, from: 7 * k, to: 7 * k + 7 })),
    }, (progress) => seen.push(progress));
    const units = weights.slice(3).flatMap((weight, k) => Array.from({ length: 7 }, (_, n) => [`unit ${7 * k + n}`, weight]));
    clock.done('shipped', weights[0], true);
    for (const [piece, weight] of units.reverse()) clock.done(piece, weight);
    clock.done('first', weights[1]);
    assert.ok(seen.at(-1).done < seen.at(-1).total);
    clock.done('last', weights[2]);
    assert.equal(seen.at(-1).done, seen.at(-1).total);
    assert.equal(seen.at(-1).remaining, 0);
  }
});

test('cancelling takes no time, in training and in measuring', () => withFallow({ workers: 2 }, async (fallow) => {
  const long = [['table2', { ...tiny, training: 100_000 }], ['demands', { size: 'full' }]];
  for (const [name, options] of long) {
    await isWithin(100, () => timeToAbort((signal) => fallow.study(name, options, { signal })), `cancelling ${name}`);
  }
  await isWithin(100, async () => {
    const begun = performance.now();
    await fallow.allocate({ values: [[1]], demands: [[1]], budgets: [1] }, { name: 'uniform' });
    return performance.now() - begun;
  }, 'an allocation afterwards');
}));

test('bad input is named', () => withFallow({ workers: 1 }, async (fallow) => {
  await rejectsWith('name', fallow.study('figure3'));
  await rejectsWith('options', fallow.study('figure1', 7));
  await rejectsWith('options.size', fallow.study('figure1', { size: 'huge' }));
  await rejectsWith('options.seed', fallow.study('figure1', { seed: -1 }));
  await rejectsWith('options.searched', fallow.study('figure4', { instances: 3, searched: 4 }));
  await rejectsWith('options.models', fallow.study('figure1', { models: 3 }));
  await rejectsWith('hooks.signal', fallow.study('figure1', {}, { signal: 3 }));
}));
