// A map of rules: welfare across, what lying gains upwards, either as a part of a whole or, logarithmic with a place for
// zero, as utility. Lines are ways from rule to rule; a marker is where the reader stands.
import * as Plot from '@observablehq/plot';
import { colour, dashes, plot, room } from './frame.mjs';
import { power } from './trace.mjs';

const HEIGHT = { true: 230, false: 340 };
const FLOOR = 1e-5;

export function frontier(spec, place) {
  const { k, narrow } = room(place);
  const y = (gain) => (spec.percent ? Math.max(gain, 0) : Math.max(gain, FLOOR));
  const marks = spec.marks.map((m) => ({ ...m, y: y(m.y), y1: y(m.y - 2 * m.yErr), y2: y(m.y + 2 * m.yErr), x1: m.x - 2 * m.xErr, x2: m.x + 2 * m.xErr }));
  const across = [...marks.map((m) => m.x), ...spec.lines.flatMap(({ points }) => points.map(([x]) => x))];
  const left = Math.min(...across), right = Math.max(...across), air = (right - left || 0.1) * 0.08;
  const heights = spec.percent
    ? { domain: [0, spec.top], axis: null }
    : { type: 'log', domain: [FLOOR, spec.top], axis: null };
  const ticks = spec.percent ? { ticks: 4 } : { ticks: [FLOOR, 1e-4, 1e-3, 1e-2, 1e-1].filter((t) => t <= spec.top) };
  const grid = spec.percent ? { ticks: 4 } : { ticks: ticks.ticks.slice(1) };
  const write = spec.percent ? (t) => `${+(100 * t).toFixed(1)} %` : (t) => (t === FLOOR ? '0' : power(t));
  const svg = plot({
    ...place, height: HEIGHT[spec.percent], margins: [28, narrow ? 14 : 40, 40, 52],
    x: { domain: [left - air, right + air * 1.5], axis: null }, y: heights,
    marks: [
      Plot.gridY({ ...grid, strokeOpacity: 0.12 }),
      Plot.axisY({ ...ticks, tickSize: 0, label: spec.y, labelAnchor: 'top', labelArrow: 'none', tickFormat: write }),
      Plot.axisX({ ticks: narrow ? 4 : 7, tickSize: 4, tickFormat: (t) => `${Math.round(1000 * t) / 10} %`, label: narrow ? spec.x.replace(/ \(.*\)/, '') : spec.x, labelOffset: 34 * k, labelAnchor: 'center', labelArrow: 'none' }),
      ...spec.lines.map(({ slug, points }) => Plot.line(points.map(([x, gain]) => [x, y(gain)]), {
        stroke: colour(slug), strokeWidth: 2 * k, strokeDasharray: dashes(slug),
      })),
      Plot.link(marks, { x1: 'x', x2: 'x', y1: 'y1', y2: 'y2', stroke: tone, strokeWidth: 1.5 * k }),
      Plot.link(marks, { x1: 'x1', x2: 'x2', y1: 'y', y2: 'y', stroke: tone, strokeWidth: 1.5 * k }),
      Plot.dot(marks.filter((m) => !m.name), { x: 'x', y: 'y', fill: tone, r: 3.5 * k }),
      Plot.dot(marks.filter((m) => m.name), { x: 'x', y: 'y', fill: tone, r: 6 * k, stroke: colour('paper') }),
      ...names(marks, { width: place.width, k, left: left - air, right: right + air * 1.5, spec }),
      ...(marks.some((m) => m.tip) ? [Plot.tip(marks, Plot.pointer({ x: 'x', y: 'y', title: 'tip', maxRadius: 40 * k, lineHeight: 1.3, lineWidth: 28 }))] : []),
    ],
  });
  return { node: svg, mark: (at) => at && stand(svg, at.x, y(at.y), k) };
}

const tone = ({ slug }) => colour(slug);

/** Names beside their marks: above on the left or below on the right, where lines that rise leave room, else wherever it is free. */
function names(marks, { width, k, left, right, spec }) {
  const named = marks.filter((m) => m.name);
  const inner = width - 92 * k;
  const at = (m) => (inner * (m.x - left)) / (right - left);
  const high = (HEIGHT[spec.percent] - 68) * k;
  const up = (m) => high * (spec.percent ? m.y / spec.top : Math.log(m.y / FLOOR) / Math.log(spec.top / FLOOR));
  const taken = marks.map((m) => ({ mark: m, x1: at(m) - 6 * k, x2: at(m) + 6 * k, y: up(m) }));
  return named.map((m) => {
    const long = 7.6 * k * m.name.length;
    const box = (side, dy) => ({ x1: side === 'start' ? at(m) + 10 * k : at(m) - 10 * k - long, x2: side === 'start' ? at(m) + 10 * k + long : at(m) - 10 * k, y: up(m) - dy * k });
    const free = (b) => b.x1 > 0 && b.x2 < inner + 24 * k && taken.every((t) => t.mark === m || b.x2 < t.x1 || t.x2 < b.x1 || Math.abs(t.y - b.y) > 13 * k);
    const choices = [['end', -12], ['start', 13], ['end', 0], ['start', 0], ['start', -12], ['end', 13], ['end', -26], ['start', 26], ['end', -40], ['start', 40]]
      .filter(([, dy]) => dy <= 0 || up(m) > 2 * dy * k).map(([side, dy]) => ({ side, dy }));
    const { side, dy } = choices.find((c) => free(box(c.side, c.dy))) ?? choices[0];
    taken.push(box(side, dy));
    return Plot.text([m], {
      x: 'x', y: 'y', text: 'name', fill: tone(m), fontWeight: 600, textAnchor: side, dx: (side === 'start' ? 11 : -11) * k, dy: dy * k,
      stroke: 'var(--paper)', strokeWidth: 4, paintOrder: 'stroke',
    });
  });
}

/** The reader's place. */
function stand(svg, x, y, k) {
  let dot = svg.querySelector('.stand');
  if (!dot) {
    dot = svg.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'circle');
    for (const [name, value] of Object.entries({ class: 'stand', r: 7 * k, fill: 'none' })) dot.setAttribute(name, value);
    svg.append(dot);
  }
  dot.setAttribute('cx', svg.scale('x').apply(x));
  dot.setAttribute('cy', svg.scale('y').apply(y));
}
