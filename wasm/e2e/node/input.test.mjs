// Bad input: each rejection is an InputError whose path is the field as the caller writes it.
import assert from 'node:assert/strict';
import { test, before, after } from 'node:test';
import { figure1, InputError, load, rejectsWith } from './support.mjs';

let fallow;
before(async () => { fallow = await load({ workers: 2 }); });
after(() => fallow.close());

const pf = { name: 'pf' };
const setup = { agents: 2, resources: 2 };
const change = (fields) => ({ ...figure1, ...fields });

/** Bad instances and where they are bad. */
const instances = [
  ['instance', undefined], ['instance', null], ['instance', 'text'],
  ['values', change({ values: undefined })], ['values', change({ values: 3 })], ['values', change({ values: [] })],
  ['demands', change({ demands: [[1, 1]] })], ['budgets', change({ budgets: [] })], ['budgets', change({ budgets: 1 })],
  ['values[1]', change({ values: [[1, 1], [1]] })], ['values[1]', change({ values: [[1, 1], 5] })],
  ['demands[0]', change({ demands: [[1, 1, 1], [1, 1]] })],
  ['values[0][1]', change({ values: [[1, -1], [1, 1]] })], ['values[0][1]', change({ values: [[1, 0], [1, 1]] })],
  ['values[0][1]', change({ values: [[1, NaN], [1, 1]] })], ['values[0][1]', change({ values: [[1, '2'], [1, 1]] })],
  ['values[0][1]', change({ values: [[1, , ], [1, 1]].map((row) => (row.length < 2 ? [1, undefined] : row)) })],
  ['demands[1][0]', change({ demands: [[1, 1], [-1, 1]] })],
  ['demands[1][0]', change({ demands: [[1, 1], [Infinity, 1]] })],
  ['demands[1][0]', change({ demands: [[1, 1], [null, 1]] })],
  ['budgets[1]', change({ budgets: [1, -1] })], ['budgets[1]', change({ budgets: [1, NaN] })],
  ['weights', change({ weights: [1] })], ['weights', change({ weights: 1 })],
  ['weights[1]', change({ weights: [1, 0] })], ['weights[0]', change({ weights: [-1, 1] })],
];

test('instances', async () => {
  for (const [path, instance] of instances) {
    await rejectsWith(path, fallow.allocate(instance, pf));
    await rejectsWith(path, fallow.bestResponse(instance, pf, 0));
    const listed = path === 'instance' ? '' : `.${path}`;
    await rejectsWith(`instances[1]${listed}`, fallow.allocateMany([figure1, instance], pf));
    await rejectsWith(`source[1]${listed}`, fallow.evaluate([figure1, instance], pf, { samples: 1, seed: 1 }));
  }
});

test('too much input is refused before any of it is copied', async () => {
  const row = new Array(5000).fill(1);
  const rows = new Array(2001).fill(row);
  await rejectsWith('values', fallow.allocate({ values: rows, demands: rows, budgets: row }, pf));
  const half = { values: rows.slice(0, 1500), demands: rows.slice(0, 1500), budgets: row };
  await rejectsWith('instances', fallow.allocateMany([half, half], pf));
  await rejectsWith('source', fallow.evaluate([half, half], pf, { samples: 1, seed: 1 }));
  await rejectsWith('setup.agents', fallow.sample({ agents: 5000, resources: 5000 }, 1, 1));
  await rejectsWith('count', fallow.sample(setup, 1e9, 1));
  await rejectsWith('options.samples', fallow.evaluate(setup, pf, { samples: 1e12, seed: 1 }));
});

test('the first bad instance of a list is the one that is named', async () => {
  const bad = change({ budgets: [1, -1] });
  const list = new Array(500).fill(figure1);
  list[70] = list[300] = list[490] = bad;
  await rejectsWith('instances[70].budgets[1]', fallow.allocateMany(list, pf));
});

test('a hole in a list is named', async () => {
  const options = { samples: 1, seed: 1 };
  const penalty = { objective: { kind: 'penalty', alpha: 1 } };
  for (const [path, call] of [
    ['instances[0]', () => fallow.allocateMany([, figure1], pf)], ['instances[0]', () => fallow.allocateMany(new Array(3), pf)],
    ['source[1]', () => fallow.evaluate([figure1, , ], pf, options)], ['source[1]', () => fallow.train([figure1, , figure1], penalty)],
    ['source[1]', () => fallow.train([setup, , setup], penalty)], ['source[1]', () => fallow.train([setup, 5], penalty)],
    ['setup.agents[0]', () => fallow.simulate({ rounds: 5, agents: [, ] }, { name: 'no-audits' })],
  ]) await rejectsWith(path, call());
});

test('sentences', async () => {
  const penalty = { objective: { kind: 'penalty', alpha: 1 } };
  for (const [message, call] of [
    ['setup.budget is an array, but must be a number', () => fallow.sample({ ...setup, budget: [1, 1] }, 1, 1)],
    ['seed is 100000000000000000000, which is too large', () => fallow.sample(setup, 1, 1e20)],
    ['options.seed is -1, but must not be negative', () => fallow.study('figure1', { seed: -1 })],
    ['options.batch is a string, but must be a number', () => fallow.train(setup, { ...penalty, batch: '8' })],
    ['options.objective.alpha is missing', () => fallow.train(setup, { objective: { kind: 'penalty' } })],
    ['options.objective.tolerance is missing', () => fallow.train(setup, { objective: { kind: 'constrained' } })],
    ['options.objective.kind is missing', () => fallow.train(setup, { objective: {} })],
    ['options.objective is missing', () => fallow.train(setup, {})],
    ['options.network.kind is missing', () => fallow.train(setup, { ...penalty, network: {} })],
  ]) await assert.rejects(call(), { name: 'InputError', message });
});

test('mechanisms', async () => {
  for (const [path, mechanism] of [
    ['mechanism', undefined], ['mechanism', 'pf'], ['mechanism.name', {}], ['mechanism.name', { name: 'vcg' }],
    ['mechanism.name', { name: 3 }], ['mechanism.rho', { name: 'mixture' }], ['mechanism.rho', { name: 'mixture', rho: 2 }],
    ['mechanism.rho', { name: 'mixture', rho: NaN }], ['mechanism.rho', { name: 'mixture', rho: '1' }],
    ['mechanism.tau', { name: 'handicap', tau: 1 }], ['mechanism.tau', { name: 'handicap', tau: NaN }],
    ['mechanism.tau', { name: 'handicap', tau: 'little' }], ['mechanism.power', { name: 'pa-lottery', power: -1 }], ['mechanism.model', { name: 'exs' }],
    ['mechanism.model', { name: 'exs', model: { save() {} } }],
  ]) {
    await rejectsWith(path, fallow.allocate(figure1, mechanism));
    await rejectsWith(path, fallow.allocateMany([figure1], mechanism));
    await rejectsWith(path, fallow.bestResponse(figure1, mechanism, 0));
    await rejectsWith(path, fallow.evaluate(setup, mechanism, { samples: 1, seed: 1 }));
  }
});

test('options and other parameters', async () => {
  const evaluate = (options) => fallow.evaluate(setup, pf, options);
  const respond = (agent, options) => fallow.bestResponse(figure1, pf, agent, options);
  for (const [path, call] of [
    ['options', () => fallow.allocate(figure1, pf, 3)], ['options.round', () => fallow.allocate(figure1, pf, { round: 'yes' })],
    ['hooks', () => fallow.allocate(figure1, pf, {}, 3)],
    ['hooks.signal', () => fallow.allocate(figure1, pf, {}, { signal: 3 })],
    ['hooks.onProgress', () => evaluateWith({ onProgress: 3 })],
    ['agent', () => respond()], ['agent', () => respond(2)], ['agent', () => respond(-1)], ['agent', () => respond(0.5)], ['agent', () => respond('0')],
    ['options.deviate', () => respond(0, { deviate: 'all' })], ['options.deviate', () => respond(0, { deviate: 'none' })],
    ['options.evaluations', () => respond(0, { evaluations: 0 })], ['options.evaluations', () => respond(0, { evaluations: NaN })],
    ['options.seed', () => respond(0, { seed: -1 })],
    ['setup', () => fallow.sample(undefined, 1, 1)], ['setup', () => fallow.sample(3, 1, 1)],
    ['setup.agents', () => fallow.sample({ resources: 2 }, 1, 1)],
    ['setup.agents', () => fallow.sample({ agents: 1.5, resources: 2 }, 1, 1)],
    ['setup.budget', () => fallow.sample({ ...setup, budget: -1 }, 1, 1)],
    ['setup.demandProbability', () => fallow.sample({ ...setup, demandProbability: 2 }, 1, 1)],
    ['setup.distribution', () => fallow.sample({ ...setup, distribution: 'normal' }, 1, 1)],
    ['count', () => fallow.sample(setup)], ['count', () => fallow.sample(setup, -1, 1)], ['count', () => fallow.sample(setup, 1.5, 1)],
    ['seed', () => fallow.sample(setup, 1)], ['seed', () => fallow.sample(setup, 1, 0.5)], ['seed', () => fallow.sample(setup, 1, Infinity)],
    ['options', () => evaluate()], ['options.samples', () => evaluate({ seed: 1 })], ['options.samples', () => evaluate({ samples: 0, seed: 1 })],
    ['options.seed', () => evaluate({ samples: 1 })], ['options.deviate', () => evaluate({ samples: 1, seed: 1, deviate: 'x' })],
    ['options.evaluations', () => evaluate({ samples: 1, seed: 1, deviate: 'values', evaluations: -3 })],
    ['source', () => fallow.evaluate(undefined, pf, { samples: 1, seed: 1 })],
    ['source', () => fallow.evaluate([], pf, { samples: 1, seed: 1 })],
    ['source.resources', () => fallow.evaluate({ agents: 2 }, pf, { samples: 1, seed: 1 })],
    ['options', () => load(3)], ['options.workers', () => load({ workers: 0 })], ['options.workers', () => load({ workers: '2' })],
    ['options.simd', () => load({ simd: 'on' })], ['options.files', () => load({ files: null })],
    ['options.files.engine', () => load({ files: { engine: {} } })], ['options.files.worker', () => load({ files: { worker: 3 } })],
    ['options.files.models', () => load({ files: { models: ['here'] } })],
    ['setup', () => fallow.sample([], 1, 1)], ['setup.Agents', () => fallow.sample({ Agents: 3, resources: 2 }, 1, 1)],
    ['setup.distribution', () => fallow.sample({ ...setup, distribution: '' }, 1, 1)],
    ['options.deviate', () => respond(0, { deviate: '' })], ['options.deviate', () => evaluate({ samples: 1, seed: 1, deviate: '' })],
  ]) await rejectsWith(path, call());
});

function evaluateWith(hooks) {
  return fallow.evaluate(setup, pf, { samples: 1, seed: 1 }, hooks);
}

test('after bad input the engine goes on', async () => {
  assert.ok(InputError.prototype instanceof Error);
  assert.equal((await fallow.allocate(figure1, pf)).utilities.length, 2);
});
