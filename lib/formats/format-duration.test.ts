import { expect, test } from 'vitest';
import { formatDuration } from './format-duration.ts';

test.each([
  [0, '0 s'],
  [44.6, '45 s'],
  [130, '2 min 10 s'],
  [3600, '1 h'],
  [3725, '1 h 2 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
