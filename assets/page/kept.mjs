// What survives a reload of this tab although it is too large for the address: text that the page's program gives when
// the tab goes out of sight.
const NAME = `fallow:${location.pathname}${location.search}`;

export function kept() {
  try { return sessionStorage.getItem(NAME) ?? ''; } catch { return ''; } // storage refused
}

/** Keeps what `give` returns, whenever the tab is hidden or left. */
export function keep(give) {
  if (globalThis.parent !== globalThis) return; // several frames of one site would share one place
  const store = () => {
    try { sessionStorage.setItem(NAME, give()); } catch { /* storage refused or full: nothing is kept */ }
  };
  addEventListener('pagehide', store);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') store(); });
}
