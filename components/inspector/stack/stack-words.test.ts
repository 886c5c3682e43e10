import { expect, test } from 'vitest';
import { plural, timeText } from './stack-words.ts';

test.each([
  ['30 Trivy reports', 30, 'Trivy reports'],
  ['1,100 reports', 1_100, 'Reports'],
  ['4 SBOMs', 4, 'SBOMs'],
  ['4 signatures', 4, 'Signatures'],
])('%s', (text, count, title) => {
  expect(plural(count, title)).toBe(text);
});

test('a time is told to the minute, and no date is none', () => {
  expect(timeText('2026-11-22T03:15:59Z')).toBe('22 Nov 2026, 03:15');
  expect(timeText('2026-11-22T03:15:59Z', 2026)).toBe('22 Nov, 03:15');
  expect(timeText('2025-12-31T03:15:59Z', 2026)).toBe('31 Dec 2025, 03:15');
  expect(timeText('soon')).toBeUndefined();
  expect(timeText(undefined)).toBeUndefined();
});
