// An app that a bundler makes with the package, and whose types TypeScript checks.
import { load, InputError, type Instance, type Outcome } from 'fallow';
import type { FallowEmbed } from 'fallow/embed';

const instance: Instance = { values: [[1, 0.5], [1, 0.25]], demands: [[1, 1], [1, 1]], budgets: [1, 1] };

async function answer(): Promise<string> {
  const fallow = await load({ workers: 2 });
  try {
    const outcome: Outcome = await fallow.allocate(instance, { name: 'pf' });
    const model = await fallow.train({ agents: 2, resources: 2 }, {
      objective: { kind: 'constrained', tolerance: 1e-3 }, network: { kind: 'mlp', width: 8, depth: 2 }, batch: 16, iterations: 3,
    });
    const bad = await fallow.allocate({ ...instance, budgets: [1, -1] }, { name: 'pf' }).catch((error: unknown) => error);
    const path = bad instanceof InputError ? bad.path : 'no path';
    return `${outcome.utilities[0].toFixed(2)} ${model.parameters > 0} ${path}`;
  } finally {
    fallow.close();
  }
}

/** Only to be checked: the element's types. */
export function listen(embed: FallowEmbed): void {
  embed.addEventListener('progress', ({ detail }) => console.log(detail.done.toFixed(2)));
  embed.open();
}

const place = document.getElementById('answer')!;
answer().then((text) => { place.textContent = text; }, (error: Error) => { place.textContent = error.message; });
