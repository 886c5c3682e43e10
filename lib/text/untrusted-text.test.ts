import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText, shorten, showHidden } from './untrusted-text.ts';

test.each([
  ['acme', 'acme'],
  ['  two\n lines\t', 'two lines'],
  ['safe\u202egnp.exe', 'safe gnp.exe'],
  ['zero\u200bwidth\ufeff', 'zero width'],
  ['\u0000\u001b[31mred', '[31mred'],
  ['half \ud83d', 'half'],
])('%j becomes %j', (text, clean) => {
  expect(cleanText(text)).toBe(clean);
});

test('a long text ends in an ellipsis and cuts no character in half', () => {
  expect(cleanText('a'.repeat(81))).toBe(`${'a'.repeat(79)}…`);
  expect(cleanText('😀'.repeat(100))).toBe(`${'😀'.repeat(79)}…`);
  expect(cleanText('a'.repeat(5_000_000), 10)).toBe(`${'a'.repeat(9)}…`);
});

test('whatever a stranger writes, it is one short line without invisible characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const clean = cleanText(text);
      expect([...clean].length).toBeLessThanOrEqual(80);
      expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test.each([
  ['invoice\u202efdp.exe', 'invoice‹U+202E›fdp.exe'],
  ['a\u2066b\u2069', 'a‹U+2066›b‹U+2069›'],
  ['acme\u200b/app', 'acme‹U+200B›/app'],
  ['\ufeffa', '‹U+FEFF›a'],
  ['soft\u00adhyphen', 'soft‹U+00AD›hyphen'],
  ['\u001b[31mred', '‹U+001B›[31mred'],
  ['a\0b\u0085c', 'a‹U+0000›b‹U+0085›c'],
  ['a\rb', 'a‹U+000D›b'],
  ['line\u2028line', 'line‹U+2028›line'],
  ['half \ud800', 'half ‹U+D800›'],
  ['hangul\u3164filler', 'hangul‹U+3164›filler'],
  ['flag\u{e0067}', 'flag‹U+E0067›'],
  ['a\u200db', 'a‹U+200D›b'],
  ['a\ufe0fb', 'a‹U+FE0F›b'],
  ['a\ue000b', 'a‹U+E000›b'],
])('%j is shown as %s', (text, shown) => {
  expect(showHidden(text)).toBe(shown);
});

test.each([
  'plain text, 100 %',
  'Größe · 日本語 · العربية · עברית · हिन्दी',
  'lines\r\nand\ttabs\n',
  '👩‍💻 👨‍👩‍👧 ❤️ 👋🏽',
])('%j stays as it is', (text) => {
  expect(showHidden(text)).toBe(text);
});

const anyCharacter = fc.oneof(
  fc.constantFrom('\u202e', '\u200d', '\ufe0f', '\r', '\n', '\ud83d', '\udca9', '👩', '1'),
  fc.nat(0x10ffff).map((code) => String.fromCodePoint(code)),
);

test('property: what is shown hides nothing, and showing it again changes nothing', () => {
  fc.assert(
    fc.property(fc.array(anyCharacter, { maxLength: 200 }), (characters) => {
      const text = characters.join('');
      const shown = showHidden(text);
      expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff\u00ad]/u);
      expect(showHidden(shown)).toBe(shown);
    }),
  );
});

test('a code point that Unicode keeps for pictures of later is shown with what hangs on it', () => {
  const reserved = '\u{1f8ff}';
  expect(showHidden(`${reserved}\ufe0f`)).toBe('‹U+1F8FF›‹U+FE0F›');
  expect(showHidden(`👩\u200d${reserved}`)).toBe('👩‹U+200D›‹U+1F8FF›');
  expect(showHidden(`${reserved}\u200d👩`)).toBe('‹U+1F8FF›‹U+200D›👩');
});

test('a joint after a mark that belongs to no picture is shown', () => {
  expect(showHidden('a\ufe0f\u200d👍')).toBe('a‹U+FE0F›‹U+200D›👍');
});

test('a long text of joiners is shown in linear time', () => {
  expect(showHidden('\u200d'.repeat(20_000))).toHaveLength(20_000 * '‹U+200D›'.length);
});

test('what would not be seen is shown, also in what is cut', () => {
  expect(shorten('a\u202eb')).toBe('a‹U+202E›b');
  expect(shorten(`\u202e${'a'.repeat(3_000)}`)).toContain('‹U+202E›a');
});

test('a text that fits stays what it is', () => {
  expect(shorten('a'.repeat(2_000))).toBe('a'.repeat(2_000));
});

test('a long text is cut and says how long it was', () => {
  const text = shorten('a'.repeat(2_000_000));
  expect(text).toBe(`${'a'.repeat(2_000)}… (2,000,000 characters, see the manifest)`);
});

test('a character of two halves is not cut between them', () => {
  expect(shorten(`${'a'.repeat(1_999)}😀${'b'.repeat(9)}`)).toMatch(/a… \(2,010 characters/);
});
