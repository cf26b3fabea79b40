// What a visitor gives to a figure by hand: files dropped or picked, cells pasted, undo, redo and ways through a table by
// keys; and where the figure's scrolling regions are, of which only the part near the screen is drawn. A figure that takes
// files has data-takes, a region data-window; both say the figure's name.

import { takeFiles } from './files.mjs';

/** Tells `tell` of all that; see wasm/app/takes.go for its methods. */
export function listenForGifts(tell) {
  const figureOf = (target) => target instanceof Element && target.closest('[data-takes]')?.dataset.takes;
  takeFiles('takes', (figure, name, bytes, field) => tell.file(figure, field, bytes), tell.refuse);

  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'z') return;
    const figure = figureOf(event.target);
    if (!figure || event.target.matches('input[type="text"], textarea')) return; // a field has its own undo
    event.preventDefault();
    tell.undo(figure, event.shiftKey);
  });

  document.addEventListener('keydown', (event) => {
    const by = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || event.ctrlKey || event.altKey || event.metaKey || !event.target.matches('[data-window] td input')) return;
    const next = fieldBeside(event.target, event.key === 'Enter' && event.shiftKey ? -by : by);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  });

  const waiting = new Set();
  const look = (region) => {
    if (waiting.size === 0) requestAnimationFrame(report);
    waiting.add(region);
  };
  function report() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    for (const { dataset, id, scrollTop, scrollLeft, clientHeight, clientWidth } of waiting) {
      tell.scroll(dataset.window, id, scrollTop / rem, scrollLeft / rem, clientHeight / rem, clientWidth / rem);
    }
    waiting.clear();
  }
  document.addEventListener('scroll', ({ target }) => {
    if (target instanceof Element && target.dataset.window) look(target);
  }, { capture: true, passive: true });
}

/** The field some rows below another, in the same column: its name ends in its row, or in its row and column. */
function fieldBeside({ id }, rows) {
  const [, name, row, column = ''] = /^(.*?-)(\d+)(-\d+)?$/.exec(id) ?? [];
  return name && document.getElementById(`${name}${Number(row) + rows}${column}`);
}

/** Prints a figure alone: the style sheet leaves out the rest while the root element says so. */
export function print(figure) {
  const root = document.documentElement;
  root.dataset.print = figure;
  addEventListener('afterprint', () => { delete root.dataset.print; }, { once: true });
  globalThis.print();
}

/**
 * Remembers what has the focus until the page is drawn anew, and gives it back: rows that are scrolled away are drawn
 * into the elements of others, and the focus must stay with its row. From what is gone, or has nothing to do any more,
 * it goes to the first that can have it of those that `data-next` names.
 */
export function holdFocus() {
  const { activeElement: element } = document;
  const { id } = element ?? {}, next = element?.dataset?.next;
  const region = id && element.closest('[data-window]');
  if (!region && !next) return () => {};
  const selection = element.matches('input') ? [element.selectionStart, element.selectionEnd] : [];
  return () => {
    if (document.activeElement === element && element.id === id && !element.disabled) return;
    const heirs = [id, ...next?.split(' ') ?? []].map((name) => document.getElementById(name));
    const heir = heirs.find((e) => e && !e.disabled) ?? region;
    heir?.focus({ preventScroll: true });
    if (heir?.id === id && selection.length > 0) heir.setSelectionRange(...selection);
  };
}
