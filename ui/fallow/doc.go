// Package fallow is the project's JavaScript contract (assets/fallow.d.ts) seen from Go: the same calls, the same
// names, as one interface. What the page shows comes through it and through nothing else, so the page can do exactly
// what a site that embeds Fallow can do.
//
// In the browser wasm/app implements it over fallow.mjs; while the page is being built it is implemented over the
// native solvers; tests implement it as they need. It imports core and knows no browser.
package fallow
