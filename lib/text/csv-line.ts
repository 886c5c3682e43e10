/**
 * A line of a table for a spreadsheet (https://www.rfc-editor.org/rfc/rfc4180). Texts that a spreadsheet would run as a
 * formula begin with an apostrophe (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvLineOf(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: string | number | undefined): string {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r\n]/.test(text) && typeof value !== 'number' ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
