import fc from 'fast-check';
import { expect, test } from 'vitest';
import { primaryFirst } from './primary-tag.ts';

test.each([
  ['latest stable 1.12.0 1.12 1', '1.12.0'],
  ['1 1.12 1.12.0', '1.12.0'],
  ['v2.0.0 latest', 'v2.0.0'],
  ['1.12.0-alpine 1.12.0', '1.12.0'],
  ['1.12.0 1.12.1', '1.12.1'],
  ['1.12-alpine latest', '1.12-alpine'],
  ['latest main-4e1f0c7', 'main-4e1f0c7'],
  ['2026.11.27 nightly', '2026.11.27'],
  ['latest', 'latest'],
])('of %s the first name is %s', (tags, first) => {
  expect(primaryFirst(tags.split(' '))[0]).toBe(first);
});

test('the order in which tags come does not matter, and none is lost', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9_][\w.-]{0,12}$/)), (tags) => {
      const ordered = primaryFirst(tags);
      expect(primaryFirst(tags.toReversed())).toEqual(ordered);
      expect(new Set(ordered)).toEqual(new Set(tags));
    }),
  );
});
