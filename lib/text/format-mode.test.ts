import { expect, test } from 'vitest';
import { formatMode } from './format-mode.ts';

test.each([
  [0o755, 'rwxr-xr-x'],
  [0o4755, 'rwsr-xr-x'],
  [0o1777, 'rwxrwxrwt'],
  [0o2640, 'rw-r-S---'],
  [0, '---------'],
])('%i is %s', (mode, text) => {
  expect(formatMode(mode)).toBe(text);
});
