// The package for npm: packed, installed into a folder of its own and run, without a network.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The runnable example of a text: its first block of JavaScript. */
async function exampleOf(file) {
  const text = await readFile(`${root}${file}`, 'utf8');
  return /```js\n([^]*?)```/.exec(text)[1];
}

async function inFreshFolder(body) {
  const folder = await mkdtemp(`${tmpdir()}/fallow-package-`);
  try {
    return await body(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('the package installs and its example runs', () => inFreshFolder(async (folder) => {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder, `${root}dist/npm`]);
  const [{ filename, files }] = JSON.parse(stdout);
  const names = files.map(({ path }) => path).sort();
  const networks = (await readdir(`${root}assets/models`)).filter((name) => name.endsWith('.safetensors')).map((name) => `models/${name}`);
  assert.deepEqual(names, ['LICENSE', 'README.md', 'embed.d.ts', 'embed.js', 'engine.wasm', 'fallow.d.ts', 'fallow.mjs', ...networks.sort(),
    'package.json', 'worker.js']);
  await writeFile(`${folder}/package.json`, '{ "private": true }');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`], { cwd: folder });
  await writeFile(`${folder}/example.mjs`, await exampleOf('assets/publish/npm.md'));
  const example = await run(process.execPath, ['example.mjs'], { cwd: folder, timeout: 60_000 });
  assert.match(example.stdout, /0\.166/);
  assert.equal(example.stderr, '');
  await writeFile(`${folder}/study.mjs`, `
    import { load } from 'fallow';
    const fallow = await load({ workers: 1 });
    const { models } = await fallow.study('figure4', { instances: 4, searched: 1, evaluations: 4, training: 0 });
    console.log(models.length, models[0].sha256);
    fallow.close();`);
  const study = await run(process.execPath, ['study.mjs'], { cwd: folder, timeout: 60_000 });
  assert.match(study.stdout, /^[1-9]\d* [0-9a-f]{64}\n$/);
}));

test('the example of the README runs', () => inFreshFolder(async (folder) => {
  const example = (await exampleOf('README.md')).replace('./dist/', `${root}dist/`);
  await writeFile(`${folder}/example.mjs`, example);
  const { stdout, stderr } = await run(process.execPath, ['example.mjs'], { timeout: 60_000, cwd: folder });
  assert.match(stdout, /0\.166/);
  assert.equal(stderr, '');
}));

test('errors have types', async () => {
  const { load, InputError, EngineError } = await import(`${root}dist/npm/fallow.mjs`);
  const fallow = await load({ workers: 1 });
  const bad = await fallow.allocate({ values: [[1]], demands: [[-1]], budgets: [1] }, { name: 'pf' }).catch((error) => error);
  assert.ok(bad instanceof InputError && bad.path === 'demands[0][0]');
  fallow.close();
  const late = await fallow.sample({ agents: 2, resources: 2 }, 1, 1).catch((error) => error);
  assert.ok(late instanceof EngineError && late instanceof Error);
});
