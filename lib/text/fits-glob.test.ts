import { expect, test } from 'vitest';
import { fitsGlob } from './fits-glob.ts';

test.each([
  ['a/*', 'a/b', true],
  ['a/*', 'a/b/c', false],
  ['a/**', 'a/b/c', true],
  ['**', '', true],
  ['a.c', 'abc', false],
  ['*/web*', 'acme/website', true],
])('%s and %s', (glob, text, fits) => {
  expect(fitsGlob(glob, text)).toBe(fits);
});
