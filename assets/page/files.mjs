// Files that a visitor opens, drops or pastes at a part of the page that takes some: an element with data-drop.

/** The largest file that is read. */
const MOST = 64e6;

/** take(place, name, bytes) gets each, with the place's data-drop; refuse(place, reason) hears of those not read. */
export function takeFiles(take, refuse) {
  const place = (target) => target?.closest?.('[data-drop]') ?? null;
  const read = async (element, file) => {
    const { drop } = element.dataset;
    if (file.size > MOST) return refuse(drop, `${file.name} is larger than the ${MOST / 1e6} MB that are read`);
    try {
      take(drop, file.name, new Uint8Array(await file.arrayBuffer()));
    } catch (error) {
      refuse(drop, `${file.name} could not be read: ${error.message}`);
    }
  };

  addEventListener('change', ({ target }) => {
    if (!target.matches?.('[data-drop] input[type=file]') || target.files.length === 0) return;
    const [file] = target.files;
    target.value = ''; // so that the same file can be opened again
    read(place(target), file);
  });
  addEventListener('dragover', (event) => {
    if (place(event.target) && event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  addEventListener('drop', (event) => {
    const element = place(event.target);
    const file = event.dataTransfer?.files[0];
    if (!element || !file) return;
    event.preventDefault();
    read(element, file);
  });
  addEventListener('paste', (event) => {
    const element = place(event.target);
    if (!element) return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const cells = /[\t\n]/.test(text.trim());
    if (text.trim() === '' || (event.target.matches('input[type="text"], textarea') && !cells)) return; // a field's own text
    event.preventDefault();
    read(element, new File([text], 'what was pasted'));
  });
}
