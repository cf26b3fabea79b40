// A policy for pages whose script and style are within them: it names them by their hashes, so that nothing else runs.
import { createHash } from 'node:crypto';

const source = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** Puts the hashes of a page's inline scripts and styles into its policy, in place of SCRIPT and STYLE. */
export function withPolicy(page) {
  return page.replace("'SCRIPT'", sources(page, 'script')).replace("'STYLE'", sources(page, 'style'));
}

function sources(page, element) {
  const all = [...page.matchAll(new RegExp(`<${element}(?: type="module")?>([^]*?)</${element}>`, 'g'))];
  return all.map(([, text]) => `'${source(text)}'`).join(' ');
}
