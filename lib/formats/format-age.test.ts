import { expect, test } from 'vitest';
import { formatAge } from '#lib/formats/format-age';

const now = Date.parse('2026-11-23T12:00:00Z');

test.each([
  ['2026-11-23T12:00:00Z', 'just now'],
  ['2026-11-23T11:59:00Z', '1 minute ago'],
  ['2026-11-23T09:00:00Z', '3 hours ago'],
  ['2026-11-20T12:00:00Z', '3 days ago'],
  ['2026-08-20T12:00:00Z', '3 months ago'],
  ['2023-11-20T12:00:00Z', '3 years ago'],
])('%s is %s', (from, text) => {
  expect(formatAge(from, now)).toBe(text);
});

test('what is no date has no age', () => {
  expect(formatAge('yesterday', now)).toBeUndefined();
});
