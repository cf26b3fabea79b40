// <fallow-embed>: a figure of Fallow in another page, defined by embed.js.
//
//   <script src="https://example.org/fallow/embed.js" async></script>
//   <fallow-embed view="game"></fallow-embed>
//
// It shows a picture until the reader asks for the figure. What stands between its tags is shown in the picture's place,
// and where there are no scripts. A policy needs script-src, frame-src and img-src for the site's origin, nothing else.

/** The figures and tools that can be shown alone; whatever has data-figure="NAME" on the page. */
export type FallowView = 'game' | 'market' | 'lab' | 'play' | 'plane' | 'bench' | (string & {});

/**
 * Attributes:
 * - `src`: the address of the site, with or without a slash at its end. Default: where embed.js came from.
 * - `view`: which figure; without it the whole page.
 * - `preset`: an example that the figure offers, by name. `state`: what the figure shows, as the page's address has it
 *   after "#" ("game?memory=0.250025", or just "memory=0.250025").
 * - `theme`: light, dark, or auto (default), which follows the page around it.
 * - `height`: pixels, or auto (default), which is as high as the figure.
 * - `hide`: parts to leave out, separated by commas: text, title, tools, data, settings, controls.
 * - `eager`: loads the figure when it comes near the screen, without being asked.
 * - `prompt`: what the button says.
 */
export interface FallowEmbed extends HTMLElement {
  /** Shows the figure itself, as pressing the button does. */
  open(): void;
  /**
   * What the figure shows now, and from when it is asked for something else until it answers, what it was asked for.
   * Setting it is setting the attribute: the figure shows that, also when the attribute said so before.
   */
  state: string;
  addEventListener<K extends keyof FallowEmbedEvents>(type: K, listener: (event: FallowEmbedEvents[K]) => void,
    options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions): void;
}

/** The events of the element; they do not bubble. */
export interface FallowEmbedEvents extends Omit<HTMLElementEventMap, 'progress' | 'error' | 'resize'> {
  /** The figure answers. */
  ready: CustomEvent<{ view: string }>;
  /** How far long work is, from 0 to 1. */
  progress: CustomEvent<{ figure: string; done: number }>;
  /** What came out; the other members are the figure's. */
  result: CustomEvent<{ figure: string; [member: string]: unknown }>;
  /** What the figure shows: when it begins, and whenever that has changed or it was asked for something. */
  state: CustomEvent<{ state: string }>;
  /** A sentence. */
  error: CustomEvent<{ message: string }>;
  /** Pixels. */
  resize: CustomEvent<{ height: number }>;
}

declare global {
  interface HTMLElementTagNameMap { 'fallow-embed': FallowEmbed }
}
