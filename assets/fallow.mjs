// The JavaScript API of Fallow, in a browser, in a worker and in Node 20 or newer; fallow.d.ts documents it.
import { allocate, allocateMany } from './fallow/allocate.mjs';
import { connect, cores } from './fallow/connection.mjs';
import { EngineError, InputError } from './fallow/errors.mjs';
import { evaluate } from './fallow/evaluate.mjs';
import { compileEngine, filesOf } from './fallow/files.mjs';
import { heeding } from './fallow/hooks.mjs';
import { loadModel } from './fallow/model.mjs';
import { optional } from './fallow/params.mjs';
import { Pool } from './fallow/pool.mjs';
import { bestResponse } from './fallow/respond.mjs';
import { sample } from './fallow/sample.mjs';
import { simulate, trace } from './fallow/simulate.mjs';
import { study } from './fallow/study.mjs';
import { train } from './fallow/train.mjs';

export { EngineError, InputError };

/** The version of package.json, put in at build time. */
const VERSION = FALLOW_VERSION;

const MOST_WORKERS = 8;

export async function load(options) {
  const { workers, simd = 'auto', files } = optional(options, 'options');
  const { engine, worker, models } = filesOf(files);
  if (simd !== 'auto' && simd !== 'off') throw new InputError('options.simd', "is neither 'auto' nor 'off'");
  if (typeof WebAssembly !== 'object') throw new EngineError('Fallow computes in WebAssembly, which is not available here.');
  const size = Math.min(MOST_WORKERS, await workerCount(workers));
  const module = await compileEngine(engine);
  const pool = new Pool(size, async (events) => {
    const connection = await connect(worker, events);
    connection.post({ start: { module, simd } });
    return connection;
  });
  try {
    const about = await pool.warm();
    return api(pool, { workers: size, simd: about.simd }, models);
  } catch (error) {
    pool.close();
    throw error;
  }
}

function api(pool, engine, models) {
  return Object.freeze({
    version: VERSION,
    engine: Object.freeze(engine),
    allocate: heeding(async (...args) => allocate(pool, ...args)),
    allocateMany: heeding(async (...args) => allocateMany(pool, ...args)),
    bestResponse: async (...args) => bestResponse(pool, ...args),
    sample: heeding(async (...args) => sample(pool, ...args)),
    evaluate: heeding(async (...args) => evaluate(pool, ...args)),
    train: async (...args) => train(pool, ...args),
    loadModel: async (...args) => loadModel(pool, ...args),
    simulate: heeding(async (...args) => simulate(pool, ...args)),
    trace: async (...args) => trace(pool, ...args),
    study: heeding(async (...args) => study(pool, models, ...args), 2),
    memory: async () => pool.memory(),
    close: () => pool.close(),
  });
}

async function workerCount(workers) {
  if (workers === undefined) return cores();
  if (!Number.isInteger(workers) || workers < 1) {
    throw new InputError('options.workers', 'is not a whole number of at least 1');
  }
  return workers;
}
