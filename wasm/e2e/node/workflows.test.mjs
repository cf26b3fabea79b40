// The workflows name commands and files that there are.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { accessSync, constants, readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = `${root}.github/workflows`;
const commands = execFileSync(`${root}build.sh`, ['help'], { encoding: 'utf8' });

for (const file of readdirSync(folder)) {
  const lines = readFileSync(`${folder}/${file}`, 'utf8').split('\n');
  const values = (key) => lines.map((line) => new RegExp(`\\b${key}: '?([^',}]+?)'?\\s*(?:[,}]|$)`).exec(line)?.[1]).filter(Boolean);

  test(`${file} runs what is there`, () => {
    assert.ok(values('run').length > 0);
    for (const command of values('run')) {
      const [program, name] = command.split(' ');
      accessSync(`${root}${program}`, constants.X_OK);
      if (name) assert.match(commands, new RegExp(`^  ${name}\\b`, 'm'), `build.sh has no ${name}`);
    }
  });

  test(`${file} names files that are there, and the tools that are needed`, () => {
    for (const path of [...values('path'), ...values('cache-dependency-path')]) accessSync(`${root}${path}`);
    const needed = /^go (\S+)/m.exec(readFileSync(`${root}go.mod`, 'utf8'))[1];
    assert.deepEqual(values('go-version'), [needed]);
    assert.ok(values('node-version').every((version) => Number(version) >= 20) && values('node-version').length === 1);
  });
}
