// allocate and allocateMany.
import { runChunks } from './chunks.mjs';
import { mechanismOf } from './mechanism.mjs';
import { encode, optional } from './params.mjs';
import { Request } from './request.mjs';
import { checkTotal, flattenInstance, flattenInstances, readOutcomes, sizeOf, split } from './wire.mjs';

export async function allocate(pool, instance, mechanism, options, hooks) {
  const { round } = optional(options, 'options');
  const { signal, onProgress } = optional(hooks, 'hooks');
  const { spec, model } = mechanismOf(mechanism);
  const data = flattenInstance(instance);
  const params = encode({ mechanism: spec, options: { round } });
  const { buffers } = await pool.run(new Request({
    op: 'allocate', params, buffers: [data], model, signal, onProgress,
  }));
  return readOutcomes(buffers[0], [sizeOf(instance)])[0];
}

export async function allocateMany(pool, instances, mechanism, options, hooks) {
  const { round } = optional(options, 'options');
  const { spec, model } = mechanismOf(mechanism);
  checkTotal(instances, 'instances');
  const tasks = split(instances).map(([from, to]) => {
    const data = flattenInstances(instances, 'instances', from, to);
    const sizes = instances.slice(from, to).map(sizeOf);
    const params = encode({ mechanism: spec, options: { round }, list: 'instances', first: from });
    return {
      items: to - from,
      request: { op: 'allocate', params, buffers: [data], model },
      read: ({ buffers }) => readOutcomes(buffers[0], sizes),
    };
  });
  return (await runChunks(pool, tasks, optional(hooks, 'hooks'))).flat();
}
