// The page's charts, one function a kind: (spec, { width, document }) => { node, mark(marker) }. The same functions draw
// in the browser and, with another document, while the page is being built.
import { curves } from './curves.mjs';
import { map } from './map.mjs';
import { trace } from './trace.mjs';

export const draw = { curves, map, trace };
