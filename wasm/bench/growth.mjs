// How a training step and the engine's memory grow with the system, and whether memory stays as it is over many steps.
// Usage: node growth.mjs DIST
import { pathToFileURL } from 'node:url';

const { load } = await import(pathToFileURL(`${process.argv[2]}/fallow.mjs`).href);

/** Every system of the paper, with half of the wishes left out and a budget of N/5, so that all of them are scarce. */
const systems = [[2, 2], [2, 3], [3, 5], [5, 3], [10, 3], [40, 3], [60, 2]];
/** The same step for all: the search is of two agents, as it is by default where there are many. */
const options = {
  objective: { kind: 'constrained', tolerance: 1e-3 }, network: { kind: 'exchangeable', width: 32, depth: 3 },
  batch: 64, search: { candidates: 6, steps: 3, rounds: 8, slots: 16, agents: 2 }, seed: 1,
};
const MB = 2 ** 20;
const megabytes = async (fallow) => ((await fallow.memory()) / MB).toFixed(1);

/** The fastest of a few spans of steps: other programs make some of them slow, and none faster. */
async function stepTime(fallow, setup, iterations) {
  let fastest = Infinity;
  let last = null;
  await fallow.train(setup, { ...options, iterations }, {
    onProgress: ({ iteration, elapsed }) => {
      if (last && iteration > last.iteration) fastest = Math.min(fastest, (elapsed - last.elapsed) / (iteration - last.iteration));
      last = { iteration, elapsed };
    },
  });
  return 1000 * fastest;
}

console.log('\nThe same step (exchangeable network, 64 instances, two agents of each searched for) as systems grow; one worker.');
console.log('system   cells   step ms   ms per cell   engine memory MB   of the default options MB');
for (const [agents, resources] of systems) {
  const setup = { agents, resources, budget: agents / 5 };
  const fallow = await load({ workers: 1 });
  const ms = await stepTime(fallow, setup, agents > 10 ? 12 : 40);
  const memory = await megabytes(fallow);
  fallow.close();
  const other = await load({ workers: 1 });
  await other.train(setup, { objective: options.objective, iterations: 3 });
  const byDefault = await megabytes(other);
  other.close();
  const cells = agents * resources;
  console.log(`${agents}x${resources}`.padEnd(6) + String(cells).padStart(8) + ms.toFixed(1).padStart(10)
    + (ms / cells).toFixed(3).padStart(14) + memory.padStart(19) + byDefault.padStart(27));
}

// What the steps leave behind does not depend on the size of the network, so a small one will do. A step leaves some
// hundred bytes of garbage: at first the heap fills up to the 4 MB from which Go collects it, and then memory stays as it
// is. That nothing else is left is a test of the engine's, TestMemoryIsConstantOverTenThousandSteps.
const steps = 60_000;
console.log(`\nEngine memory over ${steps.toLocaleString('en')} steps of a small network, one worker:`);
const fallow = await load({ workers: 1 });
const marks = new Map();
await fallow.train({ agents: 2, resources: 2 }, {
  objective: options.objective, network: { kind: 'mlp', width: 8, depth: 1 }, batch: 8, iterations: steps,
}, {
  async onProgress({ iteration }) {
    const mark = Math.floor(iteration / 10_000) * 10_000;
    if (!marks.has(mark)) marks.set(mark, await megabytes(fallow));
  },
});
console.log([...marks].map(([at, mb]) => `${mb} MB at step ${at}`).join(', '));
fallow.close();
