// One curve a mechanism, and a point on each that moves.
import * as Plot from '@observablehq/plot';
import { axisX, axisY, colour, dashes, plot, room, scale } from './frame.mjs';

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 270;

export function curves(spec, place) {
  const { k, narrow } = room(place);
  const rows = spec.lines.flatMap(({ slug, points }) => points.map(([x, y]) => ({ slug, x, y })));
  const svg = plot({
    ...place, height: HEIGHT, margins: [narrow ? 38 : 28, 64, 40, 38],
    x: scale(spec.x), y: scale(spec.y), color: { type: 'identity', transform: colour },
    marks: [
      ...axisY(spec.y), axisX(narrow ? thinned(spec.x) : spec.x, k),
      Plot.ruleX([spec.truth], { stroke: 'currentColor', strokeDasharray: '2,3' }),
      Plot.text([spec.truth], { x: (t) => t, frameAnchor: 'top', dy: -14 * k, text: () => 'the truth' }),
      ...spec.lines.map(({ slug }) => Plot.line(rows.filter((row) => row.slug === slug), { x: 'x', y: 'y', stroke: colour(slug), strokeWidth: 2.5 * k, strokeDasharray: dashes(slug) })),
      Plot.text(ends(spec.lines), { x: 'x', y: 'y', dx: 8 * k, textAnchor: 'start', text: 'name', fill: 'slug', fontWeight: 600 }),
    ],
  });
  return { node: svg, mark: marker(svg, spec.lines, k) };
}

const thinned = (axis) => ({ ...axis, ticks: axis.ticks.filter((_, k) => k % 2 === 1) });

/** Where each line's name goes: at its right end, moved apart where ends are close. */
function ends(lines) {
  const labels = lines.map(({ slug, name, points }) => ({ slug, name, x: points.at(-1)[0], y: points.at(-1)[1] }));
  labels.sort((a, b) => a.y - b.y);
  for (let k = 1; k < labels.length; k++) labels[k].y = Math.max(labels[k].y, labels[k - 1].y + 0.08);
  return labels;
}

/** The points that run along the lines, and the thread that joins them. */
function marker(svg, lines, k) {
  const x = svg.scale('x'), y = svg.scale('y');
  const make = (parent, name, attributes) => {
    const element = svg.ownerDocument.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return parent.appendChild(element);
  };
  const group = make(svg, 'g', { class: 'marker' });
  make(group, 'line', { y1: y.apply(y.domain[0]), y2: y.apply(y.domain[1]) });
  const dots = lines.map(({ slug }) => make(group, 'circle', { r: 6 * k, class: slug }));
  return ({ x: at, ys }) => {
    group.setAttribute('transform', `translate(${x.apply(at)},0)`);
    dots.forEach((dot, l) => dot.setAttribute('cy', y.apply(ys[l])));
  };
}
