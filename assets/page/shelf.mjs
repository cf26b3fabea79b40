// Keeps runs of training in IndexedDB, so that a closed tab loses nothing. A run belongs to the tab that works on it: it
// holds a lock of the run's name, which a browser releases with the tab, however that ends. So runs of living tabs and
// of dead ones cannot be mixed up, and two tabs never write to the same run. Where there are no locks, a tab says every
// few seconds that it lives.
const DATABASE = 'fallow', VERSION = 1;
const BEAT_MS = 5_000, DEAD_MS = 90_000; // timers of tabs in the background run once a minute
const MOST = 10; // runs that are kept; the oldest goes first

export class Shelf {
  #factory; #locks; #now; #opening = null;
  #mine = new Map(); // id -> function that gives the run back

  /** The browser's own are taken where none are given. */
  constructor({ factory = () => globalThis.indexedDB, locks = globalThis.navigator?.locks, now = Date.now } = {}) {
    this.#factory = factory;
    this.#locks = locks;
    this.#now = now;
  }

  /** The runs that no tab works on, the latest first: { id, about, age }, age in seconds. */
  async orphans() {
    // What is new since the tabs were asked is a living one's, and what is gone since is none.
    const names = async (store) => new Set(await this.#read(store, (held) => held.getAllKeys()));
    const before = { runs: await names('runs'), data: await names('data') };
    const alive = await this.#alive();
    const runs = await this.#read('runs', (store) => store.getAll());
    await this.#sweep(before.data, alive, new Set(runs.map(({ id }) => id)));
    const orphans = runs.filter((run) => before.runs.has(run.id) && !alive(run) && !this.#mine.has(run.id)).sort((a, b) => b.beat - a.beat);
    for (const { id } of orphans.splice(MOST)) await this.discard(id);
    return orphans.map(({ id, about, beat }) => ({ id, about: String(about), age: Math.max(0, this.#now() - beat) / 1000 }));
  }

  /** Begins a run of this tab and returns its name. */
  async create() {
    const id = `${this.#now().toString(36)}-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
    await this.#open(); // where nothing can be kept, this says so
    if (!await this.#hold(id)) throw new Error('a new training could not be kept apart from others');
    return id;
  }

  /** Makes a run this tab's, unless it is gone, or another tab's. */
  async claim(id) {
    if (this.#mine.has(id)) return true;
    const alive = await this.#alive();
    const run = await this.#read('runs', (store) => store.get(id));
    if (!run || alive(run)) return false;
    return this.#hold(id);
  }

  /** Gives a run back. */
  release(id) {
    this.#mine.get(id)?.();
    this.#mine.delete(id);
  }

  async read(id) {
    const run = await this.#read('runs', (store) => store.get(id));
    const data = await this.#read('data', (store) => store.get(id));
    if (!(run?.checkpoint instanceof Uint8Array)) throw new Error('its checkpoint is damaged');
    return { checkpoint: run.checkpoint, data: data instanceof Uint8Array ? data : null };
  }

  async write(id, about, checkpoint) {
    await this.#write('runs', (store) => store.put({ id, about, checkpoint, beat: this.#now() }));
  }

  /** What a run is trained on, which does not change. */
  async keep(id, data) {
    await this.#write('data', (store) => store.put(data, id));
  }

  async discard(id) {
    for (const name of ['runs', 'data']) await this.#write(name, (store) => store.delete(id));
    this.release(id);
  }

  // --- Whose a run is -----------------------------------------------------------------------------------------------

  /** Removes the data of runs whose tab ended before its first checkpoint. Without locks nobody knows that it has. */
  async #sweep(data, alive, runs) {
    if (!this.#locks) return;
    const lost = [...data].filter((id) => !runs.has(id) && !alive({ id }) && !this.#mine.has(id));
    for (const id of lost) await this.#write('data', (store) => store.delete(id)).catch(() => {}); // the next look tries again
  }

  /** A function that tells whether some tab works on a run. */
  async #alive() {
    if (!this.#locks) return (run) => this.#now() - run.beat < DEAD_MS;
    const { held } = await this.#locks.query();
    const names = new Set(held.map(({ name }) => name));
    return (run) => names.has(lockOf(run.id));
  }

  /** Takes a run; resolves to whether that succeeded. */
  #hold(id) {
    if (!this.#locks) {
      const timer = setInterval(() => this.#beat(id), BEAT_MS);
      this.#mine.set(id, () => clearInterval(timer));
      return this.#beat(id).then(() => true);
    }
    return new Promise((resolve, reject) => {
      this.#locks.request(lockOf(id), { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        if (lock) return new Promise((release) => { this.#mine.set(id, release); });
      }).catch(reject);
    });
  }

  async #beat(id) {
    await this.#write('runs', (store) => {
      const request = store.get(id);
      request.onsuccess = () => { if (request.result) store.put({ ...request.result, beat: this.#now() }); };
    }).catch(() => {}); // the next checkpoint will say what is wrong
  }

  // --- The database -------------------------------------------------------------------------------------------------

  #open() {
    this.#opening ??= new Promise((resolve, reject) => {
      const request = this.#factory().open(DATABASE, VERSION);
      request.onupgradeneeded = () => {
        request.result.createObjectStore('runs', { keyPath: 'id' });
        request.result.createObjectStore('data');
      };
      request.onsuccess = () => {
        const database = request.result;
        const close = () => {
          database.close();
          this.#opening = null;
        };
        database.onversionchange = close; // a newer version of the page, in another tab
        database.onclose = close; // the visitor has removed the site's data
        resolve(database);
      };
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error('an older version of this page is open in another tab'));
    }).catch((error) => {
      this.#opening = null;
      throw sentence(error, 'this browser does not let the page keep anything');
    });
    return this.#opening;
  }

  #read(name, ask) {
    return this.#transact(name, 'readonly', ask);
  }

  #write(name, act) {
    return this.#transact(name, 'readwrite', act);
  }

  async #transact(name, mode, act) {
    const database = await this.#open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(name, mode);
      const request = act(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('the browser took it back'));
    }).catch((error) => {
      throw sentence(error, 'the browser did not keep it');
    });
  }
}

const lockOf = (id) => `fallow training ${id}`;

/** What the browser says, as the end of a sentence. */
function sentence(error, otherwise) {
  if (error?.name === 'QuotaExceededError') return new Error('the browser has no more room for this page');
  return new Error(error?.message ? `${otherwise} (${error.message.replace(/\.$/, '')})` : otherwise);
}
