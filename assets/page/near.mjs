// Says on the root element (data-near) which agent is pointed at or, where none is, reached by keyboard: what belongs to
// it has data-agent. The style sheet could find that out by itself (:has and :hover), but then the browser looks for it
// anew after every change of the page, which costs more than all else in drawing a slider's move.

export function startNear() {
  const root = document.documentElement;
  let pointed, focused;
  const mark = () => {
    const agent = pointed ?? focused;
    if (agent === root.dataset.near) return;
    if (agent === undefined) delete root.dataset.near; else root.dataset.near = agent;
  };
  document.addEventListener('mouseover', ({ target }) => { pointed = agentOf(target); mark(); });
  root.addEventListener('mouseleave', () => { pointed = undefined; mark(); });
  document.addEventListener('focusin', ({ target }) => {
    focused = target.matches(':focus-visible') ? agentOf(target) : undefined;
    mark();
  });
  document.addEventListener('focusout', () => { focused = undefined; mark(); });
}

/** The agent that an element belongs to, if any. */
const agentOf = (element) => element.closest?.('[data-agent]:not([data-agent=""])')?.dataset.agent;
