import { expect, test } from 'vitest';
import { plural, timeTexts } from './stack-words.ts';

test.each([
  ['30 Trivy reports', 30, 'Trivy reports'],
  ['1,100 reports', 1_100, 'Reports'],
  ['4 SBOMs', 4, 'SBOMs'],
  ['4 signatures', 4, 'Signatures'],
])('%s', (text, count, title) => {
  expect(plural(count, title)).toBe(text);
});

test('times are as short as they can be told apart', () => {
  expect(timeTexts(['2026-11-22T03:15:59Z', '2026-11-21T03:15:00Z', 'soon', undefined])).toEqual([
    '22 Nov',
    '21 Nov',
    undefined,
    undefined,
  ]);
  expect(timeTexts(['2026-11-22T03:15:59Z', '2026-11-22T04:15:00Z'])).toEqual([
    '22 Nov, 03:15',
    '22 Nov, 04:15',
  ]);
  expect(timeTexts(['2026-01-01T00:00:00Z', '2025-12-31T00:00:00Z'])).toEqual(['1 Jan 2026', '31 Dec 2025']);
});
