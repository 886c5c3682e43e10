import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from '#lib/formats/clean-text';

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
