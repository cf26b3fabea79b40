// Has the service worker keep the page for use without a network, and offers a new version of the page when there is
// one. Nothing is forced: what the visitor does is not interrupted.

/** How long a first visit is left in peace before all of the page is fetched once more, to be kept. */
const PEACE_MS = 4000;

/** `place` is an empty element of the page for sentences. A page inside another one keeps nothing. */
export function startOffline(place) {
  if (!navigator.serviceWorker || globalThis.parent !== globalThis) return;
  setTimeout(() => keep(place), navigator.serviceWorker.controller ? 0 : PEACE_MS);
}

function keep(place) {
  let wanted = false; // the visitor asked for the new version
  navigator.serviceWorker.addEventListener('controllerchange', () => { if (wanted) location.reload(); });
  navigator.serviceWorker.register('sw.js').then((registration) => {
    const offer = () => {
      if (registration.waiting && navigator.serviceWorker.controller) {
        show(place, registration.waiting, () => { wanted = true; });
      }
    };
    offer();
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', offer);
    });
    addEventListener('online', () => { registration.update().catch(() => {}); });
  }).catch(() => { /* refused, as in private windows: the page works while there is a network */ });
}

function show(place, waiting, onWish) {
  const button = (text, action) => {
    const made = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
    made.addEventListener('click', action);
    return made;
  };
  place.replaceChildren('There is a newer version of this page. ', button('Use it', () => {
    onWish();
    waiting.postMessage('use');
  }), ' ', button('Later', () => place.replaceChildren()));
}
