// Measures the built site with Lighthouse, as a desktop and as a telephone, and fails where it is worse than it must be.
//
//   node run.mjs DIST CHROMIUM [REPORTS]
//
// The site is served by wasm/serve, compressed as a static host would. REPORTS is a folder for Lighthouse's own reports.
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import lighthouse, { desktopConfig, generateReport } from 'lighthouse';
import { launch } from 'chrome-launcher';

const [dist, chromium, reports] = process.argv.slice(2);
const MUST = {
  desktop: { performance: 95, accessibility: 95, 'best-practices': 95, seo: 95 },
  mobile: { performance: 85, accessibility: 95, 'best-practices': 95, seo: 95 },
};
const MOST = { 'total-blocking-time': 150, 'cumulative-layout-shift': 0.02 }; // milliseconds, and a share

const server = await serve();
let failed = false;
try {
  for (const [form, config] of [['desktop', desktopConfig], ['mobile', undefined]]) await measure(form, config);
} finally {
  server.stop();
}
process.exit(failed ? 1 : 0);

async function measure(form, config) {
  const chrome = await launch({ chromePath: chromium, chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu'], logLevel: 'silent' });
  try {
    const { lhr } = await lighthouse(server.address, { port: chrome.port, logLevel: 'error', onlyCategories: Object.keys(MUST[form]) }, config);
    for (const [name, least] of Object.entries(MUST[form])) {
      const score = Math.round(100 * lhr.categories[name].score);
      judge(score >= least, `${form}: ${name} ${score}, at least ${least} wanted`);
      for (const { id } of lhr.categories[name].auditRefs) {
        const { score: s, scoreDisplayMode: mode, title, displayValue = '' } = lhr.audits[id];
        if (s !== null && s < 0.9 && mode !== 'informative') console.log(`    ${Math.round(100 * s)} ${id}: ${title} ${displayValue}`);
      }
    }
    for (const [name, most] of Object.entries(MOST)) {
      const value = lhr.audits[name].numericValue;
      judge(value < most, `${form}: ${name} ${Math.round(1000 * value) / 1000}, below ${most} wanted`);
    }
    if (reports) {
      await mkdir(reports, { recursive: true });
      await writeFile(`${reports}/${form}.html`, generateReport(lhr, 'html'));
    }
  } finally {
    await chrome.kill();
  }
}

function judge(good, text) {
  console.log(`${good ? 'ok    ' : 'FAILED'} ${text}`);
  failed ||= !good;
}

/** Starts wasm/serve on a free port. */
async function serve() {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const child = spawn('go', ['run', './wasm/serve', '-dir', dist, '-port', '0'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const address = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
      const found = /http:\S+/.exec(said);
      if (found) resolve(found[0]);
    });
    child.on('exit', () => reject(new Error(`the server did not start: ${said}`)));
  });
  return { address, stop: () => process.kill(-child.pid) }; // with the program that `go run` made
}
