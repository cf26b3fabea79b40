// One place in the pool: a worker, what it has been asked, and the watch over its life.
import { EngineError } from './errors.mjs';

/** How often a busy worker is asked whether it lives, and after how many unanswered questions it does not. */
const WATCH_MS = 1000;
const PATIENCE = 30;

/** Models that a worker keeps; the one that was used least recently goes first. */
const KEPT_MODELS = 16;

/** What a request of each kind weighs when the least busy worker is looked for, and one that was given up but runs on. */
const WEIGHTS = { single: 1, chunk: 4, training: 2 };
const GIVEN_UP = 20;

export class Slot {
  /** Resolves, when the engine runs, to what it says about itself. */
  ready;
  #connection = null;
  #outbox = [];
  #requests = new Map();
  #models = new Set();
  #events;
  #watch = null;
  #unanswered = 0;
  #starting = true;
  #dead = false;
  #weighed = []; // who waits to hear how much memory the worker has
  #settleReady;

  constructor(start, events) {
    this.#events = events;
    this.ready = new Promise((resolve, reject) => { this.#settleReady = { resolve, reject }; });
    this.ready.catch(() => {}); // whoever waits for it hears of it
    start({ onMessage: (message) => this.#receive(message), onDeath: (reason) => this.#die(reason) })
      .then((connection) => this.#connected(connection), (error) => this.#die(error.message));
  }

  count(kind) {
    let count = 0;
    for (const request of this.#requests.values()) count += request.kind === kind;
    return count;
  }

  get load() {
    let load = 0;
    for (const request of this.#requests.values()) load += request.wasCancelled ? GIVEN_UP : WEIGHTS[request.kind];
    return load;
  }

  send(request) {
    this.#requests.set(request.id, request);
    for (const model of request.models) this.#provide(model);
    const { id, op, params, buffers, ports } = request;
    this.#post({ id, op, params, buffers, ports }, [...buffers.map((b) => b.buffer), ...ports]);
    request.onHold = (wait) => this.#post({ hold: id, wait });
    request.onCancelled(() => this.#post({ cancel: id }));
    this.#hold();
  }

  /** Bytes of memory that the worker's engine has; 0 if it ends before it says so. */
  async memory() {
    await this.ready.catch(() => {});
    if (this.#dead) return 0;
    return new Promise((resolve) => {
      this.#weighed.push(resolve);
      this.#post({ ping: true });
      this.#hold();
    });
  }

  close(error) {
    if (this.#dead) return;
    this.#bury(error);
  }

  #connected(connection) {
    if (this.#dead) return connection.terminate();
    this.#connection = connection;
    this.#hold();
    for (const [message, transfer] of this.#outbox.splice(0)) connection.post(message, transfer);
  }

  #started(about) {
    this.#starting = false;
    this.#hold();
    this.#settleReady.resolve(about);
  }

  #post(message, transfer = []) {
    if (this.#dead) return;
    if (this.#connection) this.#connection.post(message, transfer);
    else this.#outbox.push([message, transfer]);
  }

  /** Sends a model's bytes unless this worker has them. */
  #provide(model) {
    if (this.#models.delete(model.id)) {
      this.#models.add(model.id); // now the most recently used
      return;
    }
    this.#models.add(model.id);
    this.#post({ op: 'keepModel', params: JSON.stringify({ id: model.id }), buffers: [model.bytes] });
    if (this.#models.size <= KEPT_MODELS) return;
    const [oldest] = this.#models;
    this.#models.delete(oldest);
    this.#post({ op: 'dropModel', params: JSON.stringify({ id: oldest }), buffers: [] });
  }

  #receive(message) {
    this.#unanswered = 0;
    if (message.ready) return this.#started(message.ready);
    if (message.fatal) return this.#die(message.fatal);
    if (message.pong) return this.#tellMemory(message.memory);
    const request = this.#requests.get(message.id);
    if (!request) return;
    if (message.progress !== undefined) return request.report(message.progress, message.buffers);
    this.#requests.delete(message.id);
    if (message.error) request.failFromEngine(message.error);
    else request.succeed(message);
    this.#hold();
    this.#events.onFree();
  }

  /** Keeps the process alive, and watches the worker, just while it has something to do. */
  #hold() {
    const busy = this.#starting || this.#requests.size > 0 || this.#weighed.length > 0;
    this.#connection?.hold(busy);
    if (busy && this.#watch === null) {
      this.#unanswered = 0;
      this.#watch = setInterval(() => this.#check(), WATCH_MS);
    } else if (!busy && this.#watch !== null) {
      clearInterval(this.#watch);
      this.#watch = null;
    }
  }

  #check() {
    // One that computes answers between its turns; on a machine with too much to do that can take long.
    if (++this.#unanswered > PATIENCE) this.#die('it did not answer');
    else this.#post({ ping: true });
  }

  #tellMemory(bytes) {
    for (const tell of this.#weighed.splice(0)) tell(bytes);
    if (!this.#dead) this.#hold();
  }

  #die(reason) {
    if (this.#dead) return;
    this.#bury(new EngineError(`The worker that computed this has stopped: ${reason}.`));
    this.#events.onDeath();
  }

  #bury(error) {
    this.#dead = true;
    clearInterval(this.#watch);
    this.#connection?.terminate();
    this.#settleReady.reject(error);
    this.#tellMemory(0);
    for (const request of this.#requests.values()) request.fail(error);
    this.#requests.clear();
  }
}
