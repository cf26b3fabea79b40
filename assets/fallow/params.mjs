// The parameters of a call as JSON. JSON turns NaN into null and drops what it does not know, so what it would distort
// is rejected here; everything else is the engine's to judge.
import { InputError } from './errors.mjs';

/** JSON of an object whose fields are named as the parameters of the call; paths begin with those names. */
export function encode(params) {
  for (const [name, value] of Object.entries(params)) check(value, name);
  return JSON.stringify(params);
}

function check(value, path) {
  switch (typeof value) {
    case 'number':
      if (Number.isNaN(value)) throw new InputError(path, 'is not a number');
      if (!Number.isFinite(value)) throw new InputError(path, 'is infinite');
      return;
    case 'bigint': case 'symbol': case 'function':
      throw new InputError(path, `is a ${typeof value}`);
    case 'object':
      if (value === null) throw new InputError(path, 'is null');
      if (Array.isArray(value)) for (const [k, item] of value.entries()) checkItem(item, `${path}[${k}]`);
      else for (const [key, item] of Object.entries(value)) check(item, `${path}.${key}`);
  }
}

/** JSON has nothing for what is left out of a list. */
function checkItem(item, path) {
  if (item === undefined) throw new InputError(path, 'is missing');
  check(item, path);
}

/** Options that may be left out: an object, or an InputError. */
export function optional(value, name) {
  if (value === undefined) return {};
  if (value === null || typeof value !== 'object') throw new InputError(name, 'is not an object');
  return value;
}

/** A parameter that must be an object. */
export function required(value, name) {
  if (value === undefined) throw new InputError(name, 'is missing');
  return optional(value, name);
}
