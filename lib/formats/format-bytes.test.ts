import { expect, test } from 'vitest';
import { formatBytes } from '#lib/formats/format-bytes';

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
