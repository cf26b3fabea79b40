// One question to the engine and the promise of its answer.
import { abortError, fromEngine } from './errors.mjs';

/** Progress is passed on at most this often. */
export const PROGRESS_MS = 100;

let lastId = 0;

export class Request {
  id = ++lastId;
  promise;
  #settle;
  #settled = false;
  #cancelled = [];
  #onProgress;
  #unlisten = () => {};

  /**
   * `kind` is 'single', 'chunk' or 'training'; `params` is JSON; `buffers` are typed arrays, which are transferred, as
   * are `ports` to other workers; `model` or `models` are sent to the worker first if it does not have them. Aborting
   * `signal` rejects at once, unless `keep` says that the engine's answer to the cancellation is wanted. While a promise that
   * `onProgress` returns is pending, the work waits.
   */
  constructor({ op, kind = 'single', params = '{}', buffers = [], model, models = model ? [model] : [], ports = [], signal, keep, onProgress }) {
    Object.assign(this, { op, kind, params, buffers, models, ports });
    this.#onProgress = onProgress;
    this.promise = new Promise((resolve, reject) => { this.#settle = { resolve, reject }; });
    if (signal) this.#listen(signal, keep);
  }

  /** Calls back when the request is cancelled; whoever holds the request then stops working on it. */
  onCancelled(callback) {
    this.#cancelled.push(callback);
    if (this.wasCancelled) callback();
  }

  wasCancelled = false;

  cancel() {
    if (this.wasCancelled || this.#settled) return;
    this.wasCancelled = true;
    for (const callback of this.#cancelled) callback();
  }

  /** Gives the request up at once. */
  abort(error) {
    this.cancel();
    this.fail(error);
  }

  /** Whoever sends the request to a worker says here how to have the work wait, and go on. */
  onHold = (_wait) => {};

  report(json, buffers) {
    if (this.#settled || !this.#onProgress) return;
    try {
      const answer = this.#onProgress(JSON.parse(json), buffers);
      if (typeof answer?.then === 'function') this.#waitFor(answer);
    } catch (error) { // the caller's own
      this.abort(error);
    }
  }

  async #waitFor(promise) {
    this.onHold(true);
    try {
      await promise;
      this.onHold(false);
    } catch (error) {
      this.abort(error);
    }
  }

  succeed({ result, buffers }) {
    this.#finish(() => this.#settle.resolve({ value: JSON.parse(result), buffers }));
  }

  failFromEngine(fault) {
    this.fail(fromEngine(fault));
  }

  fail(error) {
    this.#finish(() => this.#settle.reject(error));
  }

  #listen(signal, keep) {
    const abort = () => {
      if (keep) this.cancel();
      else this.abort(abortError(signal));
    };
    if (signal.aborted) return void abort();
    signal.addEventListener('abort', abort, { once: true });
    this.#unlisten = () => signal.removeEventListener('abort', abort);
  }

  #finish(settle) {
    if (this.#settled) return;
    this.#settled = true;
    this.#unlisten();
    settle();
  }
}
