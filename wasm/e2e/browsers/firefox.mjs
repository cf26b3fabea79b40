// Firefox, ESR if there is one, headless, over WebDriver BiDi, which it speaks itself.
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { start, within } from './processes.mjs';

/** Settings that keep it from asking anything of the network or of whoever watches. */
const PREFERENCES = {
  'app.update.enabled': false, 'browser.shell.checkDefaultBrowser': false, 'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false,
  'toolkit.telemetry.enabled': false, 'browser.aboutwelcome.enabled': false, 'remote.prefs.recommended': true,
};

/** Milliseconds that a command may take: a training is one. */
const COMMAND_MS = 300_000;

export async function startFirefox() {
  const profile = await mkdtemp(`${tmpdir()}/fallow-firefox-`);
  let program;
  const close = async () => {
    await program?.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await writeFile(`${profile}/user.js`, Object.entries(PREFERENCES)
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${value});\n`).join(''));
    program = await start(command(), ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
      { ready: /WebDriver BiDi listening on (ws:\S+)/, env: { HOME: profile } });
    return await session(`${program.match[1]}/session`, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function session(url, close) {
  const call = await connect(url);
  const { capabilities } = await call('session.new', { capabilities: {} });
  const { contexts: [{ context }] } = await call('browsingContext.getTree', {});
  return {
    version: `${capabilities.browserName} ${capabilities.browserVersion}`,
    open: (address) => call('browsingContext.navigate', { context, url: address, wait: 'complete' }),
    async evaluate(expression) {
      const { result, exceptionDetails } = await call('script.evaluate', { expression, target: { context }, awaitPromise: true });
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return result.value;
    },
    close,
  };
}

const command = () => (process.env.PATH.split(':').some((folder) => existsSync(`${folder}/firefox-esr`)) ? 'firefox-esr' : 'firefox');

/** A function that sends commands and resolves to their results. */
async function connect(url) {
  const socket = new WebSocket(url);
  await within(COMMAND_MS, url, new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`${url} does not answer`));
  }));
  const waiting = new Map();
  socket.onclose = () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox has ended'));
  };
  socket.onmessage = ({ data }) => {
    const { id, result, error, message } = JSON.parse(data);
    const settle = waiting.get(id);
    waiting.delete(id);
    if (error) settle?.reject(new Error(`${error}: ${message}`));
    else settle?.resolve(result);
  };
  let last = 0;
  return (method, params) => within(COMMAND_MS, method, new Promise((resolve, reject) => {
    if (socket.readyState !== WebSocket.OPEN) return reject(new Error('Firefox has ended'));
    waiting.set(++last, { resolve, reject });
    socket.send(JSON.stringify({ id: last, method, params }));
  }));
}
