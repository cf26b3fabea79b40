// The files of the site where everything is in one (see publish/single.mjs, which puts this in place of site.mjs): each
// is an element with data-file="NAME" and its gzip in base64.
import { load } from '../fallow.mjs';

/** The bytes of a file. */
export async function file(name) {
  const element = document.querySelector(`[data-file="${CSS.escape(name)}"]`);
  if (!element) throw new Error('it is not in this file');
  return new Uint8Array(await new Response(unpacked(element)).arrayBuffer());
}

/** The program, compiled; `report` hears how many bytes have been unpacked. */
export async function program(report) {
  const bytes = await file('app.wasm');
  report(bytes.length);
  return WebAssembly.compile(bytes);
}

/** The scripts that the program needs are there. */
export const support = async () => {};

/** The chart library. */
export const charts = () => import('../charts/charts.mjs');

/** What the buttons beside a figure do. */
export const tools = () => import('../frame/frame.mjs');

/** The engine's API, to be loaded with a program that is compiled already. */
export async function engine(module) {
  const worker = URL.createObjectURL(new Blob([await file('worker.js')], { type: 'text/javascript' }));
  return load({ files: { engine: module, worker } });
}

/** The program that has the paper's studies too would make this file too large. */
export async function studies() {
  throw new Error('it is left out of the page in one file. The page on a site has it; ./build.sh serve makes one');
}

function unpacked(element) {
  const bytes = Uint8Array.from(atob(element.textContent), (c) => c.charCodeAt(0));
  return new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
}
