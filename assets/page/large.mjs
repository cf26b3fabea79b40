// A problem so large that its numbers stay here: the page's program hears how far its solution is, and its certificate.

/** Rows made between two turns of the page. */
const PART = 4000;

/** Proportional fairness for agents that all ask for every resource, with values and demands drawn from 0.1 to 1. */
export async function solveLarge(fallow, agents, resources, hooks) {
  const draw = drawing(1);
  const row = () => Float64Array.from({ length: resources }, draw);
  const [values, demands] = [[], []];
  while (values.length < agents) {
    for (const end = Math.min(agents, values.length + PART); values.length < end;) {
      values.push(row());
      demands.push(row());
    }
    await new Promise((resolve) => { setTimeout(resolve); });
    hooks.signal.throwIfAborted();
  }
  const instance = { values, demands, budgets: new Array(resources).fill(agents / 2) };
  const begun = performance.now();
  const { certificate } = await fallow.allocate(instance, { name: 'pf' }, {}, hooks);
  return { ...certificate, seconds: (performance.now() - begun) / 1000 };
}

/** Numbers from 0.1 to 1, the same for the same seed (the minimal standard of Park and Miller). */
function drawing(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return 0.1 + 0.9 * (state / 2147483647);
  };
}
