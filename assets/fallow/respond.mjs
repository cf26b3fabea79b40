// bestResponse.
import { hooksOf } from './hooks.mjs';
import { mechanismOf } from './mechanism.mjs';
import { encode, optional } from './params.mjs';
import { Request } from './request.mjs';
import { flattenInstance } from './wire.mjs';

export async function bestResponse(pool, instance, mechanism, agent, options, hooks) {
  const { deviate, evaluations, seed } = optional(options, 'options');
  const { signal } = hooksOf(hooks);
  const { spec, model } = mechanismOf(mechanism);
  const data = flattenInstance(instance);
  const params = encode({ mechanism: spec, agent, options: { deviate, evaluations, seed } });
  const { value } = await pool.run(new Request({ op: 'bestResponse', params, buffers: [data], model, signal }));
  return value;
}
