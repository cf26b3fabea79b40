// simulate and trace: repeated allocation with audits.
import { Counter, ranges, runChunks } from './chunks.mjs';
import { hooksOf } from './hooks.mjs';
import { encode, optional, required } from './params.mjs';
import { Request } from './request.mjs';
import { concatenated, withNaN } from './wire.mjs';

export async function simulate(pool, setup, mechanism, options, hooks) {
  const { signal, onProgress } = hooksOf(hooks);
  const given = snapshot(setup, mechanism, optional(options, 'options'));
  const { value: { replications, chunk, rounds } } = await pool.run(new Request({
    op: 'planSimulation', params: encode(given), signal,
  }));
  const progress = new Counter(replications * rounds, onProgress);
  const task = (from, to) => {
    let counted = 0;
    const count = (done) => { // rounds of this task
      const more = done - counted;
      counted = done;
      progress.add(more);
    };
    return {
      request: { op: 'simulate', params: encode({ ...given, from, to }), onProgress: ({ done }) => count(done) },
      read: ({ buffers }) => {
        count((to - from) * rounds);
        return buffers[0];
      },
    };
  };
  const records = await runChunks(pool, { total: replications, ranges: ranges(replications, chunk), task }, { signal });
  const { value } = await pool.run(new Request({
    op: 'summariseSimulation', params: encode(given), buffers: [concatenated(records)], signal,
  }));
  return withNaN(value);
}

export async function trace(pool, setup, mechanism, options, hooks) {
  const { signal } = hooksOf(hooks);
  const params = encode(snapshot(setup, mechanism, required(options, 'options')));
  const { value } = await pool.run(new Request({ op: 'trace', params, signal }));
  return value;
}

function snapshot(setup, mechanism, options) {
  return JSON.parse(encode({
    setup: required(setup, 'setup'), mechanism: required(mechanism, 'mechanism'), options,
  }));
}
