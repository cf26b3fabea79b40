// evaluate.
import { ranges, runChunks } from './chunks.mjs';
import { hooksOf } from './hooks.mjs';
import { mechanismOf } from './mechanism.mjs';
import { encode, required } from './params.mjs';
import { Request } from './request.mjs';
import { concatenated, flattenList, pickFrom, withNaN } from './wire.mjs';

export async function evaluate(pool, source, mechanism, options, hooks) {
  const { samples, seed, deviate, evaluations } = required(options, 'options');
  const { signal, onProgress } = hooksOf(hooks);
  const { spec, model } = mechanismOf(mechanism);
  const list = Array.isArray(source) ? flattenList(source, 'source') : null;
  const given = JSON.parse(encode({ // a snapshot
    mechanism: spec, options: { samples, seed, deviate, evaluations },
    source: list ? undefined : required(source, 'source'),
  }));

  const { value: { agents, chunk, picks } } = await pool.run(new Request({
    op: 'planEvaluation', params: encode(given), buffers: list ? [list.data.slice()] : [], model, signal,
  }));
  const task = (from, to) => ({
    request: {
      op: 'evaluate', params: encode({ ...given, agents, from, to }), model,
      buffers: list ? [pickFrom(list, picks.slice(from, to))] : [],
    },
    read: ({ buffers }) => buffers[0],
  });
  const records = await runChunks(pool, { total: samples, ranges: ranges(samples, chunk), task }, { signal, onProgress });
  const { value } = await pool.run(new Request({
    op: 'summarise', params: encode({ ...given, agents }), buffers: [concatenated(records)], signal,
  }));
  return withNaN(value);
}
