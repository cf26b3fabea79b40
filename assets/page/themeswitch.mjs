// The switch between light and dark.
const dark = matchMedia('(prefers-color-scheme: dark)');

/** Brings the button to life; it says what pressing it will do. Returns what sets the theme from elsewhere. */
export function startThemeSwitch(button) {
  const root = document.documentElement;
  const current = () => root.dataset.theme ?? (dark.matches ? 'dark' : 'light');
  const other = () => (current() === 'dark' ? 'light' : 'dark');
  const label = () => { button.textContent = other() === 'dark' ? 'Dark' : 'Light'; };
  button.addEventListener('click', () => {
    root.dataset.theme = other();
    try { localStorage.setItem('theme', current()); } catch { /* storage refused: it lasts as long as the page */ }
    label();
  });
  dark.addEventListener('change', label);
  label();
  return (theme) => {
    if (theme === 'auto') delete root.dataset.theme;
    else root.dataset.theme = theme;
    label();
  };
}
