// What the line under every figure does (wasm/app/prerender puts the line there; boot.mjs loads this at the first press):
// copies a link to what the figure shows, saves its picture and its table, gives what embeds it elsewhere.
import { csvOf } from './csv.mjs';
import { embed } from './embed.mjs';
import { pictureOf, toPNG } from './picture.mjs';

/** Does what `button` stands for. `part` is the figure's part of the address, e.g. "game?memory=0.25". */
export async function act(button, part, save) {
  const line = button.closest('[data-tools]');
  const name = line.dataset.tools;
  const figure = document.querySelector(`[data-figure="${name}"]`);
  const status = line.querySelector('[role="status"]');
  const tell = (text) => {
    status.textContent = '';
    requestAnimationFrame(() => { status.textContent = text; }); // a repeated sentence is news again
  };
  try {
    tell(await does[button.dataset.do]({ button, line, name, figure, part, save }));
  } catch (error) {
    tell(`That did not work: ${error.message}.`);
  }
}

/** Copies the text that stands in the same element as `button`. */
export async function copyText(button) {
  const place = button.parentElement.parentElement;
  const said = place.querySelector('[role="status"]');
  said.textContent = await copied(place.querySelector('code').textContent, place, 'It is on the clipboard.');
}

const does = {
  async link({ part, line }) {
    return copied(linkTo(part), line, 'A link to what this figure shows is on the clipboard.');
  },
  async svg({ name, figure, part, save }) {
    save(`fallow-${name}.svg`, picture(figure, part).svg, 'image/svg+xml');
    return 'The picture was saved as SVG.';
  },
  async png({ name, figure, part, save }) {
    save(`fallow-${name}.png`, await toPNG(picture(figure, part)), 'image/png');
    return 'The picture was saved as PNG.';
  },
  async image({ figure, part }) {
    const png = toPNG(picture(figure, part)); // a promise: the press must still count when it is written
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    return 'The picture is on the clipboard.';
  },
  async csv({ name, figure, save }) {
    const text = csvOf(figure);
    if (!text) return 'This figure has no table.';
    save(`fallow-${name}.csv`, text, 'text/csv');
    return 'The table was saved as CSV.';
  },
  embed: async (figure) => embed(figure, (text, said) => copied(text, figure.line, said)),
};

const linkTo = (part) => `${location.origin === 'null' ? location.href.split(/[?#]/)[0] : location.origin + location.pathname}#${part}`;

function picture(figure, part) {
  const made = pictureOf(figure, linkTo(part));
  if (!made) throw new Error('this figure has no picture to save');
  return made;
}

/** Copies text, or where the browser refuses shows it to be copied by hand. Returns what to say. */
async function copied(text, line, said) {
  line.querySelector('.by-hand')?.remove();
  try {
    await navigator.clipboard.writeText(text);
    return said;
  } catch {
    const field = Object.assign(document.createElement('textarea'), { className: 'by-hand', readOnly: true, value: text });
    field.setAttribute('aria-label', 'To copy by hand');
    line.append(field);
    field.focus();
    field.select();
    return 'The browser does not let pages copy: copy it by hand.';
  }
}
