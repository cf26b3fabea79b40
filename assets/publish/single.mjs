// Makes one file of the whole page, which opens by a double click from a disk: scripts and styles are in it as they are,
// the program, the worker and the data in compressed form. Called with the folder of what the build has made and the
// file to write.
//
//   node assets/publish/single.mjs STAGE OUT
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { withPolicy } from './policy.mjs';

const assets = fileURLToPath(new URL('../', import.meta.url));
const [stage, out] = process.argv.slice(2);

/** What the page does not have when it is one file. */
const NOTE = `<p class="single">This is Fallow in one file. It needs no network and no installation. Left out: running the
paper’s studies again (their results are here), the library for other programs, the element for other pages, and news of
newer versions. The page on a site has all of that; <code>./build.sh serve</code> makes one.</p>`;

/** Files are asked for in this page, not from a site, and nothing can be embedded from it. */
const here = {
  name: 'single',
  setup({ onResolve }) {
    onResolve({ filter: /\/site\.mjs$/ }, () => ({ path: `${assets}page/site-single.mjs` }));
    onResolve({ filter: /\/embed\.mjs$/ }, () => ({ path: `${assets}frame/embed-single.mjs` }));
  },
};

const read = (name) => readFile(`${stage}/${name}`);
const data = async (name) => `<script type="text/plain" data-file="${name}">${gzipSync(await read(name), { level: 9 }).toString('base64')}</script>`;
const inline = (text, type = '') => `<script${type}>${text.replaceAll('</script', '<\\/script')}</script>`;

let page = String(await read('index.html'));
page = replace(page, /<meta http-equiv="Content-Security-Policy"[^>]*>/, `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'SCRIPT' 'wasm-unsafe-eval'; style-src 'STYLE'; img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'">`);
page = replace(page, /<link rel="icon"[^>]*>/, `<link rel="icon" href="data:image/svg+xml;base64,${(await read('icon.svg')).toString('base64')}">`);
page = replace(page, /<link rel="stylesheet"[^>]*>/, `<style>${await read('style.css')}</style>`);
page = replace(page, /<script src="theme.js"><\/script>/, inline(String(await read('theme.js'))));
page = replace(page, /<script type="module" src="boot.mjs"><\/script>\n/, '');
page = replace(page, /<script defer src="old.js"><\/script>\n/, '');
page = page.replaceAll(' aria-expanded="false">Embed<', '>Embed<'); // nothing unfolds
page = replace(page, /<\/footer>/, `${NOTE}</footer>`);
page = replace(page, /<\/body>/, [
  ...await Promise.all(['app.wasm', 'worker.js', ...await dataFiles()].map(data)),
  inline(String(await read('vugu.js'))), inline(String(await read('wasm_exec.js'))),
  inline(await script(), ' type="module"'), '</body>',
].join('\n'));
page = withPolicy(page);
await writeFile(out, page);
console.log(`in one file: ${(page.length / 1e6).toFixed(2)} MB`);

/** The data that the page may ask for: results, and the networks that its program names. Others are for studies. */
async function dataFiles() {
  const program = await read('app.wasm');
  const list = async (folder) => (await readdir(`${stage}/${folder}`)).sort().map((name) => `${folder}/${name}`);
  return [...(await list('models')).filter((name) => program.includes(name)), ...await list('results')];
}

/** The page's scripts in one. */
async function script() {
  const { version } = JSON.parse(await readFile(`${assets}package.json`, 'utf8'));
  const { outputFiles } = await build({
    absWorkingDir: assets, entryPoints: ['page/boot.mjs'], bundle: true, write: false, format: 'esm', target: 'es2022',
    charset: 'utf8', minify: true, legalComments: 'none', logLevel: 'warning', plugins: [here],
    define: {
      APP_BYTES: String((await read('app.wasm')).length), FALLOW_VERSION: JSON.stringify(version), 'import.meta.url': '"about:blank"',
    },
  });
  return outputFiles[0].text;
}

/** Replaces what must be there once. */
function replace(text, what, by) {
  if (text.split(what).length !== 2) throw new Error(`the page has not exactly one ${what}`);
  return text.replace(what, () => by);
}
