import { expect, test } from 'vitest';
import { formatAge, formatBytes, formatDay, formatDuration, formatMinute } from './format.ts';

test.each([
  [0, '0 B'],
  [512, '512 B'],
  [1024, '1.0 KiB'],
  [62_874, '61.4 KiB'],
  [25_480_396, '24.3 MiB'],
  [314_572_800, '300 MiB'],
  [2 ** 31, '2.0 GiB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

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

test.each([
  [0, '0 s'],
  [44.6, '45 s'],
  [130, '2 min 10 s'],
  [3600, '1 h'],
  [3725, '1 h 2 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  ['2026-11-26T23:59:59Z', '26 Nov'],
  ['2024-05-01T00:00:00Z', '1 May 2024'],
  // In another zone it is already the next day.
  ['2026-01-01T00:30:00+02:00', '31 Dec 2025'],
  ['soon', undefined],
])('the day of %s is %s', (time, text) => {
  expect(formatDay(time, now)).toBe(text);
});

test('a time is said to the minute, and in which zone it is', () => {
  expect(formatMinute('2026-11-26T09:30:59.123Z')).toBe('2026-11-26 09:30 UTC');
});
