// Makes the page's own files: its scripts, its style sheet and its charts. build.sh calls it with the folder to write
// to, after the WebAssembly is there; publish.mjs makes the site of them.
import { existsSync } from 'node:fs';
import { copyFile, cp, stat } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const out = process.argv[2];
const size = async (name) => String((await stat(`${out}/${name}`)).size);

const common = {
  absWorkingDir: here, bundle: true, target: 'es2022', charset: 'utf8', minify: true, legalComments: 'none',
  logLevel: 'warning', format: 'esm',
};

await build({
  ...common, entryPoints: ['page/boot.mjs'], outfile: `${out}/boot.mjs`,
  define: { APP_BYTES: await size('app.wasm') },
});
for (const script of ['page/theme.js', 'page/sw.js', 'page/fetcher.js', 'embed.js']) {
  await build({ ...common, entryPoints: [script], outfile: `${out}/${basename(script)}`, format: 'iife' });
}
await build({ ...common, entryPoints: ['charts/charts.mjs'], outfile: `${out}/charts.mjs` });
await build({ ...common, entryPoints: ['frame/frame.mjs'], outfile: `${out}/frame.mjs` });
await build({ ...common, entryPoints: ['css/style.css'], outfile: `${out}/style.css` });
const goroot = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
await copyFile(`${goroot}/lib/wasm/wasm_exec.js`, `${out}/wasm_exec.js`);
await copyFile(`${here}page/old.js`, `${out}/old.js`); // as it is written: no tool may make it newer
await copyFile(`${here}icon.svg`, `${out}/icon.svg`);
await copyFile(`${here}embed.d.ts`, `${out}/embed.d.ts`);
for (const folder of ['models', 'results', 'pictures']) {
  if (existsSync(`${here}${folder}`)) await cp(`${here}${folder}`, `${out}/${folder}`, { recursive: true });
}
