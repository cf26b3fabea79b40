// ./build.sh bench training: the step of Fallow beside the step of TensorFlow.js, in Node and in headless Chromium.
// Usage: node run.mjs DIST CHROMIUM
import { createServer } from 'node:http';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { measure } from './measure.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const { build } = createRequire(`${here}peer/`)('esbuild');
const backend = `${here}peer/node_modules/@tensorflow/tfjs-backend-wasm/dist/`;
const [dist, chromium] = process.argv.slice(2);
const say = (line) => process.stderr.write(`${line}\n`);
const scratch = await mkdtemp(`${tmpdir()}/fallow-bench-`);

async function bundle(platform, format, outfile) {
  await build({
    entryPoints: [`${here}peer/main.mjs`], bundle: true, format, platform, outfile,
    mainFields: ['module', 'main'], logLevel: 'error',
  });
  return outfile;
}

async function inNode() {
  const peer = createRequire(import.meta.url)(await bundle('node', 'cjs', `${scratch}/peer.cjs`));
  const { load } = await import(pathToFileURL(`${dist}/fallow.mjs`).href);
  return measure(load, peer.start, backend, (line) => say(`Node, ${line}`));
}

const types = { html: 'text/html', mjs: 'text/javascript', js: 'text/javascript', wasm: 'application/wasm' };

/** Serves the page, Fallow and the peer on loopback until the page has posted its result. */
async function inChromium() {
  const peer = await bundle('browser', 'esm', `${scratch}/peer.mjs`);
  const places = [['/peer.mjs', () => peer], ['/peer/', (rest) => backend + rest], ['/fallow/', (rest) => `${dist}/${rest}`],
    ['/', (rest) => here + rest]];
  let settle;
  const done = new Promise((resolve, reject) => { settle = { resolve, reject }; });
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (request.method === 'POST') {
      let body = '';
      for await (const chunk of request) body += chunk;
      response.end();
      if (pathname === '/progress') say(`Chromium, ${JSON.parse(body)}`);
      if (pathname === '/result') settle.resolve(JSON.parse(body));
      if (pathname === '/error') settle.reject(new Error(JSON.parse(body)));
      return;
    }
    const [prefix, place] = places.find(([prefix]) => pathname.startsWith(prefix));
    try {
      const body = await readFile(place(pathname.slice(prefix.length)));
      response.setHeader('Content-Type', types[pathname.split('.').pop()] ?? 'application/octet-stream');
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = spawn(chromium, ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking',
    '--no-first-run', `--user-data-dir=${scratch}/profile`, `http://127.0.0.1:${server.address().port}/page.html`],
  { stdio: 'ignore' });
  browser.on('exit', () => settle.reject(new Error('Chromium ended before the benchmark did')));
  try {
    return await done;
  } finally {
    browser.removeAllListeners('exit').kill();
    server.close();
    server.closeAllConnections();
  }
}

function print(where, { peer, simd, results }) {
  console.log(`\n${where}: ${peer}; Fallow ${simd ? 'with' : 'without'} SIMD kernels. Medians of a step.`);
  console.log('system   peer ms   one worker ms   two workers ms   peer/one   peer/two   logNSW of both on the same numbers');
  for (const { system, logNSW, milliseconds: t } of results) {
    const cell = (x, width, digits = 1) => x.toFixed(digits).padStart(width);
    console.log(system.padEnd(6) + cell(t.peer, 10) + cell(t.one, 16) + cell(t.two, 17)
      + cell(t.peerOverOne, 11) + cell(t.peerOverTwo, 11) + `   ${logNSW.fallow.toFixed(5)} ${logNSW.peer.toFixed(5)}`);
  }
}

try {
  print('Node', await inNode());
  print('Chromium', await inChromium());
} finally {
  await rm(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
