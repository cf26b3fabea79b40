// What to put into another page so that a figure stands there as it is here.

/** Unfolds it below the button, or folds it. `copy(text, said)` puts text on the clipboard; both return what to say. */
export function embed({ button, line, name, part }, copy) {
  const open = line.querySelector('.embedding');
  open?.remove();
  button.setAttribute('aria-expanded', String(!open));
  if (open) return '';
  line.append(embedding(name, part, copy));
  return 'What to put into your page stands below.';
}

/** The panel with both snippets. */
function embedding(name, part, copy) {
  const base = new URL('.', location.href).href;
  const state = part.split('?')[1] ?? '';
  const title = figureTitle(name);
  const panel = Object.assign(document.createElement('div'), { className: 'embedding' });
  const attribute = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  panel.append(
    snippet('As an element', `<script src="${attribute(base)}embed.js" async></script>\n<fallow-embed src="${attribute(base)}" view="${name}"${state && ` state="${attribute(state)}"`}></fallow-embed>`),
    snippet('As a plain frame', `<iframe src="${attribute(`${base}?view=${name}${state && `#${part}`}`)}" title="${attribute(title)}" width="100%" height="640" loading="lazy"></iframe>`),
  );
  return panel;

  function snippet(label, code) {
    const box = document.createElement('div');
    const head = document.createElement('p');
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'plain', textContent: 'Copy' });
    button.setAttribute('aria-label', `Copy: ${label.toLowerCase()}`);
    const said = Object.assign(document.createElement('span'), { className: 'said' });
    said.setAttribute('role', 'status');
    button.addEventListener('click', async () => { said.textContent = await copy(code, 'It is on the clipboard.'); });
    head.append(`${label} `, button, said);
    const pre = document.createElement('pre');
    pre.tabIndex = 0;
    pre.setAttribute('role', 'region');
    pre.setAttribute('aria-label', label);
    pre.append(Object.assign(document.createElement('code'), { textContent: code }));
    box.append(head, pre);
    return box;
  }
}

/** What a frame around the figure is called. */
function figureTitle(name) {
  const figure = document.querySelector(`[data-figure="${name}"]`);
  const title = figure.querySelector('.figure-title') ?? figure.closest('section')?.querySelector('h1, h2');
  return `Fallow: ${title?.textContent.trim() ?? name}`;
}
