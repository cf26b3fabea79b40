// Trained networks. The weights live here, as the bytes of a safetensors file, and are sent to each worker that needs
// them, so a model outlives the worker that trained it.
import { InputError } from './errors.mjs';
import { Request } from './request.mjs';

const contents = new WeakMap(); // Model -> { id, bytes }
let lastId = 0;

class Model {
  constructor({ setups, options, parameters, size, history }, bytes) {
    Object.assign(this, { setups, options, parameters, ...(size && { size }), history });
    contents.set(this, { id: ++lastId, bytes });
    Object.freeze(this);
  }

  /** A copy of the safetensors file. */
  save() {
    return contents.get(this).bytes.slice();
  }
}

/** Makes a model of what the engine answered: a description and the file. */
export function newModel({ value, buffers: [bytes] }) {
  return new Model(value, bytes);
}

/** The identity and the bytes of a model; an InputError that names `path` if it is none. */
export function modelOf(model, path) {
  const content = contents.get(model);
  if (!content) throw new InputError(path, 'is not a model from train or loadModel');
  return content;
}

export async function loadModel(pool, bytes) {
  return newModel(await pool.run(new Request({ op: 'loadModel', buffers: [copyOf(bytes, 'bytes')] })));
}

/** Bytes of the caller's in memory of their own, which can be transferred. The slice of a Buffer of Node's would be a view. */
export function copyOf(bytes, path) {
  if (!(bytes instanceof Uint8Array)) throw new InputError(path, 'is not a Uint8Array');
  return new Uint8Array(bytes);
}
