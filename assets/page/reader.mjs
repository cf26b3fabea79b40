// Whether somebody is there. Starting the page's program takes the main thread a moment, which is better spent when a
// reader wants figures to move than while the text is still being painted.

const SIGNS = ['pointerdown', 'pointermove', 'touchstart', 'wheel', 'scroll', 'keydown', 'focusin'];

/** Milliseconds after which the program is started anyway. */
const PATIENCE = 5000;

/** Resolves at the first sign of a reader; at once where `sure`. */
export const someone = (sure) => new Promise((resolve) => {
  if (sure) resolve();
  for (const sign of SIGNS) addEventListener(sign, resolve, { once: true, passive: true, capture: true });
});

/** Resolves when the browser has long had nothing to do. */
export const quiet = () => new Promise((resolve) => {
  setTimeout(() => (globalThis.requestIdleCallback ? requestIdleCallback(resolve, { timeout: 1000 }) : resolve()), PATIENCE);
});
