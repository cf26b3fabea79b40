// What all charts share. Sizes are in `k`, thirteenths of the size of the text, so that a chart grows with the page.
import * as Plot from '@observablehq/plot';

const TEXT = 13;
const NARROW = 560;

/** The colour of a mechanism; the page's style sheet says what it is. */
export const colour = (slug) => `var(--${slug})`;

/** Rules that toss a coin are drawn dashed, and so are variants of a rule. */
export const dashes = (slug) => (DASHED.has(slug) ? '6,4' : null);

const DASHED = new Set(['lottery', 'mixture', 'handicap']);

/** What a drawing function needs to know of its place: the unit of length, and whether there is little room. */
export const room = ({ width, text = TEXT }) => ({ k: text / TEXT, narrow: width < NARROW * (text / TEXT) });

/** Plot.plot in the page's dress. The class is in the style sheet, so the inline style that Plot brings can go. */
export function plot({ width, text = TEXT, document = globalThis.document, margins, height, marks, ...options }) {
  const { k } = room({ width, text });
  const [marginTop, marginRight, marginBottom, marginLeft] = margins.map((m) => m * k);
  const svg = Plot.plot({
    document, width, height: height * k, marginTop, marginRight, marginBottom, marginLeft,
    className: 'plot', style: { fontSize: `${text}px` }, marks, ...options,
  });
  for (const style of svg.querySelectorAll('style')) style.remove();
  // The element around the chart says what it shows; labels inside would be labels of nothing.
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  return svg;
}

/** A scale's options from an axis of a spec; `base` is that of a logarithmic one. */
export function scale({ domain, base }) {
  return base ? { domain, type: 'log', base, axis: null } : { domain, type: 'linear', axis: null };
}

/** Ticks with the spec's own words. */
export function axisX({ ticks, label }, k) {
  const text = new Map(ticks.map(({ at, text: t }) => [at, t]));
  return Plot.axisX(ticks.map(({ at }) => at), {
    tickFormat: (at) => text.get(at), label, labelArrow: 'none', labelAnchor: 'center', labelOffset: 34 * k, tickSize: 4,
  });
}

/** Horizontal lines with their values at the left end. */
export function axisY({ ticks, label }) {
  const text = new Map(ticks.map(({ at, text: t }) => [at, t]));
  const at = ticks.map((tick) => tick.at);
  return [
    Plot.gridY(at, { strokeOpacity: 0.12 }),
    Plot.axisY(at, { tickFormat: (t) => text.get(t), label, labelArrow: 'none', labelAnchor: 'top', tickSize: 0 }),
  ];
}
