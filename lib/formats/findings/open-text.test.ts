import { expect, test } from 'vitest';
import { openCount, openText } from './open-text.ts';
import { countSeverities } from './severity-counts.ts';

const nothing = { misconfigurations: 0, secrets: 0, licences: 0, code: 0 };
const bySeverity = (counts: Partial<ReturnType<typeof countSeverities>>) => ({
  ...countSeverities([]),
  ...counts,
});

test.each([
  ['0 open', {}, nothing],
  ['32 open: 11 critical, 12 high', { critical: 11, high: 12, medium: 9 }, nothing],
  ['3 low open', { low: 3 }, nothing],
  ['4 open: 3 low', { low: 3, none: 1 }, nothing],
  ['2 secrets open', {}, { ...nothing, secrets: 2 }],
  [
    '1 low open; 1 secret, 3 failed checks',
    { low: 1 },
    { ...nothing, secrets: 1, misconfigurations: 3, code: 2 },
  ],
  ['10 open: 2 critical, 3 high; 6 in code', { critical: 2, high: 3, medium: 5 }, { ...nothing, code: 6 }],
])('a line says %s', (text, counts, beside) => {
  expect(openText({ bySeverity: bySeverity(counts), beside }, 2)).toBe(text);
});

test('where there is room, nothing is left out', () => {
  const counts = bySeverity({ critical: 1, high: 2, low: 3 });
  const beside = { misconfigurations: 1, secrets: 1, licences: 1, code: 1 };
  expect(openText({ bySeverity: counts, beside })).toBe(
    '6 open: 1 critical, 2 high, 3 low; 1 secret, 1 failed check, 1 in code, 1 licence issue',
  );
  expect(openCount({ bySeverity: counts })).toBe(6);
});
