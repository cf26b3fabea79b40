// Makes the package for npm: the API with its worker and engine under names that bundlers find.
//
//   node assets/publish/npm.mjs STAGE OUT
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [stage, out] = process.argv.slice(2);
const { version } = JSON.parse(await readFile(`${root}assets/package.json`, 'utf8'));

const about = {
  name: 'fallow',
  version,
  description: 'Divides scarce things among people who may lie about what they want, without money.',
  license: 'MIT',
  type: 'module',
  engines: { node: '>=20' },
  main: './fallow.mjs',
  types: './fallow.d.ts',
  exports: {
    '.': { types: './fallow.d.ts', default: './fallow.mjs' },
    './embed': { types: './embed.d.ts', default: './embed.js' },
    './worker.js': './worker.js',
    './engine.wasm': './engine.wasm',
    './models/*': './models/*',
    './package.json': './package.json',
  },
  sideEffects: ['./embed.js'],
  files: ['fallow.mjs', 'fallow.d.ts', 'worker.js', 'engine.wasm', 'embed.js', 'embed.d.ts', ...await models()],
};

/** The networks that study compares. */
async function models() {
  const names = await readdir(`${stage}/models`);
  return names.filter((name) => name.endsWith('.safetensors')).map((name) => `models/${name}`).sort();
}

await rm(out, { recursive: true, force: true });
await mkdir(`${out}/models`, { recursive: true });
for (const name of about.files) await copyFile(`${stage}/${name}`, `${out}/${name}`);
await copyFile(`${root}LICENSE`, `${out}/LICENSE`);
await copyFile(`${root}assets/publish/npm.md`, `${out}/README.md`);
await writeFile(`${out}/package.json`, `${JSON.stringify(about, null, 2)}\n`);
