// The page's address: what the figures show stands in its fragment (the Go package ui/link has the form). A choice makes
// an entry of the browser's history; while a slider is dragged or a text typed, the last entry follows. An entry keeps
// the figures' state beside its address, so that places (#train) are entries too and lose nothing.

/** Milliseconds that a drag must rest before the address follows: browsers refuse too many changes. */
const REST = 300;

export class Address {
  /** What the figures show, as the page's program last wrote it, without "#". */
  link;
  #open = null; #chose = false; #late = 0; #alone = globalThis.parent === globalThis;

  constructor() {
    this.link = this.#entry() ?? fragment();
    document.addEventListener('click', () => { this.#chose = true; }, true);
    document.addEventListener('input', ({ target }) => {
      this.#chose = target instanceof HTMLSelectElement || target.type === 'radio' || target.type === 'checkbox';
    }, true);
  }

  /** Tells `open` of every address that the visitor goes to from here. */
  listen(open) {
    this.#open = open;
    addEventListener('popstate', () => {
      this.#chose = false;
      this.#settle();
      const kept = this.#entry();
      if (kept === undefined && !fragment().includes('?')) {
        this.#write('replaceState', location.href); // a place of the page: the figures stay
        return;
      }
      this.link = kept ?? fragment();
      if (kept === undefined) showPlace();
      open(this.link);
    });
  }

  /** Shows what an address says, as if the visitor had gone there. */
  go(link) {
    this.#chose = false;
    this.link = link;
    this.#write('replaceState', this.#url());
    this.#open?.(link);
  }

  /** Follows the figures. */
  follow(link) {
    if (link === this.link) return;
    const choice = this.#chose && this.#alone;
    this.#chose = false;
    if (choice) this.#settle();
    this.link = link;
    if (choice) this.#write('pushState', this.#url());
    else this.#late ||= setTimeout(() => this.#settle(), REST);
  }

  /** A figure's part of the address. */
  part(figure) {
    return this.link.split(';').find((part) => part.split('?')[0] === figure) ?? figure;
  }

  /** Writes what is late. */
  #settle() {
    if (!this.#late) return;
    clearTimeout(this.#late);
    this.#late = 0;
    this.#write('replaceState', this.#url());
  }

  #url() {
    if (this.link) return `#${this.link}`;
    return fragment().includes('?') ? location.pathname + location.search : location.href;
  }

  #write(how, url) {
    try {
      history[how]({ fallow: this.link }, '', url);
    } catch { /* refused, for example because there were too many: the page works without */ }
  }

  #entry() {
    const kept = history.state?.fallow;
    return typeof kept === 'string' ? kept : undefined;
  }
}

const fragment = () => location.hash.slice(1);

/** Scrolls to the figure that the address names first. Places are the browser's own business. */
export function showPlace() {
  const [figure, state] = fragment().split(/[?;]/, 2);
  if (state === undefined) return;
  const element = document.querySelector(`[data-figure="${CSS.escape(figure)}"]`);
  (element?.closest('section.first') ?? element)?.scrollIntoView();
}

/** Whether the visitor has just come, rather than reloaded or gone back: only then is the place theirs to find. */
export const arrived = () => performance.getEntriesByType('navigation')[0]?.type === 'navigate';
