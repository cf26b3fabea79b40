// The errors that calls reject with. Anything else is an Error whose message is a sentence.

/** Bad input: `path` names the offending field as the caller writes it, e.g. "demands[2][1]". */
export class InputError extends Error {
  constructor(path, reason) {
    super(`${path} ${reason}`);
    this.name = 'InputError';
    this.path = path;
  }
}

/** What a call that was aborted rejects with; the signal's own reason is its cause. */
export function abortError(signal) {
  const error = new DOMException('The call was aborted.', 'AbortError');
  if (signal?.reason !== undefined) Object.defineProperty(error, 'cause', { value: signal.reason });
  return error;
}

/** A call whose worker died, a file that is missing, a call after close(). */
export class EngineError extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = 'EngineError';
  }
}

/** Makes an error of what the engine sent: { name, path, message }. */
export function fromEngine({ name, path, message }) {
  if (name === 'InputError') return new InputError(path, message.slice(path.length + 1));
  if (name === 'AbortError') return abortError();
  const error = new Error(message);
  error.name = name;
  return error;
}
