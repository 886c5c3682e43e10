import { showHidden } from '#lib/formats/show-hidden';

const maxLength = 2_000;

/**
 * A text of a stranger, short enough to be laid out: a browser gives up on a word of two million letters. What was cut is
 * counted, no character is cut in half, and what would not be seen is shown.
 */
export function shorten(text: string): string {
  if (text.length <= maxLength) return showHidden(text);
  const start = text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '');
  return `${showHidden(start)}… (${text.length.toLocaleString('en')} characters, see the manifest)`;
}
