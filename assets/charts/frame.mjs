// What all charts share.
import * as Plot from '@observablehq/plot';

export const NARROW = 560;

/** The colour of a mechanism; the page's style sheet says what it is. */
export const colour = (slug) => `var(--${slug})`;

/** Plot.plot in the page's dress. The class is in the style sheet, so the inline style that Plot brings can go. */
export function plot({ document = globalThis.document, ...options }) {
  const svg = Plot.plot({
    document, className: 'plot', style: { fontSize: '13px', fontFamily: 'var(--sans)', overflow: 'visible' }, ...options,
  });
  for (const style of svg.querySelectorAll('style')) style.remove();
  return svg;
}

/** A scale's options from an axis of a spec. */
export function scale({ domain, log }) {
  return { domain, type: log ? 'log' : 'linear', axis: null };
}

/** Ticks with the spec's own words. */
export function axisX({ ticks, label }, options) {
  const text = new Map(ticks.map(({ at, text: t }) => [at, t]));
  return Plot.axisX(ticks.map(({ at }) => at), {
    tickFormat: (at) => text.get(at), label, labelArrow: 'none', labelAnchor: 'center', tickSize: 4, ...options,
  });
}

/** Horizontal lines with their values at the left end. */
export function axisY({ ticks, label }, options) {
  const text = new Map(ticks.map(({ at, text: t }) => [at, t]));
  const at = ticks.map((tick) => tick.at);
  return [
    Plot.gridY(at, { strokeOpacity: 0.12 }),
    Plot.axisY(at, { tickFormat: (t) => text.get(t), label, labelArrow: 'none', labelAnchor: 'top', tickSize: 0, ...options }),
  ];
}
