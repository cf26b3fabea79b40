// Before the first paint: what the page's address and the visitor want it to look like. And a page that was kept
// somewhere while the site moved on, whose files are gone, is loaded anew, once.
import './query.mjs';

(() => {
  const MARK = 'fallow renewed';
  const renew = async (address) => {
    try {
      const { status } = await fetch(address, { method: 'HEAD', cache: 'no-store' });
      if (status !== 404 && status !== 410 || sessionStorage.getItem(MARK) === address) return;
      sessionStorage.setItem(MARK, address);
      location.reload();
    } catch { /* no network, or no storage to remember that it has been tried: the page says what is missing */ }
  };
  addEventListener('error', ({ target }) => {
    const address = target.src ?? target.href;
    if (typeof address === 'string') renew(address);
  }, true);
  addEventListener('fallow-missing', ({ detail }) => renew(detail));
})();
