// What must be settled before the first paint, from the page's query and what the visitor chose before:
//
//   ?view=NAME      only the figure of that name (its element's data-figure), for embedding
//   ?hide=A,B       without: text, title, tools (the line of links and downloads), data (tables to unfold), settings
//                   (choices of one among a few), controls (everything to press or move)
//   ?class=1        for a class in front of a wall: large type, figures without the essay's text and without tools
//   ?theme=dark     dark or light whatever the system says; auto follows the system, whatever was chosen before
//
// The fragment says what the figures show (address.mjs). assets/css/view.css does what the attributes set here say.
const root = document.documentElement, query = new URLSearchParams(location.search);
const word = (text) => (/^[a-z0-9-]{1,40}$/.test(text ?? '') ? text : '');

let choice = query.get('theme');
if (!choice) try { choice = localStorage.getItem('theme'); } catch { /* storage refused: follow the system */ }
if (choice === 'light' || choice === 'dark') root.dataset.theme = choice;

const hidden = (query.get('hide') ?? '').split(',').map(word).filter(Boolean);
if (query.get('class') === '1') root.dataset.class = '';
if (hidden.length > 0) root.dataset.hide = hidden.join(' ');

const view = word(query.get('view'));
if (view) showOnly(view);

/** The sheet before this script is there when it runs. Rules that an old browser cannot read are left out. */
function showOnly(name) {
  root.dataset.view = name;
  const sheet = document.styleSheets[0];
  for (const rule of [
    `main > section:not(:has([data-figure="${name}"])) { display: none }`,
    `[data-figure]:not([data-figure="${name}"]), [data-tools]:not([data-tools="${name}"]) { display: none !important }`,
  ]) try { sheet.insertRule(rule, sheet.cssRules.length); } catch { /* as said */ }
}
