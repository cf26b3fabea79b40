// Draws the charts of the page's first view into the page, in two widths between which the style sheet chooses, so that
// they can be seen before any script has run. Called with the page and the list of charts that wasm/app/prerender made.
import { readFile, writeFile } from 'node:fs/promises';
import { parseHTML } from 'linkedom';
import { draw } from './charts/charts.mjs';

/** The width of a drawing on a phone, and on a desktop where the list does not say. */
const NARROW = 320, WIDE = 650;

const [pageFile, chartsFile] = process.argv.slice(2);
let page = await readFile(pageFile, 'utf8');
for (const { id, kind, width, spec, marker } of JSON.parse(await readFile(chartsFile, 'utf8'))) {
  const place = new RegExp(`(<div [^>]*id="${id}"[^>]*>)(</div>)`);
  if (!place.test(page)) throw new Error(`the page has no empty element called ${id}`);
  page = page.replace(place, (_, open, close) => open + pictures(kind, width || WIDE, spec, marker) + close);
}
await writeFile(pageFile, page);

function pictures(kind, wide, spec, marker) {
  return Object.entries({ narrow: NARROW, wide }).map(([name, width]) => {
    const { document } = parseHTML('<!doctype html><html><body></body></html>');
    const { node, mark } = draw[kind](spec, { width, document });
    mark?.(marker);
    node.classList.add(name);
    return withoutStyles(node.outerHTML);
  }).join('');
}

/** The page's policy allows no style attributes; the style sheet says the same. Three digits are as fine as can be seen. */
function withoutStyles(svg) {
  return svg.replaceAll(/ style="[^"]*"/g, '').replaceAll(/(\d\d\.\d)\d+|(\d\.\d\d)\d+/g, '$1$2');
}
