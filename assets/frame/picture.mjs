// A figure as a picture of its own: its drawings and the words beside them, where they are on the screen but without the
// controls between them, as one SVG that needs no style sheet and opens anywhere. An element with data-picture is part of
// the picture; charts and their titles are anyway.

const SVG = 'http://www.w3.org/2000/svg';
const PARTS = '.chart, [data-picture], .figure-title, .chart-title';
const AIR = 16;

/** Properties that are written out where they differ from what an element would have by itself. */
const INHERITED = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'stroke-linejoin', 'stroke-linecap', 'paint-order', 'font-family', 'font-size', 'font-weight', 'font-style', 'font-variant-numeric', 'text-anchor', 'visibility'];
const OWN = { opacity: '1', display: null, 'dominant-baseline': 'auto' };

/** The figure's picture as text with its size in pixels; null if it shows none. `source` says where it comes from. */
export function pictureOf(figure, source) {
  const leaves = [...figure.querySelectorAll(PARTS)].filter((part) => !part.parentElement.closest(PARTS)).flatMap(leavesOf);
  while (leaves.length > 0 && leaves.at(-1).heads) leaves.pop(); // a title of something that is no picture
  if (!leaves.some(({ element }) => element)) return null;
  const { place, width, height } = arrange(leaves.map(({ box }) => box));
  const paper = getComputedStyle(document.body).backgroundColor;
  const root = make('svg', { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}` });
  const title = figure.querySelector('.figure-title')?.textContent ?? document.title;
  root.append(make('title', {}, title), make('desc', {}, `Made with Fallow: ${source}`));
  const defs = make('defs', {});
  root.append(defs, make('rect', { width, height, fill: paper }));
  for (const { element, text, style, box } of leaves) {
    const { x, y } = place(box);
    root.append(element ? drawing(element, x, y, box) : words(text, style, x, y, box));
  }
  bringAlong(root, defs);
  return { svg: new XMLSerializer().serializeToString(root), width, height };
}

/** The picture as a PNG file, with so many pixels for each of the page's. */
export async function toPNG({ svg, width, height }, scale = 2) {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: width * scale, height: height * scale });
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser cannot make the picture'))), 'image/png');
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The drawings and lines of text that can be seen in an element. */
function leavesOf(part) {
  const leaves = [];
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => (node.parentElement?.closest('svg, button, select') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) leaves.push(...linesOf(node).map((line) => ({ ...line, heads: part.matches('[class$="-title"]') })));
    else if (node.localName === 'svg' && seen(node)) leaves.push({ element: node, box: node.getBoundingClientRect() });
  }
  return leaves;
}

const seen = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible';

/** A text node as it is broken into lines. */
function linesOf(node) {
  if (!node.data.trim() || !seen(node.parentElement)) return [];
  const style = getComputedStyle(node.parentElement);
  const lines = [];
  const range = document.createRange();
  for (const { index, 0: word } of node.data.matchAll(/\S+/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const box = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last && Math.abs(last.box.top - box.top) < 3) {
      last.text += ` ${word}`;
      last.box = new DOMRect(last.box.x, last.box.y, box.right - last.box.x, last.box.height);
    } else if (box.width > 1) lines.push({ text: word, style, box });
  }
  return lines;
}

/** Moves boxes together where nothing but controls was between them. */
function arrange(boxes) {
  const left = Math.min(...boxes.map((b) => b.left)), right = Math.max(...boxes.map((b) => b.right));
  const bands = [];
  for (const { top, bottom } of [...boxes].sort((a, b) => a.top - b.top)) {
    const last = bands.at(-1);
    if (last && top < last.bottom + AIR) last.bottom = Math.max(last.bottom, bottom);
    else bands.push({ top, bottom });
  }
  let y = AIR;
  for (const band of bands) {
    band.shift = y - band.top;
    y += band.bottom - band.top + AIR;
  }
  return {
    width: Math.ceil(right - left + 2 * AIR), height: Math.ceil(y),
    place: (box) => ({ x: box.left - left + AIR, y: box.top + bands.findLast((b) => b.top <= box.top).shift }),
  };
}

/** A copy of a drawing that looks the same without the page's style sheet. */
function drawing(svg, x, y, { width, height }) {
  const copy = svg.cloneNode(true);
  dress(svg, copy, {});
  const size = { x, y, width, height, overflow: 'visible' };
  for (const [name, value] of Object.entries(size)) copy.setAttribute(name, round(value));
  copy.removeAttribute('xmlns');
  return copy;
}

function dress(original, copy, above) {
  const style = getComputedStyle(original);
  const has = {};
  for (const name of INHERITED) {
    has[name] = style.getPropertyValue(name);
    if (has[name] !== above[name] || copy.hasAttribute(name)) copy.setAttribute(name, has[name]);
  }
  for (const [name, usual] of Object.entries(OWN)) {
    const value = style.getPropertyValue(name);
    if (usual === null ? value === 'none' : value !== usual) copy.setAttribute(name, value);
  }
  for (const name of [...copy.getAttributeNames()]) {
    if (name === 'class' || name === 'style' || name === 'role' || /^(aria|data)-/.test(name)) copy.removeAttribute(name);
  }
  const children = [...copy.children];
  [...original.children].forEach((child, k) => dress(child, children[k], has));
}

/** A line of text, on its own baseline. */
function words(text, style, x, y, box) {
  const size = parseFloat(style.fontSize);
  return make('text', {
    x: round(x), y: round(y + box.height / 2 + size * 0.34), fill: style.color, 'font-family': style.fontFamily,
    'font-size': style.fontSize, 'font-weight': style.fontWeight, 'font-style': style.fontStyle, 'textLength': round(box.width),
  }, text);
}

/** Copies what the drawings refer to, such as the hatching, into the picture. */
function bringAlong(root, defs) {
  const wanted = new Set([...root.outerHTML.matchAll(/url\((?:&quot;|["'])?#([\w-]+)/g)].map(([, id]) => id));
  for (const id of wanted) {
    const original = document.getElementById(id);
    if (!original || root.querySelector(`#${CSS.escape(id)}`)) continue;
    const copy = original.cloneNode(true);
    dress(original, copy, {});
    defs.append(copy);
  }
}

const round = (value) => (typeof value === 'number' ? String(Math.round(value * 100) / 100) : value);

function make(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (key !== 'xmlns') element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}
