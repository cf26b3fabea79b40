// allocate and allocateMany against the reference solutions.
import assert from 'node:assert/strict';
import test from 'node:test';
import { closeTo, figure1, fixtures, withFallow } from './support.mjs';

const instanceOf = ({ values, demands, budgets, weights }) => ({ values, demands, budgets, weights });

test('PF and PA agree with the reference on every fixture', () => withFallow({}, async (fallow) => {
  assert.ok(fixtures.length > 100);
  for (const fixture of fixtures) {
    const pf = await fallow.allocate(instanceOf(fixture), { name: 'pf' });
    const pa = await fallow.allocate(instanceOf(fixture), { name: 'pa' });
    fixture.pf.utilities.forEach((u, i) => closeTo(pf.utilities[i], u, 1e-6, `${fixture.name}: PF utility ${i}`));
    fixture.pa.utilities.forEach((u, i) => closeTo(pa.utilities[i], u, 1e-6, `${fixture.name}: PA utility ${i}`));
    fixture.pa.ratios.forEach((r, i) => closeTo(pa.ratios[i], r, 1e-6, `${fixture.name}: ratio ${i}`));
    assert.ok(pf.certificate.gap <= 1e-9 && pf.certificate.residual <= 1e-9);
    assert.equal(pf.prices.length, fixture.budgets.length);
  }
}));

test('allocateMany gives what allocate gives for each', () => withFallow({ workers: 2 }, async (fallow) => {
  const instances = fixtures.map(instanceOf);
  for (const mechanism of [{ name: 'pf' }, { name: 'pa' }, { name: 'mixture', rho: 0.5 }, { name: 'uniform' },
    { name: 'handicap' }, { name: 'handicap', tau: 0.7 }]) {
    const many = await fallow.allocateMany(instances, mechanism, { round: true });
    assert.equal(many.length, instances.length);
    for (const [k, instance] of instances.entries()) {
      assert.deepEqual(many[k], await fallow.allocate(instance, mechanism, { round: true }));
    }
  }
  assert.deepEqual(await fallow.allocateMany([], { name: 'pf' }), []);
}));

test('a handicap of zero is the uniform rule, and values do not enter it', () => withFallow({ workers: 1 }, async (fallow) => {
  for (const fixture of fixtures.filter(({ weights }) => !weights || weights.every((w) => w === weights[0]))) {
    const instance = instanceOf(fixture);
    const uniform = await fallow.allocate(instance, { name: 'uniform' });
    const none = await fallow.allocate(instance, { name: 'handicap', tau: 0 });
    uniform.allocation.flat().forEach((a, c) => closeTo(none.allocation.flat()[c], a, 1e-9 * Math.max(1, a), fixture.name));
    const values = instance.values.map((row) => row.map((v, m) => v * (1 + m)));
    assert.deepEqual((await fallow.allocate({ ...instance, values }, { name: 'handicap' })).allocation,
      (await fallow.allocate(instance, { name: 'handicap', tau: 0.4 })).allocation);
  }
}));

test('an outcome is complete and consistent', () => withFallow({ workers: 1 }, async (fallow) => {
  const outcome = await fallow.allocate(figure1, { name: 'pf' }, { round: true });
  assert.deepEqual(outcome.rounded, [[0, 1], [1, 0]]);
  closeTo(outcome.utilities[0], 0.75, 1e-9, 'utility of agent 0');
  closeTo(outcome.nsw, 0.5625, 1e-9, 'NSW');
  closeTo(outcome.logNSW, Math.log(0.5625), 1e-9, 'logNSW');
  closeTo(outcome.efficiency, 1, 1e-9, 'efficiency');
  for (const m of [0, 1]) {
    const column = outcome.allocation.reduce((sum, row) => sum + row[m], 0);
    closeTo(outcome.withheld[m], figure1.budgets[m] - column, 1e-12, 'withheld');
  }
  const plain = await fallow.allocate(figure1, { name: 'uniform' });
  assert.deepEqual(Object.keys(plain).sort(),
    ['allocation', 'efficiency', 'logNSW', 'nsw', 'utilities', 'withheld']);
}));

test('weights default to 1 each, and an agent that gets nothing makes logNSW leave it out', () =>
  withFallow({ workers: 1 }, async (fallow) => {
    assert.deepEqual(await fallow.allocate({ ...figure1, weights: [1, 1] }, { name: 'pf' }),
      await fallow.allocate(figure1, { name: 'pf' }));
    const idle = await fallow.allocate({ ...figure1, demands: [[1, 1], [0, 0]] }, { name: 'pf' });
    assert.equal(idle.nsw, 0);
    closeTo(idle.logNSW, Math.log(1.5), 1e-9, 'logNSW');
  }));

test('typed arrays will do for rows', () => withFallow({ workers: 1 }, async (fallow) => {
  const typed = { values: figure1.values.map((row) => Float64Array.from(row)), demands: figure1.demands,
    budgets: Float32Array.of(1, 1) };
  assert.deepEqual(await fallow.allocate(typed, { name: 'pf' }), await fallow.allocate(figure1, { name: 'pf' }));
}));

test('bestResponse finds the lie of Figure 1 and its witness', () => withFallow({ workers: 1 }, async (fallow) => {
  const found = await fallow.bestResponse(figure1, { name: 'pf' }, 0, { deviate: 'values', evaluations: 200, seed: 1 });
  closeTo(found.gain, 0.125, 1e-3, 'gain');
  assert.deepEqual(found.demands, [1, 1]);
  assert.equal(found.agent, 0);
  assert.equal(found.gain, found.best - found.truthful);
  const lie = await fallow.allocate({ ...figure1, values: [found.values, figure1.values[1]] }, { name: 'pf' });
  const worth = figure1.values[0].reduce((sum, v, m) => sum + v * Math.min(lie.allocation[0][m], 1), 0);
  closeTo(worth, found.best, 1e-9, 'what the witness is worth');
  const honest = await fallow.bestResponse(figure1, { name: 'uniform' }, 1);
  closeTo(honest.gain, 0, 1e-12, 'gain under the uniform rule');
}));

test('sample and evaluate agree with the measured baselines', () => withFallow({}, async (fallow) => {
  const setup = { agents: 2, resources: 2 };
  const instances = await fallow.sample(setup, 500, 7);
  assert.equal(instances.length, 500);
  assert.deepEqual(instances.slice(0, 3), await fallow.sample(setup, 3, 7));
  for (const { values, demands, budgets } of instances) {
    assert.ok(values.flat().every((v) => v >= 0.1 && v < 1));
    assert.ok(demands.flat().every((x) => x === 0 || (x >= 0.1 && x < 1)));
    assert.deepEqual(budgets, [1, 1]);
  }
  const evaluation = await fallow.evaluate(setup, { name: 'pf' }, { samples: 4000, seed: 1 });
  assert.equal(evaluation.samples, 4000);
  assert.equal(evaluation.exploitability, undefined);
  closeTo(evaluation.nsw.mean, 6.9e-2, 4 * evaluation.nsw.stderr, 'NSW');
  closeTo(evaluation.utility.mean, 0.276, 4 * evaluation.utility.stderr, 'utility');
  closeTo(evaluation.efficiency.mean, 0.499, 4 * evaluation.efficiency.stderr, 'efficiency');
  const searched = await fallow.evaluate(setup, { name: 'pf' },
    { samples: 400, seed: 1, deviate: 'values-and-demands', evaluations: 60 });
  closeTo(searched.exploitability.mean, 5e-3, 4 * searched.exploitability.stderr, 'exploitability');
  assert.equal(searched.exploitability.perAgent.length, 2);
}));

test('evaluate measures instances of the caller', () => withFallow({ workers: 1 }, async (fallow) => {
  const one = await fallow.evaluate([figure1], { name: 'pf' }, { samples: 1, seed: 3, deviate: 'values', evaluations: 100 });
  closeTo(one.nsw.mean, 0.5625, 1e-9, 'NSW');
  assert.ok(Number.isNaN(one.nsw.stderr), 'one sample has no standard error');
  closeTo(one.exploitability.max, 0.125, 2e-3, 'exploitability');
}));
