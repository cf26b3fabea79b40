// The workers of one Fallow: started when there is work for them, replaced when they die, each with requests of two
// kinds in flight. A single request is what somebody waits for; it goes to the least busy worker at once and runs in
// the pauses of longer work. A chunk is a part of a batch; a worker has one at a time.
import { EngineError } from './errors.mjs';
import { Slot } from './slot.mjs';

/** Requests of each kind that a worker is given before further ones queue. */
const LIMITS = { single: 4, chunk: 1, training: Infinity };

export class Pool {
  #size;
  #start;
  #slots = new Set();
  #queue = [];
  #closed = false;

  /** `start(events)` resolves to a connection whose engine has been told to start; see connection.mjs. */
  constructor(size, start) {
    this.#size = size;
    this.#start = start;
  }

  get size() { return this.#size; }

  /** Starts the first worker and resolves when it is ready, to what it says about itself. */
  async warm() {
    const slot = this.#grow();
    return slot.ready;
  }

  /** Runs a request (see request.mjs) on some worker. */
  run(request) {
    if (this.#closed) return refused(request);
    this.#queue.push(request);
    request.onCancelled(() => this.#forget(request));
    this.#dispatch();
    return request.promise;
  }

  /**
   * Runs requests that belong together on a worker each, at once, and resolves to the answer of the first. There must
   * be no more of them than workers. The others' answers are of no interest.
   */
  runTogether([first, ...others]) {
    if (this.#closed) return refused(first);
    while (this.#slots.size < this.#size) this.#grow();
    const slots = [...this.#slots].sort((a, b) => a.load - b.load);
    slots[0].send(first);
    others.forEach((request, k) => {
      request.promise.catch(() => {});
      slots[k + 1].send(request);
    });
    return first.promise;
  }

  /** Bytes of memory of all engines that run. */
  async memory() {
    const bytes = await Promise.all([...this.#slots].map((slot) => slot.memory()));
    return bytes.reduce((sum, b) => sum + b, 0);
  }

  close() {
    this.#closed = true;
    for (const request of this.#queue.splice(0)) request.fail(closedError());
    for (const slot of this.#slots) slot.close(closedError());
    this.#slots.clear();
  }

  #grow() {
    const slot = new Slot(this.#start, {
      onFree: () => this.#dispatch(),
      onDeath: () => {
        this.#slots.delete(slot);
        this.#dispatch();
      },
    });
    this.#slots.add(slot);
    return slot;
  }

  #forget(request) {
    const at = this.#queue.indexOf(request);
    if (at >= 0) this.#queue.splice(at, 1);
  }

  #dispatch() {
    if (this.#closed) return;
    const waiting = this.#queue.splice(0);
    const full = new Set();
    for (const request of waiting) {
      const slot = full.has(request.kind) ? null : this.#place(request.kind);
      if (slot) {
        slot.send(request);
      } else {
        full.add(request.kind);
        this.#queue.push(request);
      }
    }
  }

  /** The worker that a request of this kind is best given to, or null if each has as many as it may. */
  #place(kind) {
    let best = null;
    for (const slot of this.#slots) {
      if (slot.count(kind) < LIMITS[kind] && (best === null || slot.load < best.load)) best = slot;
    }
    if ((best === null || best.load > 0) && this.#slots.size < this.#size) return this.#grow();
    return best;
  }
}

/** Settles a request that comes after close(), so that no later abort does. */
function refused(request) {
  request.fail(closedError());
  return request.promise;
}

function closedError() {
  return new EngineError('This Fallow has been closed.');
}
