// The files of the site, by the names that they have in the tree. The build puts the hash of its contents into each
// one's address (see publish.mjs), so that what a browser or a host keeps is never of another version.
import { compileAside } from './wasm.mjs';

/** What the build writes here: name -> address, relative to this script. */
const addresses = FALLOW_FILES;

/** The address of a file. Whatever the page fetches or imports when it runs is asked for in this file. */
const near = (name) => new URL(addresses[name] ?? name, import.meta.url);

const failures = {}; // how often a script could not be imported

/** Imports a script; after a failure by another address, because browsers may remember which ones failed. */
async function bring(name) {
  const url = near(name);
  if (failures[name]) url.search = failures[name];
  try {
    return await import(url);
  } catch (error) {
    failures[name] = (failures[name] ?? 0) + 1;
    throw error;
  }
}

/** The program, compiled; `report` hears how many bytes have arrived. */
export async function program(report) {
  const url = near('app.wasm');
  const { module, missing } = await compileAside(near('fetcher.js'), url.href, report);
  if (module) return module;
  dispatchEvent(new CustomEvent('fallow-missing', { detail: url.href })); // the page may be an old one (see theme.js)
  throw new Error(`${url.pathname} answered ${missing}`);
}

/** The scripts that the program needs before it starts. */
export const support = () => Promise.all(['vugu.js', 'wasm_exec.js'].map(script));

/** The chart library. */
export const charts = () => bring('charts.mjs');

/** What the buttons beside a figure do. */
export const tools = () => bring('frame.mjs');

/** The engine's API, to be loaded with a program that is compiled already. */
export const engine = async (module) => (await bring('fallow.mjs')).load({ files: { engine: module } });

/** The same with the program that has the paper's studies too, which the page's own goes without. */
export const studies = async () => (await bring('fallow.mjs')).load({ files: { models: (name) => near(`models/${name}`) } });

/** The bytes of a file, such as a trained network. */
export async function file(name) {
  const response = await fetch(near(name));
  if (!response.ok) throw new Error(`the site answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

function script(name) {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = near(name);
    element.onload = resolve;
    element.onerror = () => reject(new Error(`${name} could not be loaded`));
    document.head.append(element);
  });
}
