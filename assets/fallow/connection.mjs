// One worker, the same to talk to in a browser and in Node.
import { isNode, nodeModule } from './files.mjs';

/**
 * Starts a worker. `onMessage` gets each message; `onDeath` gets a reason, at most once, if the worker ends other than
 * by terminate().
 */
export async function connect(script, { onMessage, onDeath }) {
  return isNode ? connectNode(script, onMessage, onDeath) : connectWeb(script, onMessage, onDeath);
}

/** How many threads the machine runs at once. */
export async function cores() {
  if (isNode) return (await nodeModule('os')).availableParallelism();
  return globalThis.navigator?.hardwareConcurrency || 1;
}

async function connectNode(script, onMessage, onDeath) {
  const { Worker } = await nodeModule('worker_threads');
  const worker = new Worker(script);
  const die = once(onDeath);
  worker.on('message', onMessage);
  worker.on('error', (error) => die(error.message));
  worker.on('exit', (code) => die(`it exited with code ${code}`));
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    terminate() {
      die.disarm();
      worker.terminate();
    },
    /** Keeps Node alive only while there is something to wait for. */
    hold: (busy) => (busy ? worker.ref() : worker.unref()),
  };
}

export async function connectWeb(script, onMessage, onDeath) {
  if (typeof Worker !== 'function') throw new Error('there are no workers here, in which it computes');
  const name = `fallow ${Math.random().toString(36).slice(2)}`;
  const { url, release } = await sameOrigin(script);
  let worker;
  try {
    worker = new Worker(url, { name });
  } catch (error) {
    release();
    throw error;
  }
  const die = once(onDeath);
  worker.onmessage = ({ data }) => {
    release(); // it has been loaded
    if (data.ready?.locked && navigator.locks) whenReleased(name).then(() => die('it was ended'));
    onMessage(data);
  };
  worker.onerror = (event) => {
    event.preventDefault?.();
    release();
    die(event.message || 'its script could not be loaded');
  };
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    terminate() {
      die.disarm();
      release();
      worker.terminate();
    },
    hold() {},
  };
}

/**
 * Browsers do not say that a worker has ended, of lack of memory or by whatever hand. But a running one holds a lock of
 * its own name, and lets go of it only with its life.
 */
function whenReleased(name) {
  return navigator.locks.request(name, () => {});
}

/**
 * Browsers start workers from their own origin only; a script from elsewhere (a CDN) is fetched first. Gives an address
 * to start it from, and what to call when it has been loaded or will not be: the browser keeps the script until then.
 */
async function sameOrigin(script) {
  const url = new URL(script, globalThis.location?.href);
  if (url.protocol === 'blob:' || url.protocol === 'data:' || url.origin === globalThis.location?.origin) {
    return { url, release() {} };
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The worker could not be loaded: ${url} answered ${response.status}.`);
  const copy = URL.createObjectURL(new Blob([await response.text()], { type: 'text/javascript' }));
  return { url: copy, release: once(() => URL.revokeObjectURL(copy)) };
}

function once(callback) {
  let armed = true;
  const call = (reason) => {
    if (armed) callback(reason);
    armed = false;
  };
  call.disarm = () => { armed = false; };
  return call;
}
