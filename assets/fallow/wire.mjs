// Instances and outcomes as flat arrays of numbers, the form in which they cross to the engine. The layout is that of
// wasm/engine/ops/instances.go and outcomes.go. Only shapes are checked here; whether a number will do is the engine's
// to say.
import { InputError } from './errors.mjs';

/** The largest number of entries, agents times resources, of an instance or of a whole list. */
export const MAX_ENTRIES = 10_000_000;

/** A chunk of a list has at most so many instances and, unless it is a single one, so many entries. */
const CHUNK_INSTANCES = 64;
const CHUNK_ENTRIES = 20_000;

const OUTCOME_HEAD = 10;

/** One array of numbers for one instance. */
export function flattenInstance(instance) {
  return flatten([shapeOf(instance, 'instance', '')]);
}

/**
 * A list of instances as one array of numbers, with the offset at which each begins and, last, the end. `name` is how
 * the caller calls the list. It is a snapshot: what the caller changes later changes nothing.
 */
export function flattenList(instances, name) {
  checkTotal(instances, name);
  const shapes = Array.from(instances, (instance, k) => shapeOf(instance, `${name}[${k}]`, `${name}[${k}].`));
  const offsets = [0];
  for (const shape of shapes) offsets.push(offsets.at(-1) + lengthOf(shape));
  return { data: flatten(shapes), offsets, sizes: shapes.map(({ n, m }) => ({ n, m })) };
}

/** The instances [from, to) of such a list. */
export function sliceList({ data, offsets }, from, to) {
  return data.slice(offsets[from], offsets[to]);
}

/** The instances of such a list that have these indices, in this order. */
export function pickFrom({ data, offsets }, indices) {
  const parts = indices.map((k) => data.subarray(offsets[k], offsets[k + 1]));
  return concatenated(parts);
}

/** Arrays of numbers, one after the other. */
export function concatenated(parts) {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Rejects what is not a list of instances, or has too many entries in all. */
function checkTotal(instances, name) {
  if (!Array.isArray(instances)) throw new InputError(name, 'is not an array');
  let total = 0;
  for (const instance of instances) {
    const entries = entriesOf(instance);
    total += entries;
    if (total > MAX_ENTRIES && entries <= MAX_ENTRIES) {
      throw new InputError(name, `has more than the ${MAX_ENTRIES} entries that are supported`);
    }
  }
}

/** Cuts such a list into chunks [from, to), the same whoever computes them. */
export function split({ sizes }) {
  const chunks = [];
  let [from, entries] = [0, 0];
  sizes.forEach(({ n, m }, k) => {
    if (k > from && (k - from >= CHUNK_INSTANCES || entries + n * m > CHUNK_ENTRIES)) {
      chunks.push([from, k]);
      [from, entries] = [k, 0];
    }
    entries += n * m;
  });
  if (from < sizes.length) chunks.push([from, sizes.length]);
  return chunks;
}

/** Agents times resources, 0 for what has no such shape; flattening says what is wrong with it. */
function entriesOf(instance) {
  return instance?.values?.length * instance?.budgets?.length || 0;
}

function shapeOf(instance, name, prefix) {
  if (instance === null || typeof instance !== 'object') throw new InputError(name, 'is not an object');
  for (const field of ['values', 'demands', 'budgets']) {
    if (instance[field] === undefined) throw new InputError(prefix + field, 'is missing');
    if (!isList(instance[field])) throw new InputError(prefix + field, 'is not an array');
  }
  const [n, m] = [instance.values.length, instance.budgets.length];
  if (n === 0) throw new InputError(`${prefix}values`, 'is empty: there must be at least one agent');
  if (m === 0) throw new InputError(`${prefix}budgets`, 'is empty: there must be at least one resource');
  if (n * m > MAX_ENTRIES) {
    throw new InputError(`${prefix}values`, `has ${n} x ${m} entries, more than the ${MAX_ENTRIES} that are supported`);
  }
  if (instance.demands.length !== n) {
    throw new InputError(`${prefix}demands`, `has ${instance.demands.length} rows, but values has ${n}`);
  }
  const weights = instance.weights ?? null;
  if (weights !== null && !isList(weights)) throw new InputError(`${prefix}weights`, 'is not an array');
  if (weights !== null && weights.length !== n) {
    throw new InputError(`${prefix}weights`, `has ${weights.length} entries, but values has ${n} rows`);
  }
  return { instance, weights, n, m, prefix };
}

function flatten(shapes) {
  const data = new Float64Array(shapes.reduce((sum, shape) => sum + lengthOf(shape), 0));
  let at = 0;
  for (const { instance, weights, n, m, prefix } of shapes) {
    data[at++] = n;
    data[at++] = m;
    at = copyRows(data, at, instance.values, m, `${prefix}values`);
    at = copyRows(data, at, instance.demands, m, `${prefix}demands`);
    at = copyNumbers(data, at, instance.budgets, `${prefix}budgets`);
    at = copyNumbers(data, at, weights ?? new Array(n).fill(1), `${prefix}weights`);
  }
  return data;
}

function lengthOf({ n, m }) {
  return 2 + 2 * n * m + m + n;
}

function copyRows(data, at, rows, m, path) {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!isList(row)) throw new InputError(`${path}[${i}]`, 'is not an array');
    if (row.length !== m) throw new InputError(`${path}[${i}]`, `has ${row.length} entries, but budgets has ${m}`);
    for (let k = 0; k < m; k++) {
      if (typeof row[k] !== 'number') throw new InputError(`${path}[${i}][${k}]`, 'is not a number');
      data[at++] = row[k];
    }
  }
  return at;
}

function copyNumbers(data, at, list, path) {
  for (let k = 0; k < list.length; k++) {
    if (typeof list[k] !== 'number') throw new InputError(`${path}[${k}]`, 'is not a number');
    data[at++] = list[k];
  }
  return at;
}

function isList(value) {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** The instances that the engine wrote. */
export function readInstances(data) {
  const instances = [];
  for (let at = 0; at < data.length;) {
    const [n, m] = [data[at], data[at + 1]];
    const values = at + 2;
    const demands = values + n * m;
    const budgets = demands + n * m;
    const weights = budgets + m;
    at = weights + n;
    instances.push({
      values: matrix(data, values, n, m),
      demands: matrix(data, demands, n, m),
      budgets: list(data, budgets, m),
      weights: list(data, weights, n),
    });
  }
  return instances;
}

/** The outcomes that the engine wrote for instances of these sizes. */
export function readOutcomes(data, sizes) {
  let at = 0;
  return sizes.map(({ n, m }) => {
    const [nsw, logNSW, efficiency, prices, ratios, rounded, certificate, gap, residual, iterations] =
      data.subarray(at, at + OUTCOME_HEAD);
    at += OUTCOME_HEAD;
    const nextList = (length) => list(data, (at += length) - length, length);
    const nextMatrix = () => matrix(data, (at += n * m) - n * m, n, m);
    const outcome = {
      allocation: nextMatrix(), withheld: nextList(m), utilities: nextList(n), nsw, logNSW, efficiency,
    };
    if (prices) outcome.prices = nextList(m);
    if (ratios) outcome.ratios = nextList(n);
    if (rounded) outcome.rounded = nextMatrix();
    if (certificate) outcome.certificate = { gap, residual, iterations };
    return outcome;
  });
}

/** Agents and resources of an instance whose shape has been checked. */
export function sizeOf(instance) {
  return { n: instance.values.length, m: instance.budgets.length };
}

function matrix(data, at, n, m) {
  const rows = new Array(n);
  for (let i = 0; i < n; i++) rows[i] = list(data, at + i * m, m);
  return rows;
}

function list(data, at, length) {
  const numbers = new Array(length);
  for (let k = 0; k < length; k++) numbers[k] = data[at + k];
  return numbers;
}

/** JSON has no NaN: a standard error of one sample, a mean of none, came as null. */
export function withNaN(value) {
  if (value === null) return NaN;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(withNaN);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNaN(item)]));
}
