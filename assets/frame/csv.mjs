// A figure's tables as CSV (RFC 4180): what a screen reader reads, without what is to be filled in and what is drawn in
// part.

/** The figure's tables, each under its caption if there are several; empty if there is none. */
export function csvOf(figure) {
  const tables = [...figure.querySelectorAll('table')].filter((table) => !table.querySelector('input, select') && !table.closest('.tall'));
  const named = tables.length > 1;
  return tables.map((table) => {
    const rows = [...table.rows].map((row) => [...row.cells].map((cell) => field(cell.textContent)).join(','));
    if (named && table.caption) rows.unshift(field(table.caption.textContent));
    return rows.map((row) => `${row}\r\n`).join('');
  }).join('\r\n');
}

/** A cell: plain minus signs and spaces, and nothing that a spreadsheet would take for a formula. */
function field(text) {
  let plain = text.trim().replaceAll('\u2212', '-').replaceAll(/[\u00a0\u2009\u202f]/g, ' ').replaceAll(/\s+/g, ' ');
  if (/^[=+@-]/.test(plain) && !/^[+-]?[\d.]/.test(plain)) plain = `'${plain}`;
  return /[",]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
