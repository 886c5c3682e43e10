import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseByteRange } from '#lib/layout/http/conditional-request';

test.each([
  ['bytes=0-0', 10, { start: 0, length: 1 }],
  ['bytes=3-', 10, { start: 3, length: 7 }],
  ['bytes=-4', 10, { start: 6, length: 4 }],
  ['bytes=-40', 10, { start: 0, length: 10 }],
  ['bytes=10-', 10, 'unsatisfiable'],
  ['bytes=0-', 0, 'unsatisfiable'],
  ['bytes=5-4', 10, 'unsatisfiable'],
  ['bytes=-', 10, undefined],
  ['bytes=1-2,4-5', 10, undefined],
  [null, 10, undefined],
])('%s of %i bytes is %j', (header, size, expected) => {
  expect(parseByteRange(header, size)).toEqual(expected);
});

test('never leaves the content, whatever is asked for', () => {
  const number = fc.option(fc.nat(), { nil: '' });
  fc.assert(
    fc.property(number, number, fc.nat(), (first, last, size) => {
      const range = parseByteRange(`bytes=${first}-${last}`, size);
      if (range === undefined || range === 'unsatisfiable') return;
      expect(range.length).toBeGreaterThan(0);
      expect(range.start + range.length).toBeLessThanOrEqual(size);
    }),
  );
});
