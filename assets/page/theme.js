// Light or dark before the first paint: what the visitor chose, else what the system says.
(() => {
  let choice = null;
  try { choice = localStorage.getItem('theme'); } catch { /* storage refused: follow the system */ }
  if (choice === 'light' || choice === 'dark') document.documentElement.dataset.theme = choice;
})();
