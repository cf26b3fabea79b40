// WebKitGTK's small browser under a virtual screen, over WebDriver.
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { start } from './processes.mjs';

const BROWSERS = ['4.1', '4.0'].map((version) => `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/webkit2gtk-${version}/MiniBrowser`);

/** Milliseconds that a script may take: a training is one. */
const SCRIPT_MS = 300_000;

export async function startWebKit() {
  const binary = BROWSERS.find((path) => existsSync(path));
  if (!binary) throw new Error('WebKitGTK’s MiniBrowser is not there');
  const screen = await start('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], { ready: /^(\d+)\s/ });
  const port = await freePort();
  const driver = await start('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'],
    { env: { DISPLAY: `:${screen.match[1]}`, LIBGL_ALWAYS_SOFTWARE: '1' } });
  const stop = async () => {
    await driver.stop();
    await screen.stop();
  };
  try {
    return await session(`http://127.0.0.1:${port}`, binary, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function session(driver, binary, stop) {
  await answering(`${driver}/status`);
  const { sessionId, capabilities } = await call('POST', `${driver}/session`, {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } } },
  });
  const base = `${driver}/session/${sessionId}`;
  await call('POST', `${base}/timeouts`, { script: SCRIPT_MS, pageLoad: SCRIPT_MS });
  return {
    version: `WebKitGTK ${capabilities.browserVersion}`,
    open: (url) => call('POST', `${base}/url`, { url }),
    async evaluate(expression) {
      const script = `const done = arguments[0]; Promise.resolve(${expression}).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value, error } = await call('POST', `${base}/execute/async`, { script, args: [] });
      if (error) throw new Error(error);
      return value;
    },
    async close() {
      await call('DELETE', base).catch(() => {});
      await stop();
    },
  };
}

async function call(method, url, body) {
  const response = await fetch(url, { method, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** A port that the system has just had to give: the driver does not say which one it takes itself. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address();
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}

/** Waits until the driver answers. */
async function answering(url) {
  for (let tries = 0; ; tries++) {
    if (await fetch(url).then(({ ok }) => ok, () => false)) return;
    if (tries > 100) throw new Error('WebKitWebDriver does not answer');
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}
