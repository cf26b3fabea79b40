// Times a training step of Fallow on one worker and on two, and the same step in TensorFlow.js, in one run: rounds of
// each in turn, so that the machine's moods hit all alike. Runs in Node and in a browser.

/** The two steps that the benchmark is about. Everything else is equal: three hidden layers, raw inputs. */
export const systems = [
  { name: '2x2', agents: 2, resources: 2, batch: 256, candidates: 8, steps: 3, width: 64 },
  { name: '10x3', agents: 10, resources: 3, batch: 64, candidates: 4, steps: 3, width: 128 },
];

const seed = 1;
const alpha = 3;
const rounds = 5;

/**
 * @param load Fallow's load
 * @param startPeer what peer/main.mjs exports as start, and where the peer's files are
 * @param report called with a sentence now and then
 */
export async function measure(load, startPeer, peerFiles, report) {
  const peer = await startPeer(peerFiles);
  const engines = [await load({ workers: 1 }), await load({ workers: 2 })];
  const results = [];
  for (const system of systems) {
    report(`${system.name}: preparing`);
    const problem = await prepare(engines[0], system);
    const step = peer.makeStep(problem);
    const same = { fallow: problem.welfare, peer: step.welfare() };
    if (!(Math.abs(same.fallow - same.peer) < 1e-3 * Math.abs(same.fallow))) {
      throw new Error(`${system.name}: the two networks differ: logNSW ${same.fallow} and ${same.peer}`);
    }
    const times = { peer: [], one: [], two: [] };
    timePeer(step, system, 2);
    for (let round = 1; round <= rounds; round++) {
      report(`${system.name}: round ${round} of ${rounds}`);
      times.peer.push(timePeer(step, system, 8));
      times.one.push(await timeFallow(engines[0], system, problem.instances, round));
      times.two.push(await timeFallow(engines[1], system, problem.instances, round));
    }
    results.push({ system: system.name, logNSW: same, milliseconds: summary(times) });
  }
  for (const engine of engines) engine.close();
  return { peer: peer.name, simd: engines[0].engine.simd, results };
}

const trainOptions = (system, iterations) => ({
  objective: { kind: 'penalty', alpha },
  network: { kind: 'mlp', width: system.width, depth: 3 },
  // Every step has instances of its own, as the peer's does.
  search: { candidates: system.candidates, steps: system.steps, rounds: 1, slots: 1 },
  inputs: 'raw', batch: system.batch, learningRate: 2e-3, iterations, seed,
});

/** Weights after one step of Fallow's training and one batch of instances, as the peer takes them. */
async function prepare(engine, system) {
  const { agents, resources, batch, candidates } = system;
  const instances = await engine.sample({ agents, resources }, batch, seed);
  const model = await engine.train(instances, trainOptions(system, 1));
  const { logNSW } = await engine.evaluate(instances, { name: 'exs', model }, { samples: batch, seed, deviate: 'none' });
  const lies = await engine.sample({ agents, resources }, batch * candidates, seed + 1);
  const flat = (list, field) => Float32Array.from(list.flatMap((instance) => instance[field].flat()));
  return {
    ...system, instances, welfare: logNSW.mean, layers: layers(model.save()),
    stepLength: 0.05, learningRate: 2e-3, multiplier: alpha,
    values: flat(instances, 'values'), demands: flat(instances, 'demands'),
    budgets: Float32Array.from(instances[0].budgets),
    candidateValues: flat(lies, 'values'), candidateDemands: flat(lies, 'demands'),
  };
}

/** The dense layers in a safetensors file, in the order in which they are applied. */
function layers(bytes) {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  const read = (name) => {
    const [from, to] = header[name].data_offsets;
    return new Float32Array(bytes.slice(8 + length + from, 8 + length + to).buffer);
  };
  const names = Object.keys(header).filter((name) => name.endsWith('.weight'))
    .sort((a, b) => header[a].data_offsets[0] - header[b].data_offsets[0]);
  return names.map((name) => {
    const [inputs, outputs] = header[name].shape;
    return { inputs, outputs, weights: read(name), bias: read(name.replace(/weight$/, 'bias')) };
  });
}

function timePeer(step, system, count) {
  const start = performance.now();
  for (let k = 0; k < count; k++) step.step();
  return (performance.now() - start) / count;
}

async function timeFallow(engine, system, instances, round) {
  const reports = [];
  await engine.train(instances, trainOptions(system, system.agents > 2 ? 60 : 200),
    { onProgress: ({ iteration, elapsed }) => reports.push({ iteration, elapsed }) });
  const [first, last] = [reports[0], reports.at(-1)];
  return 1000 * (last.elapsed - first.elapsed) / (last.iteration - first.iteration);
}

function summary(times) {
  const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
  const all = Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
  const ratios = (name) => median(times.peer.map((t, k) => t / times[name][k]));
  return { ...all, peerOverOne: ratios('one'), peerOverTwo: ratios('two') };
}
