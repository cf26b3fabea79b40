// <fallow-embed>: a figure of Fallow in another page. A classic script without dependencies; embed.d.ts documents the
// element. It shows a picture until the reader asks for the figure, and then the site's page in a frame (?view=NAME),
// with which it exchanges messages {fallow: 1, type, ...} (page/parent.mjs lists them).
(() => {
  const base = document.currentScript?.src;
  const PROMPT = 'Play with this figure';
  const scheme = matchMedia('(prefers-color-scheme: dark)'); // each call gives another, which keeps its listeners
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

  /** An element and whatever it stands in. */
  function* outward(element) {
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) yield at;
  }

  /** How light a computed colour is and how opaque, each from 0 to 1. */
  const lightOf = (colour) => {
    const [, kind, numbers] = colour.replaceAll('none', 0).match(/^(\w+)\((?:[a-z][\w-]* )?(.*)/) ?? ['', 'rgb', '0 0 0 0'];
    const [a, b, c, alpha = 1] = numbers.match(/-?[\d.]+(e-?\d+)?/g).map(Number);
    if (/^(ok)?l/.test(kind)) return [kind[0] === 'o' ? a : a / 100, alpha]; // oklab, oklch, lab, lch
    return [(0.299 * a + 0.587 * b + 0.114 * c) / (kind === 'color' ? 1 : 255), alpha];
  };

  /** How light the page behind an element is: its colour there, or against which its text can be read. */
  const themeBehind = (element) => {
    for (const at of outward(element)) {
      const [light, alpha] = lightOf(getComputedStyle(at).backgroundColor);
      if (alpha > 0.5) return light < 0.5 ? 'dark' : 'light';
    }
    return lightOf(getComputedStyle(element).color)[0] > 0.5 ? 'dark' : 'light';
  };

  class FallowEmbed extends HTMLElement {
    static observedAttributes = ['src', 'view', 'preset', 'state', 'theme', 'height', 'hide', 'eager', 'prompt'];
    #root = this.attachShadow({ mode: 'open' });
    #frame = null;
    #watch = null;
    #ready = false; // whether the frame listens
    #theme = '';
    #tall = 0; // how high the figure is, pixels
    #asked = ''; // the state that the figure was last asked to show
    #known = null; // the state that it has told since

    connectedCallback() {
      if (Object.hasOwn(this, 'state')) { // set before this script came
        const { state } = this;
        delete this.state;
        this.state = state;
      }
      this.#root.adoptedStyleSheets = [look];
      addEventListener('message', this.#hear);
      this.#watch = new MutationObserver(this.#retheme);
      for (const part of outward(this)) this.#watch.observe(part, { attributes: true });
      scheme.addEventListener('change', this.#retheme);
      document.addEventListener('transitionend', this.#retheme);
      this.#show();
    }

    disconnectedCallback() {
      removeEventListener('message', this.#hear);
      this.#watch.disconnect();
      this.#watch = null;
      scheme.removeEventListener('change', this.#retheme);
      document.removeEventListener('transitionend', this.#retheme);
      this.#root.replaceChildren();
    }

    attributeChangedCallback(name, before, now) {
      const says = name === 'state' || name === 'view' || (name === 'preset' && !this.hasAttribute('state'));
      if (says) this.#known = null; // until the figure says what it shows
      if (!this.#watch || (before === now && name !== 'state')) return;
      if (name === 'theme') this.#retheme();
      else if (!this.#frame) this.#show();
      else if (name === 'height') this.#resize();
      else if (name === 'hide') this.#play(this.state);
      else if (name === 'src' || name === 'view') this.#play();
      else if (says) this.#ask();
    }

    /** Shows the figure itself, as pressing the button does. */
    open() {
      if (!this.#frame) this.#play();
    }

    /** What the figure shows, as the state attribute takes it. */
    get state() { return this.#known ?? this.#state(); }
    set state(state) {
      if (state == null) this.removeAttribute('state');
      else this.setAttribute('state', state);
    }

    /** The address of the site's page, which is a folder's however it is written. */
    #site() {
      const src = this.getAttribute('src');
      const site = new URL(src ?? './', (src === null && base) || document.baseURI);
      if (!/(\/|\.html?)$/.test(site.pathname)) site.pathname += '/';
      return site;
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
      if (this.#frame) this.#play(this.#known); // the element was somewhere else
      else if (this.hasAttribute('eager')) this.#play();
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

    /** Loads the figure, which shows what the host says unless `state` says otherwise. */
    #play(state = null) {
      const url = this.#site();
      this.#ready = false;
      this.#asked = this.#state();
      this.#known = state;
      this.#theme = this.#themeNow();
      const { width, height } = this.getBoundingClientRect();
      for (const [key, value] of [['view', this.#view()], ['hide', this.getAttribute('hide')], ['theme', this.#theme]]) {
        if (value) url.searchParams.set(key, value);
      }
      url.hash = this.state;
      this.#tall = height || this.#tall || Math.min(700, width || 600);
      this.#frame = Object.assign(document.createElement('iframe'), {
        src: url, title: this.getAttribute('aria-label') ?? `Fallow: ${this.#view()}`, loading: 'lazy', referrerPolicy: 'origin',
        allow: 'clipboard-write; fullscreen',
      });
      this.#resize();
      this.#root.replaceChildren(this.#frame);
    }

    #resize() {
      const fixed = parseFloat(this.getAttribute('height'));
      this.#frame.height = Math.ceil(fixed > 0 ? fixed : this.#tall);
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

    /** Has the figure show what the host says. */
    #ask() {
      if (!this.#ready) return; // it is asked when it listens
      this.#asked = this.#state();
      this.#post({ type: 'state', state: this.#asked });
    }

    #post(message) {
      if (this.#ready) this.#frame.contentWindow?.postMessage({ ...message, fallow: 1 }, this.#site().origin);
    }

    #hear = ({ source, origin, data }) => {
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== this.#site().origin) return;
      if (data?.fallow !== 1 || typeof data.type !== 'string') return;
      const { fallow, type, ...detail } = data;
      if (type === 'state') this.#known = detail.state;
      if (type === 'resize' && detail.height > 0) {
        this.#tall = detail.height;
        this.#resize();
      }
      if (type === 'ready') { // what has changed meanwhile
        this.#ready = true;
        this.#post({ type: 'theme', theme: this.#theme });
        if (this.#state() !== this.#asked) this.#ask();
      }
      this.dispatchEvent(new CustomEvent(type, { detail }));
    };
  }

  if (!customElements.get('fallow-embed')) customElements.define('fallow-embed', FallowEmbed);
})();
