// Programs that run while a browser is tested.
import { spawn } from 'node:child_process';

/** Starts a program and resolves, if there is `ready`, when what it says matches that, to { match, stop }. */
export function start(command, args, { ready, env = {} } = {}) {
  const child = spawn(command, args, { stdio: ready ? ['ignore', 'pipe', 'pipe'] : 'ignore', env: { ...process.env, ...env } });
  const ended = new Promise((resolve) => { child.once('close', resolve); });
  const stop = async () => {
    child.kill();
    await ended;
  };
  if (!ready) {
    child.once('error', () => {}); // whoever talks to it finds out
    return { stop };
  }
  return new Promise((resolve, reject) => {
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
}
