// A study of the paper: panels one under the other. Filled points are ours, with bars of two standard errors each way;
// hollow ones are the paper's, diamonds what this visitor has computed.
import * as Plot from '@observablehq/plot';
import { colour, plot, room } from './frame.mjs';
import { power } from './trace.mjs';

const ROW = 25, LINES = 270, PLANE = 400;

export function study({ panels }, place) {
  const { document = globalThis.document } = place;
  const figure = document.createElement('div');
  for (const panel of panels) {
    const title = document.createElement('p');
    title.className = 'chart-title';
    title.textContent = panel.title;
    figure.append(title, draw[panel.kind](panel, place));
  }
  return { node: figure };
}

const draw = { dots, lines, plane };

const percent = (t) => `${+(100 * t).toFixed(1)} %`;
const plain = (t) => {
  if (t === 0 || (Math.abs(t) >= 1e-3 && Math.abs(t) < 1e5)) return (+t.toPrecision(6)).toLocaleString('en', { maximumSignificantDigits: 6 });
  const [digits, exponent] = t.toExponential(0).split('e');
  return digits === '1' ? power(10 ** exponent) : `${digits} × ${power(10 ** exponent)}`;
};
const words = (panel) => (panel.percent ? percent : plain);

/** Marks of points with their bars, in the places that `x` and `y` name. */
function points(rows, { x, y, k, fill = (d) => colour(d.slug), symbol = 'circle' }) {
  return Plot.dot(rows, {
    x, y, symbol, r: (symbol === 'circle' ? 4.5 : 5.5) * k,
    fill: symbol === 'circle' ? fill : colour('paper'), stroke: symbol === 'circle' ? colour('paper') : fill, strokeWidth: symbol === 'circle' ? 1 : 1.75 * k,
  });
}

/** A row for each series, with its number as a point. */
function dots(panel, place) {
  const { k, narrow } = room(place);
  const rows = panel.series.flatMap(({ slug, name, points: list, own }) => [
    ...list.map((p) => ({ ...p, slug, name, kind: 'ours' })),
    ...list.filter((p) => p.paper != null).map((p) => ({ x: p.paper, xErr: 0, slug, name, kind: 'paper' })),
    ...own.map((p) => ({ ...p, slug, name, kind: 'here' })),
  ]);
  const of = (kind) => rows.filter((r) => r.kind === kind);
  const low = (r) => r.x - 2 * r.xErr, high = (r) => r.x + 2 * r.xErr;
  const x = panel.logAcross
    ? { type: 'log', domain: [least(rows.map((r) => r.x)) / 1.6, Math.max(...rows.map((r) => r.x)) * 1.6] }
    : { domain: span([...rows.map(low), ...rows.map(high), ...(panel.one ? [1] : [0])], panel.percent) };
  const bars = of('ours').map((r) => ({ ...r, low: Math.max(low(r), x.domain[0]), high: Math.min(high(r), x.domain[1]) }));
  return plot({
    ...place, height: 48 + ROW * panel.series.length, margins: [4, 22, 38, narrow ? 132 : 150],
    x: { ...x, axis: null }, y: { type: 'band', domain: panel.series.map((s) => s.name), axis: null },
    marks: [
      Plot.gridX({ ticks: narrow ? 3 : 7, strokeOpacity: 0.12 }),
      Plot.ruleX(panel.one ? [1] : [], { stroke: colour('pf'), strokeDasharray: '2,3' }),
      Plot.axisX({ ticks: narrow ? 3 : 7, tickSize: 4, tickFormat: words(panel), label: panel.one && !narrow ? 'the dashed line is PF' : null, labelOffset: 32 * k, labelAnchor: 'center', labelArrow: 'none' }),
      Plot.axisY({ tickSize: 0, label: null }),
      Plot.link(bars, { x1: 'low', x2: 'high', y1: 'name', y2: 'name', stroke: (d) => colour(d.slug), strokeWidth: 2 * k }),
      points(of('ours'), { x: 'x', y: 'name', k }),
      Plot.dot(of('paper'), { x: 'x', y: 'name', r: 5 * k, stroke: (d) => colour(d.slug), strokeWidth: 1.75 * k }),
      points(of('here'), { x: 'x', y: 'name', k, symbol: 'diamond' }),
    ],
  });
}

/** A line for each series over x. */
function lines(panel, place) {
  const { k, narrow } = room(place);
  const shown = panel.series;
  const ours = shown.flatMap(({ slug, name, dashed, points: list }) => list.map((p) => ({ ...p, slug, name, dashed })));
  const here = shown.flatMap(({ slug, name, own }) => own.map((p) => ({ ...p, slug, name })));
  const dense = ours.length > 40 * shown.length;
  const ys = [...ours, ...here].map((p) => p.y);
  const y = panel.logUp ? { type: 'log', domain: [least(ys) / 1.5, Math.max(...ys) * 1.5] } : { domain: span([...(panel.percent ? [1] : [0]), ...ys], false), nice: true };
  const xs = [...ours, ...here].map((p) => p.x);
  const x = { type: panel.logAcross ? 'log' : 'linear', domain: [Math.min(...xs), Math.max(...xs)] };
  const bars = dense ? [] : ours.filter((p) => p.yErr > 0).map((p) => ({ ...p, low: Math.max(p.y - 2 * p.yErr, y.domain[0]), high: Math.min(p.y + 2 * p.yErr, y.domain[1]) }));
  const right = narrow ? 12 : aside(shown), left = panel.logUp ? 60 : 48;
  const height = LINES + (narrow ? 17 * shown.length : 0);
  const top = narrow ? 30 + 17 * shown.length : 28;
  return plot({
    ...place, height, margins: [top, right, 42, left],
    x: { ...x, axis: null }, y: { ...y, axis: null },
    marks: [
      Plot.gridY({ ticks: panel.logUp ? 4 : 5, strokeOpacity: 0.12 }),
      Plot.axisY({ ticks: panel.logUp ? 4 : 5, tickSize: 0, tickFormat: words(panel), label: panel.up, labelAnchor: 'top', labelArrow: 'none' }),
      Plot.axisX({ ticks: narrow ? 4 : 7, tickSize: 4, tickFormat: plain, label: panel.across, labelOffset: 34 * k, labelAnchor: 'center', labelArrow: 'none' }),
      ...shown.map((s) => Plot.line(ours.filter((p) => p.name === s.name), {
        x: 'x', y: 'y', stroke: colour(s.slug), strokeWidth: 2 * k, strokeDasharray: s.dashed ? '5,4' : null,
      })),
      Plot.link(bars, { x1: 'x', x2: 'x', y1: 'low', y2: 'high', stroke: (d) => colour(d.slug), strokeWidth: 1.5 * k }),
      ...(dense ? [] : [points(ours, { x: 'x', y: 'y', k: 0.8 * k })]),
      ...(dense
        ? shown.map((s) => Plot.line(s.own, { x: 'x', y: 'y', stroke: colour(s.slug), strokeWidth: 1 * k, strokeDasharray: '1,3' }))
        : [points(here, { x: 'x', y: 'y', k: 0.8 * k, symbol: 'diamond' })]),
      ...(narrow ? keyOf(shown, k) : names(shown, y, height - top - 42, k)),
    ],
  });
}

/** The room for names beside a chart, in `k`. */
const aside = (series) => Math.max(128, 10 + 8 * Math.max(...series.map(({ name }) => name.length)));

/** The names of lines at their right ends, moved apart where ends are close. */
function names(series, y, high, k) {
  const scale = y.type === 'log' ? Math.log : (t) => t;
  const [low, top] = y.domain.map(scale);
  const labels = series.map(({ slug, name, points: list }) => ({ slug, name, at: high * (1 - (scale(list.at(-1).y) - low) / (top - low)) }));
  labels.sort((a, b) => a.at - b.at);
  for (let n = 1; n < labels.length; n++) labels[n].at = Math.max(labels[n].at, labels[n - 1].at + 15);
  for (let n = labels.length - 1, last = high - 8; n >= 0; n--, last -= 15) labels[n].at = Math.min(labels[n].at, last);
  return labels.map(({ slug, name, at }) => Plot.text([name], {
    frameAnchor: 'top-right', textAnchor: 'start', dx: 8 * k, dy: at * k, text: (t) => t, fill: colour(slug), fontWeight: 600,
  }));
}

/** Where there is little room: the names above the chart. */
function keyOf(series, k) {
  return series.map(({ slug, name, dashed }, n) => Plot.text([`${dashed ? '┄' : '━'} ${name}`], {
    frameAnchor: 'top-left', textAnchor: 'start', dx: 4 * k, dy: (-26 - 17 * (series.length - 1 - n)) * k, text: (t) => t, fill: colour(slug), fontWeight: 600,
  }));
}

/** Two metrics against each other; each series is a line through its points. */
function plane(panel, place) {
  const { k, narrow } = room(place);
  const rows = panel.series.flatMap(({ slug, name, points: list }) => list.map((p) => ({ ...p, slug, name })));
  const here = panel.series.flatMap(({ slug, name, own }) => own.map((p) => ({ ...p, slug, name })));
  const all = [...rows, ...here];
  const x = { domain: span([0, 1, ...all.map((p) => p.x)], true) }, y = { domain: span([1, ...all.map((p) => p.y)], true) };
  const right = narrow ? 14 : aside(panel.series), top = narrow ? 30 + 17 * panel.series.length : 28;
  const lasts = panel.series.map((s) => ({ ...s, points: [s.points.reduce((a, b) => (b.x > a.x ? b : a))] }));
  return plot({
    ...place, height: PLANE, margins: [top, right, 42, 56],
    x: { ...x, axis: null }, y: { ...y, axis: null },
    marks: [
      Plot.gridX({ ticks: 6, strokeOpacity: 0.08 }), Plot.gridY({ ticks: 6, strokeOpacity: 0.12 }),
      Plot.axisY({ ticks: 6, tickSize: 0, tickFormat: words(panel), label: panel.up, labelAnchor: 'top', labelArrow: 'none' }),
      Plot.axisX({ ticks: narrow ? 4 : 7, tickSize: 4, tickFormat: words(panel), label: panel.across, labelOffset: 34 * k, labelAnchor: 'center', labelArrow: 'none' }),
      ...panel.series.map((s) => Plot.line([...s.points].sort((a, b) => a.x - b.x), { x: 'x', y: 'y', stroke: colour(s.slug), strokeWidth: 1.5 * k, strokeDasharray: s.dashed ? '5,4' : null })),
      Plot.link(rows, { x1: (d) => Math.max(d.x - 2 * d.xErr, x.domain[0]), x2: (d) => d.x + 2 * d.xErr, y1: 'y', y2: 'y', stroke: (d) => colour(d.slug), strokeWidth: 1.25 * k }),
      Plot.link(rows, { x1: 'x', x2: 'x', y1: (d) => d.y - 2 * d.yErr, y2: (d) => d.y + 2 * d.yErr, stroke: (d) => colour(d.slug), strokeWidth: 1.25 * k }),
      points(rows, { x: 'x', y: 'y', k }),
      points(here, { x: 'x', y: 'y', k, symbol: 'diamond' }),
      Plot.dot([[1, 1]], { r: 4.5 * k, fill: colour('pf') }),
      Plot.text([[1, 1]], { text: () => 'PF', fill: colour('pf'), dy: -12 * k, fontWeight: 600 }),
      ...(narrow ? keyOf(panel.series, k) : names(lasts, y, PLANE - top - 42, k)),
    ],
  });
}

const least = (list) => Math.min(...list.filter((t) => t > 0));

/** From the least to the most with some air; shares end neither below 0 nor far above 1 for a bar's sake. */
function span(list, share) {
  let low = Math.min(...list), high = Math.max(...list);
  const air = 0.04 * (high - low || Math.abs(high) || 1);
  low = low >= 0 ? Math.max(0, low - air) : low - air;
  high += air;
  return share ? [Math.max(low, 0), high] : [low, high];
}
