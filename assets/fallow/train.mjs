// train: one worker leads, the others help; see wasm/engine/ops/leader.go.
import { InputError } from './errors.mjs';
import { hooksOf } from './hooks.mjs';
import { copyOf, modelOf, newModel } from './model.mjs';
import { encode, required } from './params.mjs';
import { Request } from './request.mjs';
import { flattenList } from './wire.mjs';

/** The most workers that a training run can use: a step is cut into so many parts (net.Shards). */
const PARTS = 4;

export async function train(pool, source, options, hooks) {
  const { signal, onProgress, keep } = hooksOf(hooks);
  const { onCheckpoint } = hooks ?? {};
  if (onCheckpoint !== undefined && typeof onCheckpoint !== 'function') {
    throw new InputError('hooks.onCheckpoint', 'is not a function');
  }
  const work = workOf(source, options);
  const { leader, helpers } = team(Math.min(pool.size, PARTS), (ports, role) => new Request({
    kind: 'training', ports, ...role,
    params: encode({ ...work.params, keep, checkpoints: onCheckpoint !== undefined }),
    buffers: work.buffers.map((buffer) => buffer.slice()),
  }), {
    op: 'train', signal, keep,
    onProgress: ({ checkpoint, ...progress }, buffers) =>
      (checkpoint ? onCheckpoint?.(buffers[0], progress) : onProgress?.(progress)),
  });
  try {
    return newModel(await pool.runTogether([leader, ...helpers]));
  } finally {
    for (const helper of helpers) helper.cancel();
  }
}

/** What the leader and every helper are told: parameters and buffers. */
function workOf(source, options) {
  const { resume, start, until, ...given } = required(options, 'options');
  const checkpoint = resume === undefined ? null : copyOf(resume, 'options.resume');
  if (checkpoint && start) throw new InputError('options.start', 'cannot be given together with a checkpoint to resume from');
  if (until !== undefined && !(Number.isInteger(until) && until >= 0)) throw new InputError('options.until', 'is not a number of steps');
  const params = { options: given, resume: resume !== undefined, start: start !== undefined };
  if (until !== undefined) params.until = until;
  const buffers = [];
  if (Array.isArray(source) && source.length === 0) throw new InputError('source', 'is empty');
  if (Array.isArray(source) && !isSetup(source[0])) buffers.push(flattenList(source, 'source').data);
  else params.source = required(source, 'source');
  if (start !== undefined) buffers.push(modelOf(start, 'options.start').bytes);
  if (checkpoint) buffers.push(checkpoint);
  return { params, buffers };
}

/** A list is of setups or of instances, as its first item is. */
function isSetup(item) {
  return item?.agents !== undefined || item?.resources !== undefined;
}

/** The requests of a leader and of its helpers, connected by ports. */
function team(size, request, lead) {
  const channels = Array.from({ length: size - 1 }, () => new MessageChannel());
  return {
    leader: request(channels.map(({ port1 }) => port1), lead),
    helpers: channels.map(({ port2 }) => request([port2], { op: 'assist' })),
  };
}
