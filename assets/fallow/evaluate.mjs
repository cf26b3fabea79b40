// evaluate.
import { ranges, runChunks } from './chunks.mjs';
import { mechanismOf } from './mechanism.mjs';
import { encode, optional, required } from './params.mjs';
import { Request } from './request.mjs';
import { checkTotal, flattenInstances } from './wire.mjs';

export async function evaluate(pool, source, mechanism, options, hooks) {
  const { samples, seed, deviate, evaluations } = required(options, 'options');
  const { signal, onProgress } = optional(hooks, 'hooks');
  const { spec, model } = mechanismOf(mechanism);
  const instances = Array.isArray(source) ? source : null;
  if (instances === null) required(source, 'source');
  else checkTotal(instances, 'source');
  const common = {
    mechanism: spec, source: instances ? undefined : source, options: { samples, seed, deviate, evaluations },
  };

  const { value: plan } = await pool.run(new Request({
    op: 'planEvaluation', params: encode(common), model, signal,
    buffers: instances ? [flattenInstances(instances, 'source')] : [],
  }));
  const chosen = plan.picks?.map((k) => instances[k]);
  const records = await runChunks(pool, ranges(samples, plan.chunk).map(([from, to]) => ({
    items: to - from,
    request: {
      op: 'evaluate', params: encode({ ...common, agents: plan.agents, from, to }), model,
      buffers: chosen ? [flattenInstances(chosen, 'source', from, to)] : [],
    },
    read: ({ buffers }) => buffers[0],
  })), { signal, onProgress });
  const { value } = await pool.run(new Request({
    op: 'summarise', params: encode({ ...common, agents: plan.agents }), buffers: [joined(records)], signal,
  }));
  return withNaN(value);
}

function joined(parts) {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** JSON has no NaN: a standard error of one sample, a mean of none, came as null. */
function withNaN(value) {
  if (value === null) return NaN;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(withNaN);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNaN(item)]));
}
