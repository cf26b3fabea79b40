// The page's charts, one function a kind: (spec, { width, document }) => { node, mark(marker) }. The same functions draw
// in the browser and, with another document, while the page is being built.
import { curves } from './curves.mjs';
import { frontier } from './frontier.mjs';
import { looks } from './looks.mjs';
import { map } from './map.mjs';
import { plane } from './plane.mjs';
import { rounds } from './rounds.mjs';
import { study } from './study.mjs';
import { trace } from './trace.mjs';

export const draw = { curves, frontier, looks, map, plane, rounds, study, trace };
