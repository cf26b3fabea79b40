// Programs that run while a browser is tested.
import { spawn } from 'node:child_process';

/** Milliseconds that a program may take to start. */
const START_MS = 60_000;

/** Rejects, saying `what`, if a promise has not settled after so many milliseconds. */
export function within(ms, what, promise) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`${what} took more than ${ms / 1000} s`)), ms); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Starts a program and resolves, if there is `ready`, when what it says matches that, to { match, stop }. */
export async function start(command, args, { ready, env = {} } = {}) {
  const child = spawn(command, args, { stdio: ready ? ['ignore', 'pipe', 'pipe'] : 'ignore', env: { ...process.env, ...env } });
  const ended = new Promise((resolve) => { child.once('close', resolve); });
  const stop = async () => {
    child.kill();
    const hard = setTimeout(() => child.kill('SIGKILL'), 5000); // it hangs
    await ended;
    clearTimeout(hard);
  };
  if (!ready) {
    child.once('error', () => {}); // whoever talks to it finds out
    return { stop };
  }
  const begun = new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk) => {
      said += chunk;
      const match = ready.exec(said);
      if (match) resolve({ match, stop });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    ended.then((code) => reject(new Error(`${command} ended with ${code}: ${said.slice(-500)}`)));
  });
  try {
    return await within(START_MS, `starting ${command}`, begun);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}
