// Firefox, ESR if there is one, headless, over WebDriver BiDi, which it speaks itself.
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { start } from './processes.mjs';

/** Settings that keep it from asking anything of the network or of whoever watches. */
const PREFERENCES = {
  'app.update.enabled': false, 'browser.shell.checkDefaultBrowser': false, 'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false,
  'toolkit.telemetry.enabled': false, 'browser.aboutwelcome.enabled': false, 'remote.prefs.recommended': true,
};

export async function startFirefox() {
  const profile = await mkdtemp(`${tmpdir()}/fallow-firefox-`);
  await writeFile(`${profile}/user.js`, Object.entries(PREFERENCES)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${value});\n`).join(''));
  const program = await start(command(), ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
    { ready: /WebDriver BiDi listening on (ws:\S+)/, env: { HOME: profile } });
  const call = await connect(`${program.match[1]}/session`);
  const { capabilities } = await call('session.new', { capabilities: {} });
  const { contexts: [{ context }] } = await call('browsingContext.getTree', {});
  return {
    version: `${capabilities.browserName} ${capabilities.browserVersion}`,
    open: (url) => call('browsingContext.navigate', { context, url, wait: 'complete' }),
    async evaluate(expression) {
      const { result, exceptionDetails } = await call('script.evaluate', { expression, target: { context }, awaitPromise: true });
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return result.value;
    },
    async close() {
      await program.stop();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const command = () => (process.env.PATH.split(':').some((folder) => existsSync(`${folder}/firefox-esr`)) ? 'firefox-esr' : 'firefox');

/** A function that sends commands and resolves to their results. */
async function connect(url) {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`${url} does not answer`));
  });
  const waiting = new Map();
  socket.onmessage = ({ data }) => {
    const { id, result, error, message } = JSON.parse(data);
    const settle = waiting.get(id);
    waiting.delete(id);
    if (error) settle?.reject(new Error(`${error}: ${message}`));
    else settle?.resolve(result);
  };
  let last = 0;
  return (method, params) => new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject });
    socket.send(JSON.stringify({ id: last, method, params }));
  });
}
