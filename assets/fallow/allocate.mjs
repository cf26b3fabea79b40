// allocate and allocateMany.
import { runChunks } from './chunks.mjs';
import { hooksOf } from './hooks.mjs';
import { mechanismOf } from './mechanism.mjs';
import { encode, optional } from './params.mjs';
import { Request } from './request.mjs';
import { flattenInstance, flattenList, readOutcomes, sizeOf, sliceList, split } from './wire.mjs';

export async function allocate(pool, instance, mechanism, options, hooks) {
  const { round } = optional(options, 'options');
  const { signal, onProgress } = hooksOf(hooks);
  const { spec, model } = mechanismOf(mechanism);
  const data = flattenInstance(instance);
  const size = sizeOf(instance); // before the caller changes it
  const params = encode({ mechanism: spec, options: { round } });
  const { buffers } = await pool.run(new Request({
    op: 'allocate', params, buffers: [data], model, signal, onProgress,
  }));
  const [outcome] = readOutcomes(buffers[0], [size]);
  onProgress?.({ done: 1, total: 1 });
  return outcome;
}

export async function allocateMany(pool, instances, mechanism, options, hooks) {
  const { round } = optional(options, 'options');
  const { spec, model } = mechanismOf(mechanism);
  const list = flattenList(instances, 'instances');
  const task = (from, to) => ({
    request: {
      op: 'allocate', model, buffers: [sliceList(list, from, to)],
      params: encode({ mechanism: spec, options: { round }, list: 'instances', first: from }),
    },
    read: ({ buffers }) => readOutcomes(buffers[0], list.sizes.slice(from, to)),
  });
  const parts = await runChunks(pool, { total: instances.length, ranges: split(list), task }, hooksOf(hooks));
  return parts.flat();
}
