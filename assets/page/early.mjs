// What a visitor does to the page’s controls before its program listens is not lost: where a figure's controls are is
// noted just before the program draws the figure for the first time, which puts them back, and what was done is done
// again right after.

/**
 * Notes from now on what is moved, chosen, filled in, pressed and unfolded in `main`; if `fresh`, also what has been
 * before, which can be told from what the browser itself fills in only when the page was not reloaded. The function
 * returned is called before each drawing that takes over a figure, and what that returns after it, with the figure's
 * name and whether others are to come.
 */
export function noteEarly(main, fresh) {
  const touched = new Set();
  const taken = [];
  let press = null;
  const note = ({ type, target }) => {
    if (taken.some((figure) => figure.contains(target))) return;
    if (type === 'click') press = target.closest('button:not([data-do], [data-copy])') ?? press;
    else touched.add(target);
  };
  for (const type of ['input', 'click']) main.addEventListener(type, note, true);

  return () => {
    if (fresh) for (const control of main.querySelectorAll('input, select')) if (moved(control)) touched.add(control);
    fresh = false;
    const kept = [...touched].filter((control) => control.type !== 'file' && (control.type !== 'radio' || control.checked))
      .map((control) => ({ control, value: control.value, checked: control.checked }));
    const unfolded = [...main.querySelectorAll('details[open]')];
    return (name, waiting) => {
      const figure = main.querySelector(`[data-figure="${name}"]`) ?? document.getElementById(name);
      const own = kept.filter(({ control }) => figure.contains(control));
      const pressed = figure.contains(press) ? press : null;
      taken.push(figure);
      for (const { control, value, checked } of own) {
        touched.delete(control);
        Object.assign(control, { value, checked });
      }
      queueMicrotask(() => { // the program listens when it has nothing else to do
        for (const { control } of own) control.dispatchEvent(new Event('input', { bubbles: true }));
        for (const fold of unfolded) {
          if (!figure.contains(fold)) continue;
          fold.open = true;
          fold.dispatchEvent(new Event('toggle'));
        }
        pressed?.click();
      });
      if (!waiting) for (const type of ['input', 'click']) main.removeEventListener(type, note, true);
    };
  };
}

/** Whether a control is not where the page’s text put it. */
function moved(control) {
  if (control.type === 'radio' || control.type === 'checkbox') return control.checked && !control.defaultChecked;
  if (control.localName === 'select') return !control.selectedOptions[0]?.defaultSelected;
  return control.value !== control.defaultValue;
}
