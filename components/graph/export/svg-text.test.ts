import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapText, writeText } from './svg-text.ts';

test('a text breaks at its words, over so many lines, and only then it is cut', () => {
  expect(wrapText('SPDX 2.3 · 263 packages', 12, 2)).toEqual(['SPDX 2.3 ·', '263 packages']);
  expect(wrapText('one two three four', 8, 2)).toEqual(['one two', 'three f…']);
  expect(wrapText('', 8, 2)).toEqual([]);
});

test('whatever the text, no line is longer than asked, and there are no more lines', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 4 }),
      (text, letters, most) => {
        const lines = wrapText(text, letters, most);
        expect(lines.length).toBeLessThanOrEqual(most);
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(Math.max(letters, 1));
      },
    ),
  );
});

test('markup in a text stays text', () => {
  const written = writeText('<a>&"', { x: 0.123, y: 1, px: 11, fill: 'red' });
  expect(written).toBe(
    '<text x="0.1" y="1" font-size="11" font-weight="400" fill="red">&#60;a&#62;&#38;&#34;</text>',
  );
});
