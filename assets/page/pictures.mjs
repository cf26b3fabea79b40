// Keeps the page's charts as they should be: drawn at the width that there is, only while they are near the screen,
// with the chart library loaded at the first need.
export class Pictures {
  #load; #library; #pictures = new Map();
  #onScreen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const picture = this.#pictures.get(target.id);
      picture.near = isIntersecting;
      if (isIntersecting) this.#draw(picture);
    }
  }, { rootMargin: '25%' });
  #size = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const picture = this.#pictures.get(target.id);
      if (picture.drawing && Math.abs(picture.width - target.clientWidth) < 1) continue;
      picture.stale = true;
      this.#draw(picture);
    }
  });

  /** `load` resolves to charts.mjs. */
  constructor(load) {
    this.#load = load;
  }

  /** Shows `spec` (null: as it is) with `marker` in the element called `id`. */
  show(id, kind, spec, marker) {
    let picture = this.#pictures.get(id);
    const element = document.getElementById(id);
    if (!element) return;
    if (picture?.element !== element) {
      picture = { element, near: false, spec: picture?.spec };
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
    this.#draw(picture);
  }

  async #draw(picture) {
    if (!picture.near || picture.spec === undefined) return;
    this.#library ??= this.#load();
    const { draw } = await this.#library;
    if (picture.stale) {
      picture.stale = false;
      picture.width = picture.element.clientWidth;
      const text = 0.8 * parseFloat(getComputedStyle(document.documentElement).fontSize);
      picture.drawing = draw[picture.kind](picture.spec, { width: picture.width, text });
      picture.element.replaceChildren(picture.drawing.node);
    }
    picture.drawing?.mark?.(picture.marker);
  }
}
