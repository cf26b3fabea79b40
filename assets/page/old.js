// Says so where a browser is too old to read the page's other scripts: it comes after boot.mjs, which marks that it has
// run. Written for browsers of any age.
if (!document.documentElement.hasAttribute('data-booted')) {
  document.getElementById('boot').appendChild(document.createTextNode(
    'This browser is too old for the figures to move, or their script could not be loaded. The text and the pictures stay readable.'));
}
