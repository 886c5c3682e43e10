import { stripVTControlCharacters } from 'node:util';

/** The message of a test runner without colours, and without the places in the code that follow it. */
export function inOneLine(message: string): string {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .map((line) => line.trim());
  const end = lines.findIndex((line) => /^(?:at |Call log:|\d+ \||> \d+ \|)/.test(line));
  return lines
    .slice(0, end < 0 ? undefined : end)
    .filter((line) => line !== '')
    .join(' · ');
}
