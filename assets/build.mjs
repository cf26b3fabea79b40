// Makes the JavaScript files of the library: one file for the API and one for its worker. build.sh calls it with the folder
// to write to.
import { readFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const out = process.argv[2];
const { version } = JSON.parse(await readFile(`${here}package.json`, 'utf8'));

/** `import 'go:wasm_exec'` is the support script of the Go that compiles the engine. */
const goSupport = {
  name: 'go-support',
  setup({ onResolve }) {
    const goroot = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
    onResolve({ filter: /^go:wasm_exec$/ }, () => ({ path: `${goroot}/lib/wasm/wasm_exec.js` }));
  },
};

const common = {
  absWorkingDir: here, bundle: true, target: 'es2022', charset: 'utf8', minify: true,
  legalComments: 'none',
  define: { FALLOW_VERSION: JSON.stringify(version) }, plugins: [goSupport], logLevel: 'warning',
};

await build({ ...common, entryPoints: ['fallow.mjs'], outfile: `${out}/fallow.mjs`, format: 'esm' });
await build({ ...common, entryPoints: ['worker.js'], outfile: `${out}/worker.js`, format: 'iife' });
