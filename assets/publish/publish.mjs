// Makes the site of the files that the build has made: gives them names with the hashes of their contents, tells
// whoever refers to them, and puts compressed forms beside them.
//
//   node assets/publish/publish.mjs STAGE DIST [best]
//
// "best" compresses large files as well as can be, which takes half a minute more.
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { compressAll } from './compress.mjs';
import { hashOf, hashedName } from './names.mjs';
import { report } from './firstview.mjs';
import { withPolicy } from './policy.mjs';

const [stage, dist, quality] = process.argv.slice(2);

/** Files that keep their names, because other sites, hosts and old copies of the page refer to them. */
const STABLE = /^(index\.html|404\.html|theme\.js|sw\.js|fallow\.mjs|embed\.js|.*\.d\.ts|pictures\/.*)$/;

/** Data keeps its name as well, and the page asks for it with its hash in the query. */
const DATA = /^(models|results)\//;

/** Files of the site that the page itself never needs. */
const NOT_OFFLINE = /^(404\.html|sw\.js|fallow\.mjs|embed\.js|.*\.d\.ts)$/;

const files = new Map(); // name in the tree -> contents
for (const entry of await readdir(stage, { recursive: true, withFileTypes: true })) {
  const path = `${entry.parentPath ?? entry.path}/${entry.name}`;
  if (entry.isFile()) files.set(path.slice(stage.length + 1), await readFile(path));
}

const addresses = {}; // name in the tree -> address on the site
const site = new Map(); // name on the site -> contents

/** Takes a file in; what refers to others comes after them. */
function publish(name, contents = files.get(name)) {
  const address = STABLE.test(name) ? name : DATA.test(name) ? `${name}?v=${hashOf(contents)}` : hashedName(name, contents);
  addresses[name] = address;
  site.set(address.split('?')[0], contents);
}

files.set('404.html', Buffer.from(withPolicy(String(await readFile(new URL('../404.html', import.meta.url))))));

const REFERRING = ['fallow.mjs', 'boot.mjs', 'sw.js', 'index.html'];
for (const name of [...files.keys()].filter((name) => !REFERRING.includes(name)).sort()) publish(name);
publishAPI();
publish('boot.mjs', filled('boot.mjs', 'FALLOW_FILES', addresses));
publish('index.html', pageWithAddresses());
publish('sw.js', filled('sw.js', 'FALLOW_SITE', offlineSite()));

await rm(dist, { recursive: true, force: true });
for (const [name, contents] of site) {
  await mkdir(dirname(`${dist}/${name}`), { recursive: true });
  await writeFile(`${dist}/${name}`, contents);
}
const sizes = await compressAll(site, dist, quality === 'best');
console.log(report(addresses, sizes));

/** The API refers to its worker and its engine. Others find it under its own name, the page under one with a hash. */
function publishAPI() {
  let text = String(files.get('fallow.mjs'));
  for (const name of ['worker.js', 'engine.wasm']) text = replaceOnce(text, `"./${name}"`, `"./${addresses[name]}"`);
  const contents = Buffer.from(text);
  site.set('fallow.mjs', contents);
  addresses['fallow.mjs'] = hashedName('fallow.mjs', contents);
  site.set(addresses['fallow.mjs'], contents);
}

/** A script in which a name that its source leaves open stands for a value. */
function filled(script, name, value) {
  const text = String(files.get(script));
  return Buffer.from(replaceOnce(text, name, JSON.stringify(value)));
}

function pageWithAddresses() {
  return Buffer.from(String(files.get('index.html')).replaceAll(/\b(href|src)="([^"#?:]+)"/g,
    (whole, attribute, name) => (addresses[name] ? `${attribute}="${addresses[name]}"` : whole)));
}

/** What the service worker keeps, and a name for this state of it. */
function offlineSite() {
  const names = Object.keys(addresses).filter((name) => !NOT_OFFLINE.test(name) && name !== 'index.html').sort();
  const list = ['./', ...names.map((name) => addresses[name]), addresses['fallow.mjs']];
  const version = hashOf(Buffer.concat([site.get('index.html'), site.get('theme.js'), Buffer.from(list.join())]));
  return { version, files: list };
}

function replaceOnce(text, what, by) {
  const parts = text.split(what);
  if (parts.length !== 2) throw new Error(`${what} stands ${parts.length - 1} times where it should stand once`);
  return parts.join(by);
}
