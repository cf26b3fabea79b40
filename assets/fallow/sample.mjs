// sample.
import { ranges, runChunks } from './chunks.mjs';
import { hooksOf } from './hooks.mjs';
import { encode, required } from './params.mjs';
import { Request } from './request.mjs';
import { readInstances } from './wire.mjs';

export async function sample(pool, setup, count, seed, hooks) {
  const { signal, onProgress } = hooksOf(hooks);
  required(setup, 'setup');
  const given = JSON.parse(encode({ setup, count, seed })); // a snapshot
  const { value: plan } = await pool.run(new Request({ op: 'planSample', params: encode(given), signal }));
  const task = (from, to) => ({
    request: { op: 'sample', params: encode({ ...given, from, to }) },
    read: ({ buffers }) => readInstances(buffers[0]),
  });
  const parts = await runChunks(pool, { total: count, ranges: ranges(count, plan.chunk), task }, { signal, onProgress });
  return parts.flat();
}
