// Batches: parts of a fixed size, computed by whichever workers are free and put together in order, so that the number
// of workers changes nothing but the speed.
import { abortError } from './errors.mjs';
import { PROGRESS_MS, Request } from './request.mjs';

/**
 * Runs task(from, to), which gives { request, read }, for each of `ranges`, and resolves to what `read` makes of each
 * answer, in order. Rejects with the error of the first range, in order, that fails. Progress counts items of `total`.
 */
export async function runChunks(pool, { total, ranges, task }, { signal, onProgress }) {
  if (signal?.aborted) throw abortError(signal);
  const batch = new Batch(pool, ranges, task, new Counter(total, onProgress));
  const abort = () => batch.stop(abortError(signal));
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const results = await batch.run();
    if (total === 0) onProgress?.({ done: 0, total });
    return results;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

class Batch {
  #pool;
  #ranges;
  #task;
  #counter;
  #next = 0;
  #results = [];
  #running = new Map(); // place in the order -> request
  #failure = null; // { place, error } of the first that failed

  constructor(pool, ranges, task, counter) {
    this.#pool = pool;
    this.#ranges = ranges[Symbol.iterator]();
    this.#task = task;
    this.#counter = counter;
  }

  async run() {
    // Two for each worker: it finds the next one waiting when it has done one.
    await Promise.all(Array.from({ length: 2 * this.#pool.size }, () => this.#lane()));
    if (this.#failure) throw this.#failure.error;
    return this.#results;
  }

  /** Stops everything. */
  stop(error) {
    this.#fail(-1, error);
  }

  async #lane() {
    while (!this.#failure) {
      const { value: range, done } = this.#ranges.next();
      if (done) return;
      await this.#compute(this.#next++, range);
    }
  }

  async #compute(place, [from, to]) {
    try {
      const { request: parts, read } = this.#task(from, to);
      const request = new Request({ ...parts, kind: 'chunk' });
      this.#running.set(place, request);
      this.#results[place] = read(await this.#pool.run(request));
      if (!this.#failure) this.#counter.add(to - from);
    } catch (error) {
      this.#fail(place, error);
    } finally {
      this.#running.delete(place);
    }
  }

  /** Notes a failure and gives up what comes after it; what comes before may fail yet, and would then be the first. */
  #fail(place, error) {
    if (this.#failure && this.#failure.place <= place) return;
    this.#failure = { place, error };
    for (const [k, request] of this.#running) if (k > place) request.abort(error);
  }
}

/** Cuts 0 to total into [from, to) of at most `chunk` each. */
export function* ranges(total, chunk) {
  for (let from = 0; from < total; from += chunk) yield [from, Math.min(from + chunk, total)];
}

/** Reports how much is done, about ten times a second and at the end. */
export class Counter {
  #done = 0;
  #total;
  #last = -Infinity;
  #onProgress;

  constructor(total, onProgress) {
    this.#total = total;
    this.#onProgress = onProgress;
  }

  add(items) {
    this.#done += items;
    const now = performance.now();
    if (!this.#onProgress || (this.#done < this.#total && now - this.#last < PROGRESS_MS)) return;
    this.#last = now;
    this.#onProgress({ done: this.#done, total: this.#total });
  }
}
