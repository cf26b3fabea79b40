// How often a rule looks, against the rounds that are left: both logarithmic, the end of the game on the right.
import * as Plot from '@observablehq/plot';
import { colour, plot, room } from './frame.mjs';

const HEIGHT = 270;
const LEAST = 0.0005;
const FEWEST = 3; // points that make a course

export function looks({ rounds, lines }, place) {
  const { k, narrow } = room(place);
  const shown = lines.map((line) => ({ ...line, points: line.points.filter(([, share]) => share >= LEAST) })).filter((l) => l.points.length >= FEWEST);
  const rows = shown.flatMap(({ slug, name, points }) => points.map(([left, share]) => ({ slug, name, left, share })));
  const tens = [];
  for (let t = 1; t <= rounds; t *= 10) tens.push(t);
  const node = plot({
    ...place, height: HEIGHT, margins: [28, 30, 42, 46],
    x: { type: 'log', domain: [rounds * 1.2, 1], axis: null }, y: { type: 'log', domain: [LEAST, 1], axis: null },
    marks: [
      Plot.gridY([0.001, 0.01, 0.1, 1], { strokeOpacity: 0.12 }),
      Plot.axisY([0.001, 0.01, 0.1, 1], { tickSize: 0, tickFormat: (t) => `${100 * t} %`, label: 'winners looked at', labelAnchor: 'top', labelArrow: 'none' }),
      Plot.axisX(tens.filter((_, n) => !narrow || n % 2 === 0), { tickSize: 4, tickFormat: (t) => t.toLocaleString('en'), label: 'rounds left', labelOffset: 34 * k, labelAnchor: 'center', labelArrow: 'none' }),
      Plot.text(shown.length > 0 ? [] : ['After a few rounds everybody was out,\nand there was nobody left to look at.'], { frameAnchor: 'middle', text: (t) => t, fill: colour('soft'), lineHeight: 1.4 }),
      Plot.line(rows, { x: 'left', y: 'share', z: 'name', stroke: (d) => colour(d.slug), strokeWidth: 2.5 * k }),
      ...shown.map((line) => Plot.text([nearest(line, line.slug === 'ada' ? 0.4 : 0.08, rounds)], {
        x: '0', y: '1', text: () => line.name, fill: colour(line.slug), fontWeight: 650, textAnchor: line.slug === 'ada' ? 'end' : 'start',
        dx: (line.slug === 'ada' ? -10 : 6) * k, dy: (line.slug === 'soft' ? 14 : -10) * k,
      })),
    ],
  });
  return { node };
}

/** The point of a line nearest to a share of the logarithmic axis, from its left end. */
function nearest({ points }, share, rounds) {
  const aim = (1 - share) * Math.log(rounds);
  return points.reduce((best, p) => (Math.abs(Math.log(p[0]) - aim) < Math.abs(Math.log(best[0]) - aim) ? p : best));
}
