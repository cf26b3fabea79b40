// simulate and trace: the talk's figures, the same bits whatever the number of workers, progress, cancellation, bad
// input, and a game played round by round.
import assert from 'node:assert/strict';
import test from 'node:test';
import { closeTo, isWithin, load, rejectsWith, timeToAbort, withFallow } from './support.mjs';

/** The talk's three agents, all of one strategy. */
const talk = (rounds, strategy) => ({ rounds, agents: [
  { utility: { kind: 'uniform', low: 0.2, high: 1 }, strategy },
  { utility: { kind: 'uniform', low: 0, high: 1 }, strategy },
  { utility: { kind: 'beta', a: 2, b: 1 }, strategy },
] });
const deviator = { kind: 'deviator' };
const unif = { name: 'unif-audit', p: 0.1 };
const ada = { name: 'ada-audit', c: 0.2 };

test('regret and audits are those of the reference', () => withFallow({ workers: 2 }, async (fallow) => {
  const truthful = await fallow.simulate(talk(1000), ada, { seed: 1, replications: 100 });
  closeTo(truthful.audits.mean, 778, 4 * truthful.audits.stderr, 'audits of AdaAudit');
  assert.deepEqual(truthful.regret, { mean: 0, stderr: 0 });
  assert.deepEqual(truthful.promise, { regret: 9 });
  assert.ok(truthful.agents.every(({ eliminated, lies }) => eliminated.mean === 0 && lies.mean === 0));

  const lying = await fallow.simulate(talk(1000, deviator), unif);
  assert.equal(lying.replications, 64);
  closeTo(lying.regret.mean, 5.5, 1.2, 'regret of UnifAudit');
  closeTo(lying.audits.mean, 98, 4 * lying.audits.stderr + 2, 'audits of UnifAudit');
  closeTo(lying.promise.regret, 90, 1e-9, 'promised regret');
  assert.equal(lying.checkpoints.at(-1).round, 1000);
  assert.deepEqual(lying.checkpoints.at(-1).audits, lying.audits);
  const better = await fallow.simulate(talk(1000, deviator), ada);
  assert.ok(better.regret.mean < 1);
}));

test('the number of workers changes nothing', async () => {
  const strategy = { kind: 'mixture', parts: [{ weight: 2, strategy: { kind: 'truthful' } }, { weight: 1, strategy: deviator }] };
  const results = [];
  for (const workers of [1, 3]) {
    results.push(await withFallow({ workers }, (fallow) =>
      fallow.simulate(talk(60_000, strategy), ada, { seed: 9, replications: 13 })));
  }
  assert.deepEqual(results[0], results[1]);
});

test('one replication has no standard error', () => withFallow({ workers: 1 }, async (fallow) => {
  const { regret, audits } = await fallow.simulate(talk(50), unif, { replications: 1 });
  assert.ok(Number.isNaN(regret.stderr) && Number.isInteger(audits.mean));
}));

test('progress counts rounds, also within a replication', () => withFallow({ workers: 2 }, async (fallow) => {
  const seen = [];
  const started = performance.now();
  await fallow.simulate(talk(2e6), unif, { replications: 2 }, { onProgress: (progress) => seen.push(progress) });
  const seconds = (performance.now() - started) / 1000;
  assert.ok(seen.length >= 4 && seen.length <= 12 * seconds + 3, `${seen.length} reports in ${seconds} s`);
  seen.forEach(({ done, total }, k) => assert.ok(total === 4e6 && done > (seen[k - 1]?.done ?? 0)));
  assert.equal(seen.at(-1).done, 4e6);
  await assert.rejects(fallow.simulate(talk(1e8), unif, {}, { onProgress() { throw new RangeError('mine'); } }),
    { name: 'RangeError', message: 'mine' });
}));

test('simulations and traces can be aborted within 100 ms', async () => {
  const fallow = await load({ workers: 2 });
  const crowd = { rounds: 1e8, agents: Array.from({ length: 100 }, () =>
    ({ utility: { kind: 'beta', a: 2, b: 3 }, strategy: { kind: 'deviator', careful: true } })) };
  for (const start of [
    (signal) => fallow.simulate(talk(1e8, deviator), ada, {}, { signal }),
    (signal) => fallow.simulate(crowd, { name: 'no-audits' }, {}, { signal }),
    (signal) => fallow.trace(talk(1e8), unif, { from: 1e8, to: 1e8 }, { signal }),
  ]) {
    await isWithin(100, () => timeToAbort(start), String(start));
  }
  const at = performance.now(); // and the workers are free soon
  await Promise.all([1, 2, 3, 4].map((seed) => fallow.simulate(talk(100), ada, { seed, replications: 1 })));
  assert.ok(performance.now() - at < 3000);
  fallow.close();
});

test('a reader plays one of the agents', () => withFallow({ workers: 1 }, async (fallow) => {
  const setup = talk(40);
  const honest = await fallow.trace(setup, unif, { seed: 4, to: 40, player: { agent: 1 } });
  assert.equal(honest.events.length, 40);
  assert.equal(honest.next, undefined);
  const moves = [];
  let caught = null;
  for (let round = 1; round <= 40 && caught === null; round++) {
    const { next, events } = await fallow.trace(setup, unif, { seed: 4, from: round, to: round - 1, player: { agent: 1, moves } });
    assert.deepEqual(events, []);
    assert.equal(next.round, round);
    assert.equal(next.utility, honest.events[round - 1].utilities[1]);
    assert.equal(next.chance, 0.1);
    if (next.win < 0.5) moves.push({ round, report: 1 });
    const after = await fallow.trace(setup, unif, { seed: 4, from: round, to: round, player: { agent: 1, moves } });
    const [event] = after.events;
    assert.deepEqual(event.utilities, honest.events[round - 1].utilities);
    if (event.caught) caught = after;
  }
  assert.ok(caught, 'the player is caught');
  assert.equal(caught.next, undefined);
  assert.equal(caught.totals.agents[1].eliminated, moves.at(-1).round);
  moves.pop(); // take the last lie back
  const back = await fallow.trace(setup, unif, { seed: 4, to: 40, player: { agent: 1, moves } });
  assert.equal(back.totals.agents[1].eliminated, 0);
}));

test('traces and simulations tell of the same runs', () => withFallow({ workers: 1 }, async (fallow) => {
  const { audits, regret, agents } = await fallow.simulate(talk(300, deviator), ada, { seed: 6, replications: 1 });
  const { totals, events } = await fallow.trace(talk(300, deviator), ada, { seed: 6, to: 300 });
  assert.equal(totals.audits, audits.mean);
  assert.equal(totals.regret, regret.mean);
  agents.forEach(({ utility }, i) => assert.equal(totals.agents[i].utility, utility.mean));
  assert.equal(events.filter(({ audited }) => audited).length, audits.mean);
}));

test('bad input names the field', () => withFallow({ workers: 1 }, async (fallow) => {
  const setup = talk(100);
  const crowd = (length) => ({ rounds: 10, agents: Array.from({ length }, () => setup.agents[0]) });
  const utility = (fields) => ({ ...setup, agents: [setup.agents[0], { utility: { ...setup.agents[1].utility, ...fields } }] });
  for (const [path, ...args] of [
    ['setup', undefined, unif], ['setup', null, unif], ['mechanism', setup, undefined],
    ['setup.rounds', talk(0), unif], ['setup.rounds', talk(1e8 + 1), unif], ['setup.rounds', talk(1.5), unif],
    ['setup.rounds', talk(NaN), unif], ['setup.rounds', talk('ten'), unif], ['setup.rounds', { agents: setup.agents }, unif],
    ['setup.agents', crowd(1), unif], ['setup.agents', crowd(101), unif], ['setup.agents', { rounds: 5 }, unif],
    ['setup.agents[1].utility.low', utility({ low: 1 }), unif], ['setup.agents[1].utility.kind', utility({ kind: 'normal' }), unif],
    ['setup.agents[0].strategy.by', talk(10, { kind: 'inflate', by: 0 }), unif],
    ['mechanism.name', setup, { name: 'pf' }], ['mechanism.name', setup, {}],
    ['mechanism.p', setup, { name: 'unif-audit', p: 0 }], ['mechanism.p', setup, { name: 'unif-audit', p: 1.01 }],
    ['mechanism.p', setup, { name: 'unif-audit' }], ['mechanism.p', setup, { name: 'unif-audit', p: Infinity }],
    ['mechanism.c', setup, { name: 'ada-audit', c: 0 }], ['mechanism.c', setup, { name: 'ada-audit', c: 1 }],
    ['options', setup, unif, null], ['options.seed', setup, unif, { seed: -1 }],
    ['options.replications', setup, unif, { replications: 0.5 }], ['options.replications', setup, unif, { replications: 1e6 }],
    ['hooks.onProgress', setup, unif, {}, { onProgress: 3 }],
  ]) {
    await rejectsWith(path, fallow.simulate(...args));
  }
  for (const [path, options] of [
    ['options', undefined], ['options.to', { to: -1 }], ['options.to', { to: 101 }], ['options.from', { from: 9, to: 7 }],
    ['options.player.agent', { to: 1, player: { agent: 3 } }],
    ['options.player.moves[1].round', { to: 9, player: { agent: 0, moves: [{ round: 2, report: 1 }, { round: 2, report: 1 }] } }],
    ['options.player.moves[0].report', { to: 9, player: { agent: 0, moves: [{ round: 2, report: 2 }] } }],
  ]) {
    await rejectsWith(path, fallow.trace(setup, unif, options));
  }
}));
