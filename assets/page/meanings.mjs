// Shows what the symbols of a formula mean while it is pointed at or focused: the entries of the glossary that describe
// it, which screen readers read anyway. Escape puts them away.

export function startMeanings() {
  const box = Object.assign(document.createElement('div'), { className: 'meanings', hidden: true });
  box.setAttribute('aria-hidden', 'true');
  document.body.append(box);
  let shown = null;

  const hide = () => { box.hidden = true; shown = null; };
  const show = (math) => {
    if (math === shown) return;
    shown = math;
    const entries = math.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id)).filter(Boolean);
    box.replaceChildren(...entries.map((entry) => {
      const copy = entry.cloneNode(true);
      copy.removeAttribute('id');
      return copy;
    }));
    box.hidden = false;
    place(box, math.getBoundingClientRect());
  };

  const formula = (event) => event.target.closest?.('math[aria-describedby]');
  document.addEventListener('mouseover', (event) => {
    const math = formula(event);
    if (math) show(math);
    else if (!box.contains(event.target) && shown !== document.activeElement) hide();
  });
  document.addEventListener('focusin', (event) => { if (formula(event)) show(formula(event)); else hide(); });
  document.addEventListener('focusout', hide);
  document.addEventListener('keydown', ({ key }) => { if (key === 'Escape') hide(); });
  addEventListener('resize', hide);
}

/** Under the formula, or over it where there is no room; never outside the window. */
function place(box, { left, top, bottom }) {
  const { width, height } = box.getBoundingClientRect();
  const room = document.documentElement;
  const x = Math.max(8, Math.min(left, room.clientWidth - width - 8));
  const y = bottom + 6 + height < room.clientHeight ? bottom + 6 : Math.max(8, top - height - 6);
  box.style.left = `${x + scrollX}px`;
  box.style.top = `${y + scrollY}px`;
}
