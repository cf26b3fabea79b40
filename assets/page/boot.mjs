// Brings the page to life: when the browser is idle or at the first touch it fetches the program, says how far it is,
// and starts it when a reader is there, as the page’s outside world (globalThis.fallowPage). The same compiled program
// then runs in workers, where it is the engine.

import { Address, arrived, showPlace } from './address.mjs';
import { noteEarly } from './early.mjs';
import { takeFiles } from './files.mjs';
import { keep, kept } from './kept.mjs';
import { startMeanings } from './meanings.mjs';
import { startNear } from './near.mjs';
import { startOffline } from './offline.mjs';
import { solveLarge } from './large.mjs';
import { talk } from './parent.mjs';
import { Pictures } from './pictures.mjs';
import { Shelf } from './shelf.mjs';
import { quiet, someone } from './reader.mjs';
import * as site from './site.mjs';
import { holdFocus, listenForGifts, print } from './takes.mjs';
import { startThemeSwitch } from './themeswitch.mjs';

const line = document.getElementById('boot');
let broken = false;
const say = (text) => { if (!broken && line.textContent !== text) line.textContent = text; };

document.documentElement.dataset.booted = '';
const retheme = startThemeSwitch(document.getElementById('theme'));
const address = new Address();
let told; // the state that an embedding page knows
const tell = talk({ open, retheme });
document.querySelector('.whole a').addEventListener('click', ({ currentTarget }) => { currentTarget.hash = address.link; });
const holdControls = noteEarly(document.getElementById('fallow'), arrived());
if (arrived()) showPlace();
startMeanings();
startNear();
document.addEventListener('click', async ({ target }) => {
  const copy = target.closest('[data-copy]'), button = target.closest('[data-do]');
  if (!copy && !button) return;
  const line = button?.closest('[data-tools]') ?? copy.parentElement.parentElement;
  const tools = await site.tools().catch(() => null);
  if (!tools) line.querySelector('[role="status"]').textContent = 'What the buttons do could not be loaded. Another press tries again.';
  else if (copy) tools.copyText(copy);
  else tools.act(button, address.part(line.dataset.tools), save);
});

const started = once(() => start().catch((error) => failed(reasonOf(error))));
// Whoever follows a link to a state, comes back or has asked for a frame is there.
const reader = someone(address.link.includes('?') || !arrived() || globalThis.parent !== globalThis);
reader.then(started);
if (document.readyState === 'complete') whenIdle(); else addEventListener('load', whenIdle, { once: true });

function whenIdle() {
  const idle = () => { complete(); started(); };
  if (globalThis.requestIdleCallback) requestIdleCallback(idle, { timeout: 2000 });
  else setTimeout(idle, 200);
}

/** Shows a state that an embedding page asks for. It hears what is shown then, even if nothing changed. */
function open(state) {
  told = undefined;
  address.go(state);
}

/** Tells the style sheet that the browser has done what it does when a page arrives. */
function complete() { document.documentElement.dataset.complete = ''; }

async function start() {
  if (typeof WebAssembly !== 'object') throw new Error('this browser has no WebAssembly');
  say('Fetching the engine …');
  const [app] = await Promise.all([site.program((seen) => {
    say(`Fetching the engine: ${(seen / 1e6).toFixed(1)} of ${(APP_BYTES / 1e6).toFixed(1)} MB.`);
  }), site.support()]);
  say('');
  await Promise.race([reader, quiet()]);
  say('Starting …');
  globalThis.fallowPage = host(app);
  const go = new globalThis.Go();
  go.run(await WebAssembly.instantiate(app, { ...go.importObject, kernels: noKernels(app) })).then(
    () => failed('its program ended'), (error) => failed(error.message));
}

/** In the page nothing is computed, so it goes without the kernels; each answers 0, and `present` that there are none. */
function noKernels(module) {
  const imports = WebAssembly.Module.imports(module).filter(({ module: from }) => from === 'kernels');
  return Object.fromEntries(imports.map(({ name }) => [name, () => 0]));
}

/** What the page's program asks of the browser. */
function host(app) {
  let drawing = true;
  const pictures = new Pictures(site.charts, (failed) => {
    if (failed) say('What draws the pictures could not be loaded, so they stand still. The next change tries again.');
    else if (!drawing) say('');
    drawing = !failed;
  });
  return {
    async engine() {
      const api = await site.engine(app);
      if (!api.engine.simd) say('This browser has no SIMD, so the figures compute, and networks train, many times slower.');
      return api;
    },
    studies: site.studies,
    solveLarge,
    snapshot: () => document.getElementById('snapshot').textContent,
    address: () => address.link,
    follow(link) {
      address.follow(link);
      if (link !== told) tell('state', { state: link });
      told = link;
    },
    tell: (type, detail) => tell(type, JSON.parse(detail)),
    kept,
    listen(open, give) {
      address.listen(open);
      keep(give);
    },
    holdControls,
    shelf: new Shelf(),
    takeFiles: (take, refuse) => takeFiles('drop', take, refuse),
    breath,
    nextFrame: () => new Promise((resolve) => { requestAnimationFrame(resolve); }),
    download,
    fetch: site.file,
    listenForGifts,
    holdFocus,
    copy: async (text) => navigator.clipboard.writeText(text),
    print: (figure) => { setTimeout(print, 0, figure); },
    draw: (id, kind, spec, marker) => pictures.show(id, kind, JSON.parse(spec), JSON.parse(marker)),
    ready() {
      complete();
      document.documentElement.dataset.ready = '';
      tell('ready', { view: document.documentElement.dataset.view ?? '' });
      say('');
      startOffline(document.getElementById('update'));
    },
    failed,
  };
}

/** Resolves when the browser has done what was waiting; unlike a timer and a frame it is not held up in hidden pages. */
const breath = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { port1.close(); resolve(); };
  port2.postMessage(0);
});

/** Why the program could not be had, in a visitor's words where the browser has none. */
function reasonOf(error) {
  if (error instanceof RangeError) return 'there is not enough memory for its program';
  if (error instanceof TypeError && navigator.onLine === false) return 'you are offline, and this browser has not kept the page';
  return error.message;
}

function failed(reason) {
  say(`The figures cannot move: ${reason}. The text and the pictures stay readable; reloading the page may help.`);
  line.classList.add('problem');
  broken = true;
  tell('error', { message: line.textContent });
}

const download = (name, bytes) => save(name, bytes, 'application/octet-stream');

function save(name, contents, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([contents], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function once(action) {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    action();
  };
}
