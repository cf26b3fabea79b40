// sample.
import { ranges, runChunks } from './chunks.mjs';
import { encode, optional, required } from './params.mjs';
import { Request } from './request.mjs';
import { readInstances } from './wire.mjs';

export async function sample(pool, setup, count, seed, hooks) {
  const { signal, onProgress } = optional(hooks, 'hooks');
  required(setup, 'setup');
  const params = encode({ setup, count, seed });
  const { value: plan } = await pool.run(new Request({ op: 'planSample', params, signal }));
  const parts = await runChunks(pool, ranges(count, plan.chunk).map(([from, to]) => ({
    items: to - from,
    request: { op: 'sample', params: encode({ setup, seed, from, to }) },
    read: ({ buffers }) => readInstances(buffers[0]),
  })), { signal, onProgress });
  return parts.flat();
}
