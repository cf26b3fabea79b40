// What a visitor does, told to a browser: { version, open(url), evaluate(expression) }. An expression may be a promise.
import { pathToFileURL } from 'node:url';

/** How long a state is waited for: far longer than any takes. */
const PATIENCE = 120_000;

/** The hash of the weights after 50 steps, as a JavaScript function of an engine, the same text in every engine. */
const HASH = `async (fallow) => {
  const model = await fallow.train({ agents: 2, resources: 2 }, {
    objective: { kind: 'constrained', tolerance: 1e-3 }, network: { kind: 'mlp', width: 32, depth: 2 },
    batch: 64, iterations: 50, seed: 7,
  });
  fallow.close();
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', model.save()));
  return [...sum].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}`;

export async function hashInNode(dist) {
  const { load } = await import(pathToFileURL(`${dist}/npm/fallow.mjs`).href);
  return (0, eval)(`(${HASH})`)(await load({ workers: 2 }));
}

/** Walks the path; rejects with what went wrong. `tell` hears of each step. */
export async function walk(browser, url, hash, tell) {
  const until = async (what, expression) => {
    for (const end = Date.now() + PATIENCE; !(await browser.evaluate(`Boolean(${expression})`)); await pause(100)) {
      if (Date.now() > end) throw new Error(`${what}: ${expression} never became true; ${await state(browser)}`);
    }
    tell(what);
  };
  const act = (script) => browser.evaluate(`(() => { ${script}; return true; })()`);
  const says = (selector, words) => `document.querySelector(${JSON.stringify(selector)})?.textContent.includes(${JSON.stringify(words)})`;

  await browser.open(url);
  await act('window.troubles = []; addEventListener("error", (e) => troubles.push(e.message)); addEventListener("unhandledrejection", (e) => troubles.push(String(e.reason)))');
  await until('the page answers', 'document.documentElement.dataset.ready !== undefined');
  await act('const slider = document.getElementById("report-memory"); slider.value = "-98"; slider.dispatchEvent(new Event("input", { bubbles: true }))');
  await until('a lie pays under proportional fairness', says('.score.pf .verdict', 'lying pays'));
  await act('document.getElementById("find-lie").click()');
  await until('the best lie is found', says('#found', 'at least 16.7'));
  await until('the shipped network divides on the bench', says('.splits', 'ExS-Net'));
  await act('document.getElementById("game-curve").scrollIntoView()');
  await until('the chart is drawn', 'document.querySelectorAll("#game-curve svg").length === 1');
  await act('document.getElementById("lab-train").click()');
  await until('a network is being trained', 'Number(/step (\\d+)/.exec(document.getElementById("lab-status").textContent)?.[1] ?? -1) > 20');
  await act('document.getElementById("lab-stop").click()');
  await until('it is trained', says('#lab-status', 'Trained'));
  const troubles = await browser.evaluate('troubles.join("; ")');
  if (troubles) throw new Error(`the page complains: ${troubles}`);

  const got = await browser.evaluate(`import(${JSON.stringify(new URL('fallow.mjs', url))}).then(async ({ load }) => (${HASH})(await load({ workers: 3 })))`);
  if (got !== hash) throw new Error(`weights of hash ${got}, in Node ${hash}`);
  tell('the same bits as in Node');
}

const state = (browser) => browser.evaluate('[...document.querySelectorAll("[role=status], [role=alert]")].map((e) => e.textContent).filter(Boolean).join("; ")');
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
