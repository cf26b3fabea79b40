// study: a figure or table of the paper. Its networks are fetched or trained first, then its units of work are computed
// by whichever workers are free, and put together in order.
import { ranges, runChunks } from './chunks.mjs';
import { readModel } from './files.mjs';
import { hooksOf } from './hooks.mjs';
import { modelOf, newModel } from './model.mjs';
import { encode, optional } from './params.mjs';
import { PROGRESS_MS, Request } from './request.mjs';
import { concatenated } from './wire.mjs';

export async function study(pool, base, name, options, hooks) {
  const { signal, onProgress } = hooksOf(hooks);
  const { size, models = {}, ...rest } = optional(options, 'options');
  const given = JSON.parse(encode({ name, size, options: rest })); // a snapshot
  const { value: plan } = await pool.run(new Request({ op: 'planStudy', params: encode(given), signal }));
  const clock = new Clock(plan, onProgress);
  const networks = await prepare(pool, { base, given, plan, clock, signal, models: optional(models, 'options.models') });
  const records = await measure(pool, { given, plan, clock, signal, networks });
  const { value } = await pool.run(new Request({
    op: 'summariseStudy', params: encode({ ...given, ...named(networks, plan.recipes.map((r) => r.name)) }),
    buffers: [concatenated(records)], models: [...networks.values()], signal,
  }));
  return value;
}

/** The networks of a plan by name, as { id, bytes, hash }: the caller's own, those that are shipped, or trained now. */
async function prepare(pool, { base, given, plan, clock, signal, models }) {
  const task = (k) => {
    const { name, weight } = plan.recipes[k];
    return {
      request: {
        op: 'trainStudy', params: encode({ ...given, recipe: name }),
        onProgress: ({ done, total }) => clock.partly(name, weight * done / total),
      },
      read: (answer) => {
        clock.done(name, weight);
        return newModel(answer);
      },
    };
  };
  const networks = new Map();
  const keep = async (name, model) => {
    const { id, bytes } = modelOf(model, `options.models.${name}`);
    networks.set(name, { id, bytes, hash: await sha256(bytes) });
  };
  const untrained = [];
  for (const [k, { name, shipped, weight }] of plan.recipes.entries()) {
    if (models[name] === undefined && !shipped) {
      untrained.push(k);
      continue;
    }
    await keep(name, models[name] ?? await fetchModel(pool, base, name, signal));
    clock.done(name, weight, true);
  }
  const list = untrained.map((k) => [k, k + 1]);
  const trained = await runChunks(pool, { total: list.length, ranges: list, task }, { signal });
  for (const [at, k] of untrained.entries()) await keep(plan.recipes[k].name, trained[at]);
  return networks;
}

async function fetchModel(pool, base, name, signal) {
  const buffers = [await readModel(`${name}.safetensors`, base)];
  return newModel(await pool.run(new Request({ op: 'loadModel', buffers, signal })));
}

/** The records of all units, in order. What measures time comes last, one at a time, with nothing else going on. */
async function measure(pool, { given, plan, clock, signal, networks }) {
  const units = plan.stretches.flatMap((s) => Array.from({ length: s.to - s.from }, (_, k) => ({ ...s, unit: s.from + k })));
  const request = ({ unit, networks: names }) => ({
    op: 'study', params: encode({ ...given, ...named(networks, names), from: unit, to: unit + 1 }),
    models: names.map((name) => networks.get(name)),
  });
  const records = [];
  const take = ({ unit, weight }, { buffers }) => {
    records[unit] = buffers[0];
    clock.done(`unit ${unit}`, weight);
  };
  const untimed = units.filter(({ timed }) => !timed);
  const task = (k) => ({ request: request(untimed[k]), read: (answer) => take(untimed[k], answer) });
  await runChunks(pool, { total: untimed.length, ranges: ranges(untimed.length, 1), task }, { signal });
  for (const unit of units.filter(({ timed }) => timed)) {
    take(unit, await pool.run(new Request({ ...request(unit), kind: 'chunk', signal })));
  }
  return records;
}

/** What a request says of the networks that it needs. */
function named(networks, names) {
  const part = (field) => Object.fromEntries(names.map((name) => [name, networks.get(name)[field]]));
  return { networks: part('id'), hashes: part('hash') };
}

/** In hexadecimal; empty where the platform keeps its cryptography from pages that were not sent safely. */
async function sha256(bytes) {
  const digest = await globalThis.crypto?.subtle?.digest('SHA-256', bytes);
  return digest ? Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, '0')).join('') : '';
}

/** Says how much is done, in what the plan weighs pieces of work by, and how many seconds are left. */
export class Clock {
  #weights = new Map(); // piece -> what of it is done
  #left; // pieces that are not done; sums of weights are not exact
  #total = 0;
  #free = 0; // what took no time
  #begun = performance.now();
  #told = -Infinity;
  #onProgress;

  constructor({ recipes, stretches }, onProgress) {
    for (const { weight } of recipes) this.#total += weight;
    for (const { weight, from, to } of stretches) this.#total += weight * (to - from);
    this.#left = stretches.reduce((sum, { from, to }) => sum + to - from, recipes.length);
    this.#onProgress = onProgress;
  }

  partly(piece, weight) {
    this.#weights.set(piece, weight);
    this.#tell();
  }

  done(piece, weight, free = false) {
    this.#left--;
    if (free) {
      this.#free += weight;
      return;
    }
    this.partly(piece, weight);
  }

  #tell() {
    const now = performance.now();
    const total = this.#total - this.#free;
    if (!this.#onProgress || (this.#left > 0 && now - this.#told < PROGRESS_MS)) return;
    const sum = [...this.#weights.values()].reduce((sum, weight) => sum + weight, 0);
    const done = this.#left === 0 ? total : Math.min(total, sum);
    this.#told = now;
    const elapsed = (now - this.#begun) / 1000;
    this.#onProgress({ done, total, elapsed, remaining: elapsed * (total - done) / done });
  }
}
