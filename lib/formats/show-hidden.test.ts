import fc from 'fast-check';
import { expect, test } from 'vitest';
import { showHidden } from '#lib/formats/show-hidden';

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

test('a joint after a mark that belongs to no picture is shown', () => {
  expect(showHidden('a\ufe0f\u200d👍')).toBe('a‹U+FE0F›‹U+200D›👍');
});

test('a long text of joiners is shown in linear time', () => {
  expect(showHidden('\u200d'.repeat(20_000))).toHaveLength(20_000 * '‹U+200D›'.length);
});
