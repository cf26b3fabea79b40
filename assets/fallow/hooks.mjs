// The callbacks of long calls, which are the caller's own and never cross to the engine.
import { abortError, InputError } from './errors.mjs';
import { optional } from './params.mjs';

/** Checks the hooks of a call. */
export function hooksOf(hooks) {
  const { signal, onProgress, keep } = optional(hooks, 'hooks');
  if (signal !== undefined && signal !== null && typeof signal.addEventListener !== 'function') {
    throw new InputError('hooks.signal', 'is not an AbortSignal');
  }
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new InputError('hooks.onProgress', 'is not a function');
  }
  return { signal, onProgress, keep: Boolean(keep) };
}

/**
 * Has a call, whose parameter `at` is its hooks, reject with what a promise that onProgress returned rejects with, and
 * resolve no sooner than all of them have. Whatever the call waits for, an abort rejects at once.
 */
export function heeding(call, at = 3) {
  return async (...args) => {
    const { signal, onProgress } = hooksOf(args[at]);
    if (!onProgress && !signal) return call(...args);
    const stop = new AbortController();
    const pending = new Set();
    let abort;
    const stopped = new Promise((_, reject) => {
      abort = (error) => {
        reject(error);
        stop.abort();
      };
    });
    const heed = (answer) => {
      if (typeof answer?.then !== 'function') return;
      const promise = Promise.resolve(answer).then(() => pending.delete(promise), abort);
      pending.add(promise);
    };
    const onAbort = () => abort(abortError(signal));
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    args[at] = { signal: stop.signal, onProgress: onProgress && ((progress) => heed(onProgress(progress))) };
    const done = async () => {
      const value = await call(...args);
      await Promise.all(pending);
      return value;
    };
    try {
      return await Promise.race([stopped, done()]);
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  };
}
