// Only to be checked: a program for Node, whose types know no browser.
import { readFile } from 'node:fs/promises';
import { InputError, load, type Hooks, type Instance, type Mechanism, type Progress, type Setup, type TrainOptions } from 'fallow';

const setup: Setup = { agents: 2, resources: 2, budget: 1, demandProbability: 1, distribution: 'perturbed' };
const options: TrainOptions = { objective: { kind: 'penalty', alpha: 1 }, network: { kind: 'cnn' }, samples: 64, seed: 1 };
const mechanisms: Mechanism[] = [{ name: 'pf' }, { name: 'pa-lottery', power: 0.5 }, { name: 'mixture', rho: 0.5 }];

export async function answer(): Promise<number> {
  const fallow = await load({ workers: 2, files: { engine: await readFile('engine.wasm') } });
  await load({ files: { engine: new ArrayBuffer(8), worker: new URL('file:///worker.js') } });
  const seen: { done: number; total: number }[] = [];
  const bar = { value: 0 };
  const hooks: Hooks<Progress> = { onProgress: (progress) => bar.value = progress.iteration, signal: AbortSignal.timeout(1000), keep: true };
  const instances: Instance[] = await fallow.sample(setup, 3, 1);
  for (const mechanism of mechanisms) {
    await fallow.evaluate(instances, mechanism, { samples: 3, seed: 1, deviate: 'none' }, { onProgress: (progress) => seen.push(progress) });
  }
  await fallow.evaluate(setup, { name: 'pf' }, { samples: 3, seed: 1 }, { async onProgress({ done }) { bar.value = done; } });
  const model = await fallow.train([setup], options, hooks);
  const again = await fallow.loadModel(await readFile('2x2.safetensors'));
  const outcome = await fallow.allocate(instances[0]!, { name: 'exs', model: again }, { round: true }).catch((error: unknown) => error);
  return outcome instanceof InputError ? outcome.path.length : model.history.length;
}
