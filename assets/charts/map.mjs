// Rules placed by what they are worth (across) and by what lying gains (upwards, logarithmic; zero has a place of its
// own at the bottom), and the trail of a network in training.
import * as Plot from '@observablehq/plot';
import { colour, plot, room } from './frame.mjs';
import { power } from './trace.mjs';

const HEIGHT = 270;
const TOP = 0.1, FLOOR = 1e-5;

export function map({ marks, trail, tolerance }, at) {
  const { k } = room(at);
  const y = (gain) => Math.min(TOP, Math.max(gain, FLOOR));
  const place = (d) => ({ ...d, y: y(d.y) });
  const steps = trail.map(([x, gain]) => ({ x, y: y(gain) }));
  const across = [...marks.map((d) => d.x), ...trail.map(([x]) => x)];
  const left = Math.max(0, Math.min(0.9, ...across) - 0.02), right = Math.max(1, ...across) + 0.02;
  const allowed = tolerance > 0 ? [y(tolerance)] : [];
  const node = plot({
    ...at, height: HEIGHT, margins: [28, 14, 38, 46],
    x: { domain: [left, right], axis: null }, y: { type: 'log', domain: [FLOOR, TOP], axis: null },
    marks: [
      Plot.gridY([1e-4, 1e-3, 1e-2, 1e-1], { strokeOpacity: 0.12 }),
      Plot.axisY([FLOOR, 1e-4, 1e-3, 1e-2, 1e-1], { tickSize: 0, label: 'the best lies gain an agent, units of utility', labelAnchor: 'top', labelArrow: 'none', tickFormat: (t) => (t === FLOOR ? '0' : power(t)) }),
      Plot.axisX({ ticks: 4, tickSize: 4, tickFormat: (t) => `${Math.round(100 * t)} %`, label: 'welfare, relative to PF’s', labelOffset: 32 * k, labelAnchor: 'center', labelArrow: 'none' }),
      Plot.ruleY(allowed, { stroke: colour('soft'), strokeDasharray: '4,3' }),
      Plot.text(allowed, { y: (t) => t, frameAnchor: 'left', dx: 6 * k, dy: -8 * k, textAnchor: 'start', text: () => 'what lying may gain', fill: colour('soft') }),
      Plot.line(steps, { x: 'x', y: 'y', stroke: colour('exs'), strokeWidth: 1.25, strokeOpacity: 0.6, clip: true }),
      Plot.dot(steps.slice(-1), { x: 'x', y: 'y', stroke: colour('exs'), strokeWidth: 2, r: 5 * k }),
      Plot.dot(marks.map(place), { x: 'x', y: 'y', fill: (d) => colour(d.slug), r: 5 * k }),
      ...labels(marks.map(place), { inner: at.width / k - 60, left, right }).map(({ row, anchor, dx, dy }) => Plot.text([row], {
        x: 'x', y: 'y', text: 'name', fill: colour(row.slug), textAnchor: anchor, dx: dx * k, dy: dy * k, fontWeight: 600,
        stroke: 'var(--paper)', strokeWidth: 4, paintOrder: 'stroke',
      })),
    ],
  });
  return { node };
}

/** Where names go: on the left of their dots, else on the right, above or below, whichever is free. Lengths are in `k`. */
function labels(rows, { inner, left, right }) {
  const across = (x) => (inner * (x - left)) / (right - left);
  const up = (y) => ((HEIGHT - 66) * Math.log10(y / FLOOR)) / Math.log10(TOP / FLOOR);
  const taken = rows.map(({ x, y }) => ({ x1: across(x) - 5, x2: across(x) + 5, y: up(y) }));
  const free = (box, own) => box.x1 > -20 && box.x2 < inner + 12 && taken.every((b) => b === own || box.x2 < b.x1 || b.x2 < box.x1 || Math.abs(box.y - b.y) >= 13);
  return rows.map((row, n) => {
    const at = across(row.x), high = up(row.y), long = 7.6 * row.name.length;
    const choices = [
      { anchor: 'end', dx: -9, dy: 0, x1: at - 9 - long }, { anchor: 'start', dx: 9, dy: 0, x1: at + 9 },
      { anchor: 'middle', dx: 0, dy: -14, x1: at - long / 2 }, ...(row.y > FLOOR ? [{ anchor: 'middle', dx: 0, dy: 15, x1: at - long / 2 }] : []),
    ].map((c) => ({ ...c, x2: c.x1 + long, y: high - c.dy }));
    const choice = choices.find((c) => free(c, taken[n])) ?? choices[0];
    taken.push(choice);
    return { row, ...choice };
  });
}
