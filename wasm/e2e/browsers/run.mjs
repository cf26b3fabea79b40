// The visitor's path in other browsers than Chromium, and the bits of a training there and in Node.
//
//   node --experimental-websocket wasm/e2e/browsers/run.mjs DIST firefox|webkit ...
import { startFirefox } from './firefox.mjs';
import { hashInNode, walk } from './path.mjs';
import { serve } from './serve.mjs';
import { startWebKit } from './webkit.mjs';

const START = { firefox: startFirefox, webkit: startWebKit };
const [dist, ...names] = process.argv.slice(2);
const site = await serve(dist);
let failures = 0;
try {
  const hash = await hashInNode(dist);
  console.log(`Node: weights of hash ${hash.slice(0, 16)}`);
  for (const name of names) failures += !(await passes(name, hash));
} finally {
  site.close();
}
process.exit(failures > 0 ? 1 : 0);

async function passes(name, hash) {
  const begun = performance.now();
  let browser;
  try {
    browser = await START[name]();
    await walk(browser, site.url, hash, (step) => console.log(`${browser.version}: ${step}`));
    console.log(`${browser.version}: passed in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
    return true;
  } catch (error) {
    console.error(`${browser?.version ?? name}: FAILED: ${error.message}`);
    return false;
  } finally {
    await browser?.close();
  }
}
