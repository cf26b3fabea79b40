// A curve over the steps of training, with named levels to compare it with.
import * as Plot from '@observablehq/plot';
import { colour, plot, room } from './frame.mjs';

const HEIGHT = 200;

export function trace({ steps, log, share, points, levels }, place) {
  const { k } = room(place);
  const shown = log ? points.filter(([, y]) => y > 0) : points;
  const heights = [...shown.map(([, y]) => y), ...levels.map(({ at }) => at)].filter((y) => !log || y > 0);
  const domain = span(heights, log);
  const node = plot({
    ...place, height: HEIGHT, margins: [12, 66, 38, 57],
    x: { domain: [0, steps], axis: null }, y: { type: log ? 'log' : 'linear', domain, axis: null },
    marks: [
      Plot.gridY({ ticks: ticksOf(domain, log), strokeOpacity: 0.12 }),
      Plot.axisY({ ticks: ticksOf(domain, log), tickSize: 0, label: null, tickFormat: log ? power : share ? percent(domain) : undefined }),
      Plot.axisX({ ticks: [0, steps / 2, steps], tickSize: 4, label: 'steps', labelOffset: 32 * k, labelAnchor: 'center', labelArrow: 'none' }),
      Plot.ruleY(levels, { y: 'at', stroke: (d) => colour(d.slug), strokeDasharray: '4,3', strokeWidth: 1.5 }),
      Plot.text(levels, { y: 'at', text: 'name', fill: (d) => colour(d.slug), frameAnchor: 'right', dx: 6 * k, textAnchor: 'start', fontWeight: 600 }),
      Plot.line(shown, { stroke: colour('exs'), strokeWidth: 2 * k }),
      Plot.dot(shown.slice(-1), { fill: colour('exs'), r: 4 * k }),
    ],
  });
  return { node };
}

/** Where horizontal lines go: at powers of ten, or at about four round values. */
function ticksOf([low, high], log) {
  if (!log) return 4;
  const from = Math.round(Math.log10(low));
  return Array.from({ length: Math.round(Math.log10(high)) - from + 1 }, (_, k) => 10 ** (from + k));
}

/** Percentages with a decimal where they lie close together. */
const percent = ([low, high]) => (x) => `${(100 * x).toFixed(high - low < 0.04 ? 1 : 0)} %`;

/** The range of the values, with some air; a log axis covers whole powers of ten. */
export function span(values, log) {
  if (values.length === 0) return log ? [1e-4, 1] : [0, 1];
  const low = Math.min(...values), high = Math.max(...values);
  if (log) return [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high) + 1e-9)];
  const air = (high - low || Math.abs(high) || 1) * 0.08;
  return [low >= 0 && low < 2 * air ? 0 : low - air, high + air];
}

const DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 10ⁿ for powers of ten, nothing between them. */
export function power(y) {
  const e = Math.log10(y);
  if (Math.abs(e - Math.round(e)) > 1e-6) return '';
  return `10${String(Math.round(e)).replace('-', '⁻').replace(/\d/g, (d) => DIGITS[d])}`;
}
