// Regret against audits, both logarithmic with a place for zero: what is possible, what is impossible, what was measured.
import * as Plot from '@observablehq/plot';
import { colour, plot, room } from './frame.mjs';
import { power } from './trace.mjs';

const HEIGHT = 430;
const LEFT = 0.1, FLOOR = 0.01; // where zero audits and zero regret are drawn

export function plane({ rounds, marks, unif, ada, corner, bounded }, place) {
  const { k, narrow } = room(place);
  const right = rounds * 2.5, top = rounds;
  const x = (audits) => Math.max(audits, LEFT), y = (regret) => Math.max(regret, FLOOR);
  const rows = marks.map((m) => ({
    ...m, x: x(m.x), y: y(m.y), x1: x(m.x - 2 * m.xErr), x2: x(m.x + 2 * m.xErr), y1: y(m.y - 2 * m.yErr), y2: y(m.y + 2 * m.yErr),
  }));
  const tens = (least) => powers(least, rounds).filter((t, n) => !narrow || n % 2 === 0);
  // UnifAudit's promise is named at the upper end of its line, or, where points lie there, further down.
  const crowded = rows.some((m) => m.x < unif[0][0] && m.y > top / 10), down = (rounds / unif[0][0]) ** 0.2;
  const pledge = crowded ? { x: unif[0][0] * down, y: top / down } : { x: unif[0][0], y: top };
  const word = (anchor, dx, dy, slug) => ({ text: 'text', fill: colour(slug), textAnchor: anchor, dx: dx * k, dy: dy * k, x: 'x', y: 'y', lineHeight: 1.2 });
  const node = plot({
    ...place, height: HEIGHT, margins: [28, narrow ? 14 : 30, 42, 46],
    x: { type: 'log', domain: [LEFT, right], axis: null }, y: { type: 'log', domain: [FLOOR, top], axis: null },
    marks: [
      // Possible: above and right of AdaAudit's promise, and of UnifAudit's for each p.
      Plot.rect([0], { x1: ada[0], x2: right, y1: ada[1], y2: top, fill: colour('possible') }),
      Plot.areaY([...unif, [right, unif.at(-1)[1]]], { x: '0', y1: '1', y2: top, fill: colour('possible') }),
      Plot.rect([0], { x1: LEFT, x2: bounded, y1: FLOOR, y2: corner, fill: colour('impossible') }),
      Plot.gridX(powers(1, rounds), { strokeOpacity: 0.08 }), Plot.gridY(powers(0.1, rounds), { strokeOpacity: 0.08 }),
      Plot.axisX([LEFT, ...tens(1)], { tickFormat: (t) => (t === LEFT ? '0' : power(t)), tickSize: 4, label: 'audits', labelOffset: 34 * k, labelAnchor: 'center', labelArrow: 'none' }),
      Plot.axisY([FLOOR, ...powers(0.1, rounds)], { tickFormat: (t) => (t === FLOOR ? '0' : power(t)), tickSize: 0, label: 'regret', labelAnchor: 'top', labelArrow: 'none' }),
      Plot.line(unif, { stroke: colour('unif'), strokeWidth: 1.5 * k, strokeDasharray: '5,4' }),
      Plot.line([[ada[0], top], [ada[0], ada[1]], [right, ada[1]]], { stroke: colour('ada'), strokeWidth: 1.5 * k, strokeDasharray: '5,4' }),
      Plot.line([[LEFT, corner], [bounded, corner], [bounded, FLOOR]], { stroke: colour('alarm'), strokeWidth: 1.5 * k, strokeDasharray: '2,3' }),
      Plot.text([{ x: LEFT, y: corner, text: narrow ? 'impossible' : 'impossible: regret below √(T / log T)\nfor audits that do not grow with T' }], word('start', 8, 22, 'alarm')),
      Plot.text([{ x: right, y: top, text: 'possible' }], word('end', -8, narrow ? 34 : 14, 'possible-text')),
      ...(narrow ? [] : [Plot.text([{ ...pledge, text: 'UnifAudit promises\nK²/p for pT' }], word(crowded ? 'start' : 'end', crowded ? 8 : -8, crowded ? -14 : 18, 'unif'))]),
      Plot.text([{ x: ada[0], y: top, text: narrow ? 'AdaAudit' : 'AdaAudit promises\nK² for order K³ log T' }], word('start', 8, narrow ? 12 : 18, 'ada')),
      Plot.link(rows, { x1: 'x', x2: 'x', y1: 'y1', y2: 'y2', stroke: (d) => colour(d.slug), strokeWidth: 1.5 * k }),
      Plot.link(rows, { x1: 'x1', x2: 'x2', y1: 'y', y2: 'y', stroke: (d) => colour(d.slug), strokeWidth: 1.5 * k }),
      Plot.dot(rows, { x: 'x', y: 'y', fill: (d) => colour(d.slug), r: 6 * k, stroke: colour('paper'), strokeWidth: 1.5 }),
      ...labels(merged(rows), { width: place.width, top, right, k, promises: [[ada[0], 0, narrow ? 76 : 140], ...(narrow || crowded ? [] : [[unif[0][0], -130, 0]])] }).map(({ row, anchor, dx, dy }) => Plot.text([row], {
        x: 'x', y: 'y', text: 'name', fill: colour(row.slug), stroke: colour('paper'), strokeWidth: 4, strokeOpacity: 0.8, paintOrder: 'stroke',
        textAnchor: anchor, dx: dx * k, dy: dy * k, fontWeight: 650,
      })),
    ],
  });
  return { node };
}

/** Powers of ten from least to at most most. */
function powers(least, most) {
  const out = [];
  for (let e = Math.round(Math.log10(least)); 10 ** e <= most * 1.0001; e++) out.push(10 ** e);
  return out;
}

/** Points that lie on each other share a name. */
function merged(rows) {
  const groups = [];
  for (const row of rows) {
    const group = groups.find(([first]) => Math.abs(Math.log10(first.x / row.x)) < 0.1 && Math.abs(Math.log10(first.y / row.y)) < 0.1);
    if (group) group.push(row); else groups.push([row]);
  }
  return groups.map((group) => (group.length === 1 ? group[0] : { ...group[0], name: together(group.map((row) => row.name)) }));
}

const together = (names) => (names.length > 2 ? `${names[0]} and ${names.length - 1} more` : names.join(', '));

/**
 * Where names go: beside a point at the left edge, else above it, below it or further above, whichever is free of other
 * names and of the promises' at the upper edge: the place of each, and where its text begins and ends. Lengths are in `k`.
 */
function labels(rows, { width, top, right, k, promises }) {
  const inner = width / k - 76, high = HEIGHT - 70;
  const across = (x) => (inner * Math.log10(x / LEFT)) / Math.log10(right / LEFT);
  const up = (y) => (high * Math.log10(y / FLOOR)) / Math.log10(top / FLOOR);
  const taken = promises.flatMap(([x, from, to]) => [8, 24].map((under) => ({ x1: across(x) + from, x2: across(x) + to, y: high - under })));
  const free = (box) => taken.every((b) => box.x2 < b.x1 || b.x2 < box.x1 || Math.abs(box.y - b.y) >= 15);
  return [...rows].sort((a, b) => a.x - b.x).map((row) => {
    if (row.x <= LEFT) return { row, anchor: 'start', dx: 11, dy: 0 };
    const at = across(row.x), long = 7.6 * row.name.length;
    const edge = at + long / 2 > inner;
    const x1 = edge ? at + 6 - long : at - long / 2;
    const choices = row.y <= FLOOR ? [-15, -31, -47] : [-15, 16, -31, 32];
    const dy = choices.find((d) => free({ x1, x2: x1 + long, y: up(row.y) - d })) ?? choices[0];
    taken.push({ x1, x2: x1 + long, y: up(row.y) - dy });
    return { row, anchor: edge ? 'end' : 'middle', dx: edge ? 6 : 0, dy };
  });
}
