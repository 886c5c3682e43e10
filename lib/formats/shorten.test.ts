import { expect, test } from 'vitest';
import { shorten } from '#lib/formats/shorten';

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
