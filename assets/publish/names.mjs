// Names that change with the contents, so that a browser may keep a file for ever.
import { createHash } from 'node:crypto';

export function hashOf(contents) {
  return createHash('sha256').update(contents).digest('hex').slice(0, 10);
}

/** boot.mjs -> boot.3f2a9c01de.js: not every host knows that .mjs are scripts, and browsers refuse those that are not. */
export function hashedName(name, contents) {
  const dot = name.lastIndexOf('.');
  return `${name.slice(0, dot)}.${hashOf(contents)}${name.slice(dot).replace('.mjs', '.js')}`;
}
