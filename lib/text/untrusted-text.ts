import { textLimits } from './limits.ts';

// Control, format (bidi, zero width), unpaired, private and ignorable characters: they would change what surrounds them.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu;

/**
 * A stranger's text as a part of one of our sentences: one line, nothing that cannot be seen, at most 80 characters.
 * The rest is in the document itself.
 */
export function cleanText(text: string, maxCharacters: number = textLimits.phraseMaxCharacters): string {
  const line = text
    .slice(0, textLimits.cleanedMaxCharacters)
    .replace(unseen, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...line];
  if (characters.length <= maxCharacters) return line;
  return `${characters
    .slice(0, maxCharacters - 1)
    .join('')
    .trimEnd()}…`;
}

// Controls, marks that change how their neighbours are read, and what prints nothing or nothing but a space:
// https://www.unicode.org/reports/tr36/#visual_spoofing
const hidden = /(?!\r\n)[[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\n\t]]/v;
const allHidden = new RegExp(hidden, 'gv');
const joiner = '\u200d';
const asPicture = '\ufe0f';
// Without those that Unicode keeps for later, which show nothing yet.
const pictureEnd = /(?:[\p{Extended_Pictographic}--\p{C}]\ufe0f?|\p{Emoji_Modifier})$/v;
const pictureBegin = /^[\p{Extended_Pictographic}--\p{C}]/v;
const symbolEnd = /[[\p{Extended_Pictographic}\d#*]--\p{C}]$/v;

/**
 * A stranger's text with everything visible that is not: `invoice‹U+202E›fdp.exe` would otherwise read "invoiceexe.pdf",
 * and two names could look the same. Line breaks, tabs and the joints within one picture stay what they are.
 */
export function showHidden(text: string): string {
  if (!hidden.test(text)) return text;
  return text.replace(allHidden, (char, at: number) =>
    isHarmless(char, at, text) ? char : codePointName(char),
  );
}

function isHarmless(char: string, at: number, text: string): boolean {
  const before = text.slice(Math.max(0, at - 3), at);
  if (char === asPicture) return symbolEnd.test(before);
  return char === joiner && pictureEnd.test(before) && pictureBegin.test(text.slice(at + 1, at + 3));
}

function codePointName(char: string): string {
  return `‹U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`;
}

/**
 * A text of a stranger, short enough to be laid out: a browser gives up on a word of two million letters. What was cut is
 * counted, no character is cut in half, and what would not be seen is shown.
 */
export function shorten(text: string): string {
  if (text.length <= textLimits.shownMaxCharacters) return showHidden(text);
  const start = text.slice(0, textLimits.shownMaxCharacters).replace(/[\ud800-\udbff]$/, '');
  return `${showHidden(start)}… (${text.length.toLocaleString('en')} characters, see the manifest)`;
}
