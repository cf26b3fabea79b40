// Files that a visitor opens, drops or pastes at a part of the page that takes some.

/** The largest file that is read, in bytes: more than any problem or network that a figure takes. */
const MOST = 64e6;

/**
 * Listens at the elements that have the attribute data-KIND. take(place, name, bytes, field) gets each file, with the
 * attribute's value and, of what was pasted, the id of the element; refuse(place, reason) hears of those not read.
 */
export function takeFiles(kind, take, refuse) {
  const places = `[data-${kind}]`;
  const placeOf = (target) => target?.closest?.(places)?.dataset[kind];
  async function read(place, file, field = '') {
    if (file.size > MOST) return refuse(place, `“${file.name}” is larger than the ${MOST / 1e6} MB that are read`);
    try {
      take(place, file.name, new Uint8Array(await file.arrayBuffer()), field);
    } catch (error) {
      refuse(place, `“${file.name}” could not be read: ${error.message}`); // a folder, or it is gone
    }
  }

  addEventListener('change', ({ target }) => {
    if (!target.matches?.(`${places} input[type=file]`) || target.files.length === 0) return;
    const [file] = target.files;
    target.value = ''; // so that the same file can be opened again
    read(placeOf(target), file);
  });
  addEventListener('dragover', (event) => {
    if (placeOf(event.target) && event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  addEventListener('drop', (event) => {
    const place = placeOf(event.target), file = event.dataTransfer?.files[0];
    if (!place || !file) return;
    event.preventDefault();
    read(place, file);
  });
  addEventListener('paste', (event) => {
    const place = placeOf(event.target);
    if (!place) return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const cells = /[\t\n]/.test(text.trim());
    if (text.trim() === '' || (event.target.matches('input, textarea') && !cells)) return; // a field's own text
    event.preventDefault();
    read(place, new File([text], 'what was pasted'), event.target.id);
  });
}
