// The service worker: keeps the whole page, so that after one visit it works without a network. It answers from what it
// kept, all of one version. A new version waits until the visitor takes it, or until no tab of the old one is open.

/** What the build writes here: a name for this version and the addresses of its files. */
const { version, files } = FALLOW_SITE;

const PREFIX = `fallow ${self.registration.scope} `;
const CACHE = PREFIX + version;

self.addEventListener('install', (event) => {
  event.waitUntil(keepAll());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOld().then(() => self.clients.claim()));
});

self.addEventListener('message', ({ data }) => {
  if (data === 'use') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || !url.href.startsWith(self.registration.scope)) return;
  const page = request.mode === 'navigate' && isPage(url);
  event.respondWith(fromCache(page ? './' : request).then((kept) => kept ?? fetch(request)));
});

/** The page has one address, whatever it is asked to show. */
function isPage(url) {
  const path = url.origin + url.pathname;
  return path === self.registration.scope || path === `${self.registration.scope}index.html`;
}

/** What this version kept; where another tab still has the version before, what that kept. */
async function fromCache(request) {
  return await (await caches.open(CACHE)).match(request) ?? caches.match(request);
}

async function keepAll() {
  const cache = await caches.open(CACHE);
  const old = await caches.keys();
  await Promise.all(files.map(async (file) => {
    if (await cache.match(file)) return;
    const hashed = file !== './' && file !== 'theme.js';
    const known = hashed && old.length > 0 ? await caches.match(file) : undefined;
    const response = known ?? await fetch(file, { cache: hashed ? 'default' : 'no-cache' });
    if (!response.ok) throw new Error(`${file} answered ${response.status}`);
    await cache.put(file, response);
  }));
}

/** The version before this one may still be open in another tab. */
async function dropOld() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(ours.slice(0, -1).map((name) => caches.delete(name)));
}
