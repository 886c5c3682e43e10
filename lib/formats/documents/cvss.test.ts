import fc from 'fast-check';
import { expect, test } from 'vitest';
import { baseScore } from './cvss.ts';

test.each([
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
  ['CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
  ['CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', 7.8],
  ['CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:L/E:P', 3.7],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0],
  ['AV:N/AC:L/Au:N/C:C/I:C/A:C', 10],
  ['(AV:N/AC:M/Au:N/C:P/I:P/A:P)', 6.8],
  ['AV:N/AC:L/Au:N/C:N/I:N/A:N', 0],
])('%s scores %d', (vector, score) => {
  expect(baseScore(vector)).toBe(score);
});

test.each(['', 'CVSS:3.1', 'CVSS:4.0/AV:N/AC:L', 'CVSS:3.1/AV:X/AC:L', 'high', 'constructor:prototype'])(
  '%j has no score',
  (text) => {
    expect(baseScore(text)).toBeUndefined();
  },
);

test('whatever the text, a score lies between 0 and 10', () => {
  const part = fc.tuple(
    fc.constantFrom('CVSS', 'AV', 'AC', 'PR', 'UI', 'S', 'C', 'I', 'A', 'Au'),
    fc.constantFrom('3.1', 'N', 'L', 'H', 'P', 'C', 'R', 'U', 'M'),
  );
  const text = fc
    .array(part, { maxLength: 12 })
    .map((parts) => parts.map((pair) => pair.join(':')).join('/'));
  fc.assert(
    fc.property(fc.oneof(text, fc.string()), (vector) => {
      const score = baseScore(vector) ?? 0;
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(10);
    }),
  );
});
