// The game against the auditor: what you have in total beside what honesty would have brought, and under it the latest
// rounds one by one. Both are one drawing, whose lower part has a scale of its own.
import * as Plot from '@observablehq/plot';
import { colour, plot, room } from './frame.mjs';

const LINES = 230, STRIP = 130;

export function rounds(spec, place) {
  const { document = globalThis.document } = place;
  const figure = document.createElement('div');
  figure.append(totals(spec, place), strip(spec, place));
  return { node: figure };
}

/** The two lines of totals. */
function totals({ rounds: all, mine, honest, caught }, place) {
  const { k } = room(place);
  const high = Math.max(1, mine.at(-1)[1], honest.at(-1)[1]) * 1.08;
  const [you, truth] = apart(mine.at(-1), honest.at(-1), high * 0.075);
  const stop = mine.filter(([x]) => caught && x >= caught).slice(0, 1);
  return plot({
    ...place, height: LINES, margins: [26, 74, 38, 34],
    x: { domain: [0, all], axis: null }, y: { domain: [0, high], axis: null },
    marks: [
      Plot.gridY({ ticks: 4, strokeOpacity: 0.12 }),
      Plot.axisY({ ticks: 4, tickSize: 0, label: 'what you have got so far', labelArrow: 'none', labelAnchor: 'top' }),
      Plot.axisX({ ticks: 5, tickSize: 4, tickFormat: (t) => t.toLocaleString('en'), label: 'round', labelOffset: 32 * k, labelAnchor: 'center', labelArrow: 'none' }),
      Plot.line(honest, { stroke: colour('soft'), strokeWidth: 2 * k, strokeDasharray: '5,4' }),
      Plot.line(mine, { stroke: colour('you-text'), strokeWidth: 3 * k }),
      Plot.dot(stop, { symbol: 'times', stroke: colour('alarm'), strokeWidth: 3 * k, r: 7 * k }),
      Plot.text(stop, { text: () => 'caught', fill: colour('alarm'), dy: -16 * k, fontWeight: 600 }),
      Plot.text([mine.at(-1)], { x: '0', y: () => you, text: () => 'you', fill: colour('you-text'), dx: 8 * k, textAnchor: 'start', fontWeight: 600 }),
      Plot.text([honest.at(-1)], { x: '0', y: () => truth, text: () => 'if honest', fill: colour('soft'), dx: 8 * k, textAnchor: 'start', fontWeight: 600 }),
    ],
  });
}

/** Where two labels go so that they do not lie on each other. */
function apart([, a], [, b], least) {
  const missing = Math.max(0, least - Math.abs(a - b)) / 2;
  const lift = Math.max(0, least / 2 + missing - Math.min(a, b));
  return a >= b ? [a + missing + lift, b - missing + lift] : [a - missing + lift, b + missing + lift];
}

/** One bar a round: its height is what the item was worth to whoever got it. */
function strip({ strip: rows, first, shown }, place) {
  const { k, narrow } = room(place);
  const bands = Array.from({ length: shown }, (_, n) => first + n);
  const x = 'round';
  return plot({
    ...place, height: STRIP, margins: [30, 74, 36, 34],
    x: { type: 'band', domain: bands, axis: null, padding: 0.25 }, y: { domain: [0, 1], axis: null },
    marks: [
      Plot.ruleY([0], { stroke: colour('hair') }),
      Plot.axisX(bands.filter((n) => n === first || n % 5 === 0), { tickSize: 0, label: narrow ? 'each round: whose, and worth what' : 'each round: whose it was, and what it was worth', labelOffset: 32 * k, labelAnchor: 'center', labelArrow: 'none' }),
      Plot.barY(rows.filter((r) => r.winner >= 0), { x, y: 'height', fill: (r) => colour(r.winner === 0 ? 'you' : 'tint-0') }),
      Plot.tickY(rows.filter((r) => r.lied), { x, y: 'said', stroke: colour('you-text'), strokeWidth: 2 * k, insetLeft: -2 * k, insetRight: -2 * k }),
      Plot.dot(rows.filter((r) => r.audited), { x, y: 1, dy: -15 * k, r: 4 * k, stroke: (r) => colour(r.caught ? 'alarm' : 'ink'), strokeWidth: 1.75 * k }),
      Plot.dot(rows.filter((r) => r.caught), { x, y: 1, dy: -15 * k, symbol: 'times', r: 6 * k, stroke: colour('alarm'), strokeWidth: 2.5 * k }),
      ...key(k),
    ],
  });
}

/** What the marks mean, on the right. */
function key(k) {
  const entries = [['yours', 'you-text'], ['others’', 'soft'], ['○ looked', 'ink'], ['– a lie', 'you-text']];
  return entries.map(([text, slug], n) => Plot.text([text], {
    frameAnchor: 'top-right', textAnchor: 'start', dx: 8 * k, dy: (4 + 17 * n) * k, text: (t) => t, fill: colour(slug), fontWeight: 600,
  }));
}
