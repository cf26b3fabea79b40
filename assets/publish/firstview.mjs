// What a visitor's browser fetches for the page, as the build can tell. A browser test measures it (wasm/e2e).

/** What is there before any WebAssembly, and what comes with it. */
const BEFORE = ['index.html', 'style.css', 'theme.js', 'boot.mjs', 'old.js', 'icon.svg'];
const WITH = ['fetcher.js', 'app.wasm', 'vugu.js', 'wasm_exec.js', 'charts.mjs', 'fallow.mjs', 'worker.js'];

/** A sentence about their sizes; `sizes` are those of compressAll. */
export function report(addresses, sizes) {
  const sum = (names, form) => names.reduce((all, name) => all + sizes[addresses[name].split('?')[0]][form], 0);
  const kB = (names, form) => `${(sum(names, form) / 1000).toFixed(0)} kB`;
  const all = [...BEFORE, ...WITH];
  return `first view: ${kB(BEFORE, 'br')} brotli, ${kB(BEFORE, 'gz')} gzip before WebAssembly; ` +
    `${kB(all, 'br')} brotli, ${kB(all, 'gz')} gzip with it`;
}
