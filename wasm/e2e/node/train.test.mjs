// Training: progress, pausing, stopping, resuming, and the same bits whatever computes them.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { closeTo, figure1, isWithin, listening, rejectsWith, started, timeToAbort, withFallow } from './support.mjs';

const setup = { agents: 2, resources: 2 };
const constrained = { kind: 'constrained', tolerance: 1e-3 };
const quick = { objective: constrained, network: { kind: 'mlp', width: 16, depth: 2 }, batch: 32, iterations: 25, seed: 3 };
const endless = { ...quick, iterations: 1_000_000 };

/** Waits until all workers have started. */
const allRun = (fallow) => Promise.all(Array.from({ length: 8 }, () => fallow.allocate(figure1, { name: 'pa' })));

const hash = (model) => createHash('sha256').update(model.save()).digest('hex');

test('the bits depend neither on the number of workers nor on SIMD', async () => {
  const hashes = new Set();
  for (const options of [{ workers: 1 }, { workers: 2 }, { workers: 5 }, { workers: 2, simd: 'off' }]) {
    await withFallow(options, async (fallow) => {
      await allRun(fallow);
      hashes.add(hash(await fallow.train(setup, quick)));
    });
  }
  assert.equal(hashes.size, 1);
});

test('the second worker computes a part of the steps', () => withFallow({ workers: 2 }, async (fallow) => {
  await allRun(fallow);
  let [tasks, parts] = [0, 0];
  const model = await listening((_, fromLeader) => { if (fromLeader) tasks++; else parts++; },
    () => fallow.train(setup, { ...quick, batch: 256, iterations: 200 }));
  assert.equal(model.history.at(-1).iteration, 200);
  // On a busy machine, where help does not pay, the leader asks for it at the first step, the third, the sixth ...
  assert.ok(tasks >= 5 && parts >= 5, `${tasks} tasks for 200 steps, ${parts} parts computed`);
}));

test('a trained model says what it is, is a mechanism, and survives saving', () => withFallow({ workers: 2 }, async (fallow) => {
  const seen = [];
  const model = await fallow.train(setup, quick, { onProgress: (progress) => { seen.push(progress); } });
  assert.deepEqual(model.setups, [setup]);
  assert.equal(model.options.iterations, 25);
  assert.deepEqual(model.options.objective, constrained);
  assert.ok(Number.isInteger(model.parameters) && model.parameters > 100);
  const last = seen.at(-1);
  assert.equal(last.iteration, 25);
  assert.equal(last.iterations, 25);
  assert.equal(last.exploitability.length, 2);
  assert.equal(last.multipliers.length, 2);
  assert.ok(Number.isFinite(last.logNSW) && last.elapsed > 0 && last.remaining === 0);

  const exs = { name: 'exs', model };
  const outcome = await fallow.allocate(figure1, exs);
  for (const m of [0, 1]) assert.ok(outcome.withheld[m] >= 0);
  const copy = await fallow.loadModel(model.save());
  assert.deepEqual(copy.save(), model.save());
  assert.deepEqual(copy.setups, model.setups);
  assert.deepEqual(await fallow.allocate(figure1, { name: 'exs', model: copy }), outcome);
  assert.deepEqual(await fallow.allocateMany([figure1, figure1], exs), [outcome, outcome]);
  const found = await fallow.bestResponse(figure1, exs, 0, { evaluations: 50 });
  closeTo(found.truthful, outcome.utilities[0], 1e-12, 'the truth');
  const evaluation = await fallow.evaluate(setup, exs, { samples: 50, seed: 1, deviate: 'values', evaluations: 20 });
  assert.ok(evaluation.utility.mean > 0.1 && evaluation.exploitability.mean >= 0);
}));

test('trains on several setups and on instances of the caller', () => withFallow({ workers: 2 }, async (fallow) => {
  const exchangeable = { ...quick, iterations: 4, network: { kind: 'exchangeable', width: 8, depth: 2 } };
  const mixed = await fallow.train([setup, { agents: 3, resources: 2, budget: 1 }], exchangeable);
  assert.equal(mixed.setups.length, 2);
  const other = await fallow.allocate({ values: [[1], [2], [3], [4]], demands: [[1], [1], [1], [1]], budgets: [2] },
    { name: 'exs', model: mixed });
  assert.equal(other.utilities.length, 4, 'an exchangeable network fits any size');
  const own = await fallow.train(await fallow.sample(setup, 40, 9), { ...quick, iterations: 4 });
  assert.deepEqual(own.setups, []);
  const fixed = await fallow.train(setup, { ...quick, iterations: 4, samples: 64, objective: { kind: 'penalty', alpha: 1 } });
  assert.equal(fixed.options.samples, 64);
  const free = await fallow.train(setup, { ...quick, iterations: 1, objective: { kind: 'penalty', alpha: 0 } });
  assert.deepEqual(free.options.objective, { kind: 'penalty', alpha: 0 });
}));

test('training stops within 100 ms, with the model so far if it is to be kept', () => withFallow({ workers: 2 }, async (fallow) => {
  await isWithin(100, () => timeToAbort((signal) => fallow.train(setup, endless, { signal }), 300), 'an abort');
  await isWithin(200, async () => {
    const controller = new AbortController();
    let reached = 0;
    const kept = fallow.train(setup, endless, {
      signal: controller.signal, keep: true, onProgress: ({ iteration }) => { reached = iteration; },
    });
    while (reached === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const at = performance.now();
    controller.abort();
    const model = await kept;
    const ms = performance.now() - at;
    assert.ok(model.history.at(-1).iteration >= reached);
    assert.equal((await fallow.allocate(figure1, { name: 'exs', model })).utilities.length, 2);
    return ms;
  }, 'a stop');
  const early = await fallow.train(setup, endless, { signal: AbortSignal.abort(), keep: true });
  assert.equal(early.history.length, 0, 'an untrained network');
}));

test('a large training set keeps no worker from what comes next', () => withFallow({ workers: 1 }, async (fallow) => {
  const options = { ...endless, samples: 300_000, network: { kind: 'mlp', width: 8, depth: 1 } };
  await timeToAbort((signal) => fallow.train({ agents: 10, resources: 3, budget: 2 }, options, { signal }), 50);
  await isWithin(1000, async () => {
    const at = performance.now();
    await fallow.allocate(figure1, { name: 'pa' });
    return performance.now() - at;
  }, 'a small request');
  const stopped = await fallow.train({ agents: 4, resources: 2, distribution: 'adversarial' }, options,
    { signal: AbortSignal.timeout(30), keep: true });
  assert.equal(stopped.options.samples, 300_000);
}));

/** Waits until a count has stayed the same for so many milliseconds, and resolves to it. */
async function whenAtRest(count, milliseconds) {
  for (let [last, since] = [count(), performance.now()]; performance.now() - since < milliseconds;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(count() < 20, 'it does not come to rest');
    if (count() !== last) [last, since] = [count(), performance.now()];
  }
  return count();
}

test('training waits for a promise that onProgress returns', () => withFallow({ workers: 2 }, async (fallow) => {
  const controller = new AbortController();
  const iterations = [];
  let resume;
  const training = fallow.train(setup, endless, {
    signal: controller.signal, keep: true,
    onProgress: ({ iteration, elapsed }) => {
      iterations.push({ iteration, elapsed });
      if (iterations.length === 2) return new Promise((resolve) => { resume = resolve; });
    },
  });
  while (!resume) await new Promise((resolve) => setTimeout(resolve, 20));
  const at = performance.now();
  const waiting = await whenAtRest(() => iterations.length, 600); // what was under way may still be told
  const waited = (performance.now() - at) / 1000;
  resume();
  while (iterations.length < waiting + 2) await new Promise((resolve) => setTimeout(resolve, 20));
  const [before, after] = [iterations[waiting - 1], iterations[waiting]];
  assert.ok(after.iteration > before.iteration);
  assert.ok(after.elapsed - before.elapsed < waited, 'waiting does not count as time spent');
  controller.abort();
  await training;
}));

test('a run that was stopped goes on from its checkpoint to the same bits', async () => {
  const options = { ...quick, iterations: 400 };
  const whole = await withFallow({ workers: 1 }, async (fallow) => hash(await fallow.train(setup, options)));
  const controller = new AbortController();
  let [checkpoint, stopped] = [null, 0];
  await withFallow({ workers: 2 }, (fallow) => fallow.train(setup, options, {
    signal: controller.signal, keep: true, onCheckpoint: (bytes, { iteration }) => { [checkpoint, stopped] = [bytes, iteration]; },
    onProgress: () => controller.abort(),
  }));
  assert.ok(checkpoint instanceof Uint8Array && stopped > 0 && stopped < 400, `a checkpoint of step ${stopped}`);
  const seen = [];
  const resumed = await withFallow({ workers: 2 }, (fallow) => fallow.train(setup, { objective: constrained, resume: checkpoint },
    { onProgress: ({ iteration }) => { seen.push(iteration); } }));
  assert.equal(hash(resumed), whole);
  assert.equal(seen.at(-1), 400);
});

test('a helper that dies costs no bits', async () => {
  const options = { ...quick, iterations: 200 };
  const whole = await withFallow({ workers: 1 }, async (fallow) => hash(await fallow.train(setup, options)));
  for (const last of [1, 2, 7]) { // parts that it computes; a task has two
    await withFallow({ workers: 2 }, async (fallow) => {
      await allRun(fallow);
      let parts = 0;
      const model = await listening((_, fromLeader) => {
        if (!fromLeader && ++parts === last) started.at(-1).terminate(); // the first worker leads
      }, () => fallow.train(setup, options));
      assert.equal(hash(model), whole);
      assert.ok(parts >= last && parts < last + 10, `the helper computed ${parts} parts`);
    });
  }
});

test('when the leading worker dies, training fails with a reason and the engine goes on', () =>
  withFallow({ workers: 2 }, async (fallow) => {
    const training = fallow.train(setup, endless);
    training.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 200));
    started.at(-2).terminate();
    await assert.rejects(training, { name: 'EngineError', message: /has stopped/ });
    assert.equal((await fallow.train(setup, { ...quick, iterations: 2 })).history.at(-1).iteration, 2);
  }));

test('a run whose leading worker dies goes on from its last checkpoint to the same bits', async () => {
  const options = { ...quick, batch: 256, network: { kind: 'mlp', width: 64, depth: 3 }, iterations: 500 };
  const [whole, resumed] = await withFallow({ workers: 2 }, async (fallow) => {
    const checkpoints = [];
    const training = fallow.train(setup, options, { onCheckpoint: (bytes) => { checkpoints.push(bytes); } });
    training.catch(() => {});
    while (checkpoints.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    started.at(-2).terminate();
    await assert.rejects(training, { name: 'EngineError', message: /has stopped/ });
    return [
      hash(await fallow.train(setup, options)),
      hash(await fallow.train(setup, { ...options, resume: checkpoints.at(-1) })),
    ];
  });
  assert.equal(resumed, whole);
});

test('memory is what the work needs, and stays so', () => withFallow({ workers: 2 }, async (fallow) => {
  const before = await fallow.memory();
  assert.ok(before > 0 && before < 128 * 2 ** 20, `${before} bytes at the start`);
  const small = { ...quick, batch: 64 };
  const slack = 4 * 2 ** 20; // where the garbage collector happens to stand
  await fallow.train(setup, { ...small, iterations: 1500 }); // after which the collector has begun in the helper as well
  const early = await fallow.memory();
  await fallow.train(setup, { ...small, iterations: 3000 });
  assert.ok(await fallow.memory() <= early + slack, `${early} bytes became ${await fallow.memory()}`);
  for (const [agents, resources] of [[40, 3], [60, 2]]) {
    await fallow.train({ agents, resources, budget: agents / 5 }, { objective: constrained, iterations: 2 });
  }
  assert.ok(await fallow.memory() < 256 * 2 ** 20, `${await fallow.memory()} bytes after the largest systems`);
}));

test('while training occupies every worker, small requests are answered', () => withFallow({ workers: 2 }, async (fallow) => {
  const controller = new AbortController();
  const training = fallow.train(setup, { ...endless, batch: 256, network: { kind: 'mlp', width: 64, depth: 3 } },
    { signal: controller.signal, keep: true });
  await new Promise((resolve) => setTimeout(resolve, 300));
  await isWithin(100, async () => {
    const at = performance.now();
    await fallow.allocate(figure1, { name: 'pa' });
    return performance.now() - at;
  }, 'a small request');
  controller.abort();
  await training;
}));

test('bad training input is named', () => withFallow({ workers: 1 }, async (fallow) => {
  for (const [path, source, options, hooks] of [
    ['source', undefined, quick], ['source', [], quick], ['source', 'x', quick], ['source.agents', { resources: 2 }, quick],
    ['source.distribution', { ...setup, distribution: 'x' }, quick], ['source[1].agents', [setup, { resources: 2 }], quick],
    ['source[1].demands[0][1]', [figure1, { ...figure1, demands: [[1, -1], [1, 1]] }], quick],
    ['options', setup, undefined], ['options.objective', setup, {}],
    ['options.objective.kind', setup, { objective: { kind: 'best' } }],
    ['options.objective.tolerance', setup, { objective: { kind: 'constrained' } }],
    ['options.objective.tolerance', setup, { objective: { kind: 'constrained', tolerance: -1 } }],
    ['options.objective.alpha', setup, { objective: { kind: 'penalty', alpha: -1 } }],
    ['options.objective.tolerance', setup, { objective: { kind: 'constrained', tolerance: NaN } }],
    ['options.network.kind', setup, { ...quick, network: { kind: 'gnn' } }],
    ['options.network.width', setup, { ...quick, network: { kind: 'mlp', width: 0 } }],
    ['options.inputs', setup, { ...quick, inputs: 'cooked' }], ['options.iterations', setup, { ...quick, iterations: 0 }],
    ['options.batch', setup, { ...quick, batch: 1.5 }], ['options.learningRate', setup, { ...quick, learningRate: -1 }],
    ['options.seed', setup, { ...quick, seed: -1 }], ['options.samples', setup, { ...quick, samples: -1 }],
    ['options.network.kind', [setup, { agents: 3, resources: 1 }], quick],
    ['options.resume', setup, { ...quick, resume: 'text' }], ['options.until', setup, { ...quick, until: -1 }],
    ['options.start', setup, { ...quick, start: {} }], ['options.start', setup, { ...quick, start: {}, resume: new Uint8Array(20) }],
    ['options.resume', setup, { ...quick, resume: new Uint8Array(20) }],
    ['hooks.onCheckpoint', setup, quick, { onCheckpoint: 3 }], ['hooks.signal', setup, quick, { signal: {} }],
  ]) await rejectsWith(path, fallow.train(source, options, hooks));
}));

test('what is not a model is refused', () => withFallow({ workers: 1 }, async (fallow) => {
  const file = (await fallow.train(setup, { ...quick, iterations: 1 })).save();
  for (const bytes of [undefined, 'text', [1, 2], new Uint8Array(0), new Uint8Array(100), file.slice(0, 50), file.slice(0, -1)]) {
    await rejectsWith('bytes', fallow.loadModel(bytes));
  }
  const model = await fallow.loadModel(file);
  const three = { values: [[1, 1], [1, 1], [1, 1]], demands: [[1, 1], [1, 1], [1, 1]], budgets: [1, 1] };
  const exs = { name: 'exs', model };
  await rejectsWith('values', fallow.allocate(three, exs));
  await rejectsWith('instances[1].values', fallow.allocateMany([figure1, three], exs));
  await rejectsWith('values', fallow.bestResponse(three, exs, 0));
  await rejectsWith('source', fallow.evaluate({ agents: 3, resources: 2 }, exs, { samples: 1, seed: 1 }));
  await rejectsWith('source[0].values', fallow.evaluate([three], exs, { samples: 1, seed: 1 }));
}));

test('the memory of the caller stays the caller\'s', () => withFallow({ workers: 2 }, async (fallow) => {
  let checkpoint;
  const model = await fallow.train(setup, quick, { onCheckpoint: (bytes) => { checkpoint = bytes; } });
  const shared = (bytes) => {
    const view = new Uint8Array(new SharedArrayBuffer(bytes.length));
    view.set(bytes);
    return view;
  };
  const within = (bytes) => Buffer.concat([Buffer.alloc(8), bytes, Buffer.alloc(8)]).subarray(8, 8 + bytes.length);
  for (const form of [Buffer.from, within, shared]) {
    const [file, state] = [form(model.save()), form(checkpoint)];
    for (let k = 0; k < 2; k++) {
      assert.equal((await fallow.loadModel(file)).parameters, model.parameters);
      assert.equal(hash(await fallow.train(setup, { objective: constrained, resume: state })), hash(model));
      for (const bytes of [file, state]) assert.ok(bytes.length > 0 && bytes.buffer.byteLength >= bytes.length);
    }
  }
}));
