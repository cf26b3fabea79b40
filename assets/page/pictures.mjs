// Keeps the page's charts as they should be: drawn at the width that there is, only while they are near the screen, one
// in a frame and each a few times a second at most, with the chart library loaded at the first need.

/** Milliseconds between two drawings of a chart whose data keeps changing. Its marker moves at once. */
const REST = 250;

export class Pictures {
  #load; #failed; #library; #pictures = new Map(); #waiting = new Set(); #scheduled = false;
  #onScreen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const picture = this.#pictures.get(target.id);
      picture.near = isIntersecting;
      this.#wake(picture);
    }
  }, { rootMargin: '25%' });
  #size = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const picture = this.#pictures.get(target.id);
      if (picture.drawing && Math.abs(picture.width - target.clientWidth) < 1) continue;
      picture.stale = true;
      this.#wake(picture);
    }
  });

  /** `load` resolves to charts.mjs; `failed` hears whether that failed, which the next change tries again. */
  constructor(load, failed) {
    this.#load = load;
    this.#failed = failed;
  }

  /** Shows `spec` (null: as it is) with `marker` in the element called `id`. */
  show(id, kind, spec, marker) {
    let picture = this.#pictures.get(id);
    const element = document.getElementById(id);
    if (!element) return;
    if (picture?.element !== element) {
      picture = { element, near: false, drawn: -REST, spec: picture?.spec };
      this.#pictures.set(id, picture);
      this.#onScreen.observe(element);
      this.#size.observe(element);
    }
    picture.kind = kind;
    picture.marker = marker;
    if (spec !== null) {
      picture.spec = spec;
      picture.stale = true;
    }
    if (picture.drawing && !picture.stale) picture.drawing.mark?.(marker);
    else this.#wake(picture);
  }

  #wake(picture) {
    if (!picture.near || !picture.stale || picture.spec === undefined) return;
    this.#waiting.add(picture);
    this.#schedule();
  }

  async #schedule() {
    if (this.#scheduled || this.#waiting.size === 0) return;
    this.#scheduled = true;
    this.#library ??= await this.#load().catch(() => null);
    this.#failed(!this.#library);
    if (!this.#library) {
      this.#scheduled = false;
      return;
    }
    const { draw } = this.#library;
    requestAnimationFrame((now) => {
      this.#scheduled = false;
      const rested = [...this.#waiting].find((picture) => now - picture.drawn >= REST);
      if (rested) this.#draw(rested, draw, now);
      this.#schedule();
    });
  }

  #draw(picture, draw, now) {
    this.#waiting.delete(picture);
    picture.stale = false;
    picture.drawn = now;
    picture.width = picture.element.clientWidth;
    const text = 0.8 * parseFloat(getComputedStyle(document.documentElement).fontSize);
    picture.drawing = draw[picture.kind](picture.spec, { width: picture.width, text });
    picture.element.replaceChildren(picture.drawing.node);
    picture.drawing.mark?.(picture.marker);
  }
}
