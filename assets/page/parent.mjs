// Talks to the page that embeds this one in a frame. Every message is a plain object {fallow: 1, type, ...}:
//
//   to the embedding page                                from it
//   {type: 'resize', height}     pixels                  {type: 'theme', theme}   'light', 'dark' or 'auto'
//   {type: 'ready', view}        the figures listen      {type: 'state', state}   as in the fragment: 'game?memory=0.250025'
//   {type: 'state', state}       what they show now, also when what was asked for changes nothing
//   {type: 'progress', figure, done}   from 0 to 1
//   {type: 'result', figure, ...}      what came out; its other members are the figure's
//   {type: 'error', message}     a sentence
//
// Only the frame's parent is listened to, and only to messages of this shape; what they can do is what a visitor can.
// Whoever embeds checks that a message's source is its frame and its origin this site's.

/** Starts talking. Returns what tells the embedding page something; where there is none it does nothing. */
export function talk({ open, retheme }) {
  if (globalThis.parent === globalThis) return () => {};
  const origin = parentOrigin();
  const tell = (type, more) => { globalThis.parent.postMessage({ ...more, fallow: 1, type }, origin); };
  addEventListener('message', ({ source, data }) => {
    if (source !== globalThis.parent || data?.fallow !== 1) return;
    if (data.type === 'theme' && ['light', 'dark', 'auto'].includes(data.theme)) retheme(data.theme);
    if (data.type === 'state' && typeof data.state === 'string') open(data.state);
  });
  let last = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height !== last) tell('resize', { height });
    last = height;
  }).observe(document.documentElement);
  return tell;
}

/** Who embeds, as far as the browser says. What is sent is what the frame shows, so anybody may have it otherwise. */
function parentOrigin() {
  const known = location.ancestorOrigins?.[0] ?? (document.referrer && new URL(document.referrer).origin);
  return known && known !== 'null' ? known : '*';
}
