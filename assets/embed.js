// <fallow-embed>: a figure of Fallow in another page. A classic script without dependencies; embed.d.ts documents the
// element. It shows a picture until the reader asks for the figure, and then the site's page in a frame (?view=NAME),
// with which it exchanges messages {fallow: 1, type, ...} (page/parent.mjs lists them).
(() => {
  const base = document.currentScript?.src;
  const PROMPT = 'Play with this figure';
  const NAME = /^[a-z0-9-]+$/;

  const sheet = (text) => {
    const style = new CSSStyleSheet();
    style.replaceSync(text);
    return style;
  };
  const look = sheet(`
    :host { display: block; margin: 1em 0; }
    :host([hidden]) { display: none; }
    iframe { display: block; width: 100%; border: 0; color-scheme: normal; }
    img { display: block; width: 100%; height: auto; }
    button { display: block; margin: .6em auto 0; padding: .6em 1.1em; border: 0; border-radius: .3em; font: 600 1rem/1.2 system-ui, sans-serif; color: #fff; background: #0b5c94; cursor: pointer; }
    button:focus-visible { outline: 3px solid #e69f00; outline-offset: 2px; }
  `);

  /** How light the page behind an element is: what its own style says, else what the system says. */
  const themeBehind = (element) => {
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
      const [r, g, b, alpha = 1] = getComputedStyle(at).backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [];
      if (alpha > 0.5) return 0.299 * r + 0.587 * g + 0.114 * b < 128 ? 'dark' : 'light';
    }
    const scheme = getComputedStyle(element).colorScheme;
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    return scheme.includes('dark') && (dark || !scheme.includes('light')) ? 'dark' : 'light';
  };

  class FallowEmbed extends HTMLElement {
    static observedAttributes = ['src', 'view', 'preset', 'state', 'theme', 'height', 'hide', 'eager', 'prompt'];
    #root = this.attachShadow({ mode: 'open' });
    #frame = null;
    #watch = null;
    #theme = '';
    #known = null; // the state that the figure last told

    connectedCallback() {
      this.#root.adoptedStyleSheets = [look];
      addEventListener('message', this.#hear);
      this.#watch = new MutationObserver(() => this.#retheme());
      for (const part of [document.documentElement, document.body, this]) this.#watch.observe(part, { attributes: true });
      matchMedia('(prefers-color-scheme: dark)').addEventListener('change', this.#retheme);
      document.addEventListener('transitionend', this.#retheme);
      this.#show();
    }

    disconnectedCallback() {
      removeEventListener('message', this.#hear);
      this.#watch?.disconnect();
      matchMedia('(prefers-color-scheme: dark)').removeEventListener('change', this.#retheme);
      document.removeEventListener('transitionend', this.#retheme);
      this.#frame = null;
      this.#root.replaceChildren();
    }

    attributeChangedCallback(name, before, now) {
      if (before === now || !this.#watch || !this.isConnected) return;
      if (name === 'theme') this.#retheme();
      else if (name === 'height' && this.#frame) this.#resize();
      else if (name === 'state' && this.#frame) this.#post({ type: 'state', state: this.#state() });
      else if (!this.#frame || name !== 'prompt') this.#show();
    }

    /** Shows the figure itself, as pressing the button does. */
    open() {
      if (!this.#frame) this.#play();
    }

    /** What the figure shows, as the state attribute takes it. */
    get state() { return this.#known ?? this.#state(); }
    set state(state) { this.setAttribute('state', state); }

    #site() {
      return new URL(this.getAttribute('src') ?? './', this.hasAttribute('src') ? document.baseURI : base ?? document.baseURI);
    }

    #view() {
      const view = this.getAttribute('view') ?? '';
      return NAME.test(view) ? view : '';
    }

    #state() {
      const state = this.getAttribute('state'), preset = this.getAttribute('preset'), view = this.#view();
      if (state !== null) return state.includes('?') || !view ? state : `${view}?${state}`;
      return preset && view ? `${view}?preset=${encodeURIComponent(preset)}` : '';
    }

    #show() {
      this.#frame = null;
      if (this.hasAttribute('eager')) this.#play();
      else this.#picture();
    }

    #picture() {
      this.#theme = this.#themeNow();
      const picture = document.createElement('slot'); // the page's own picture, if it has one
      const view = this.#view();
      const image = Object.assign(new Image(), {
        alt: this.getAttribute('aria-label') ?? `A figure of Fallow: ${view}`, loading: 'lazy',
        src: new URL(`pictures/${view}-${this.#theme}.webp`, this.#site()),
      });
      const button = document.createElement('button');
      button.textContent = this.getAttribute('prompt') ?? PROMPT;
      button.addEventListener('click', () => {
        this.#play();
        this.#frame.focus();
      });
      image.addEventListener('error', () => image.remove());
      if (view) picture.append(image);
      this.#root.replaceChildren(picture, button);
    }

    #play() {
      const url = this.#site();
      this.#theme = this.#themeNow();
      const { width, height } = this.getBoundingClientRect();
      for (const [key, value] of [['view', this.#view()], ['hide', this.getAttribute('hide')], ['theme', this.#theme]]) {
        if (value) url.searchParams.set(key, value);
      }
      url.hash = this.#state();
      this.#frame = Object.assign(document.createElement('iframe'), {
        src: url, title: this.getAttribute('aria-label') ?? 'Fallow', loading: 'lazy', referrerPolicy: 'origin',
        allow: 'clipboard-write; fullscreen', height: Math.round(height) || Math.min(700, Math.round(width) || 600),
      });
      this.#resize();
      this.#root.replaceChildren(this.#frame);
    }

    #resize(height) {
      const fixed = parseFloat(this.getAttribute('height'));
      if (fixed > 0 || height > 0) this.#frame.height = fixed > 0 ? fixed : Math.ceil(height);
    }

    #themeNow() {
      const theme = this.getAttribute('theme');
      return theme === 'light' || theme === 'dark' ? theme : themeBehind(this);
    }

    #retheme = () => {
      const theme = this.#themeNow();
      if (theme === this.#theme) return;
      this.#theme = theme;
      if (this.#frame) this.#post({ type: 'theme', theme });
      else this.#show();
    };

    #post(message) {
      this.#frame.contentWindow?.postMessage({ ...message, fallow: 1 }, this.#site().origin);
    }

    #hear = ({ source, origin, data }) => {
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== this.#site().origin) return;
      if (data?.fallow !== 1 || typeof data.type !== 'string') return;
      const { fallow, type, ...detail } = data;
      if (type === 'resize') this.#resize(detail.height);
      if (type === 'state') this.#known = detail.state;
      if (type === 'ready') this.#post({ type: 'theme', theme: this.#theme }); // it may have changed meanwhile
      this.dispatchEvent(new CustomEvent(type, { detail }));
    };
  }

  if (!customElements.get('fallow-embed')) customElements.define('fallow-embed', FallowEmbed);
})();
