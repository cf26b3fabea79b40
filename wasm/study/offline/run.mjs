// Computes the shipped models or results: offline.wasm in several Node processes that share a store of finished work.
// Stop it whenever you like; the next run goes on. What is stored is named by what was asked for, not by the code that
// computed it: after a change to a solver, a search or the trainer, start with --fresh.
//
//   node run.mjs PROGRAM models|results [--only NAMES] [--quick] [--fresh] [--workers N] [--store DIR] [--out DIR]
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const usage = 'models|results [--only NAMES] [--quick] [--fresh] [--workers N] [--store DIR] [--out DIR]';
const { values: options, positionals: [program, what] } = read({
  allowPositionals: true,
  options: {
    workers: { type: 'string', default: String(availableParallelism()) },
    quick: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    store: { type: 'string', default: `${root}.offline` },
    out: { type: 'string' },
  },
});
if (program === undefined || !['models', 'results'].includes(what)) {
  fail(`usage: ${usage}`);
}

function read(config) {
  try {
    return parseArgs(config);
  } catch (error) {
    return fail(`${error.message}\nusage: ${usage}`);
  }
}

function fail(message) {
  console.error(message);
  process.exit(2);
}

const { version } = JSON.parse(await readFile(`${root}assets/package.json`, 'utf8'));
// Go's program gets little room for its environment: only what it needs.
const env = {
  PATH: process.env.PATH, HOME: process.env.HOME, GOROOT: process.env.GOROOT ?? '',
  FALLOW_VERSION: version,
  FALLOW_ENGINE: `Node ${process.versions.node}, WebAssembly${process.env.FALLOW_SIMD === 'off' ? '' : ' with SIMD'}`,
  FALLOW_SIMD: process.env.FALLOW_SIMD ?? 'auto',
};
const children = new Set();

/** Runs the program with these arguments; rejects if it fails. */
function offline(...args) {
  const flags = [];
  if (what === 'models') flags.push('-models-only');
  if (options.quick) flags.push('-quick');
  if (options.only) flags.push(`-only=${options.only}`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath,
      ['--stack-size=65500', `${root}net/kernels/nodeexec/run.mjs`, program, ...flags, ...args],
      { env, stdio: ['ignore', 'inherit', 'inherit'] });
    children.add(child);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      children.delete(child);
      if (code === 0) resolve();
      else reject(new Error(`a process ended with ${signal ?? `code ${code}`}`));
    });
  });
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
    process.exit(1);
  });
}

try {
  if (options.fresh) await rm(options.store, { recursive: true, force: true });
  await offline('clear', options.store);
  const workers = Array.from({ length: Number(options.workers) }, (_, k) => offline(...(k === 0 ? ['-speak'] : []), 'work', options.store));
  await Promise.all(workers);
  await offline(what, options.store, options.out ?? `${root}assets/${what}`);
} catch (error) {
  for (const child of children) child.kill();
  console.error(`${what}: ${error.message}. Run it again to go on.`);
  process.exitCode = 1;
}
