// Batches: parts of a fixed size, computed by whichever workers are free and put together in order, so that the number
// of workers changes nothing but the speed.
import { abortError } from './errors.mjs';
import { PROGRESS_MS, Request } from './request.mjs';

/**
 * Runs tasks, each { items, request, read }, and resolves to what `read` makes of each answer, in order. Rejects with
 * the error of the first task, in order, that fails. Progress counts items.
 */
export async function runChunks(pool, tasks, { signal, onProgress }) {
  if (signal?.aborted) throw abortError(signal);
  const progress = new Counter(tasks, onProgress);
  const requests = tasks.map(({ request }) => new Request({ ...request, kind: 'chunk', signal }));
  const answers = requests.map(async (request, k) => {
    const answer = tasks[k].read(await pool.run(request));
    progress.add(tasks[k].items);
    return answer;
  });
  for (const answer of answers) answer.catch(() => {}); // heard of below, in order
  try {
    const results = [];
    for (const answer of answers) results.push(await answer);
    return results;
  } catch (error) {
    for (const request of requests) request.cancel();
    throw error;
  }
}

/** Cuts 0 to total into [from, to) of at most `chunk` each. */
export function ranges(total, chunk) {
  const list = [];
  for (let from = 0; from < total; from += chunk) list.push([from, Math.min(from + chunk, total)]);
  return list;
}

/** Reports how much is done, about ten times a second and at the end. */
class Counter {
  #done = 0;
  #total;
  #last = -Infinity;
  #onProgress;

  constructor(tasks, onProgress) {
    this.#total = tasks.reduce((sum, { items }) => sum + items, 0);
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
