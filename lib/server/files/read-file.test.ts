import { expect, test } from 'vitest';
import { indexOf } from '#lib/formats/testing/index-of';
import { findFile } from './read-file.ts';

const files = indexOf(['etc/motd', 'etc/link -> motd', 'var/']);

test('a path leads to its file', () => {
  expect(findFile(files, './etc/motd').path).toBe('etc/motd');
});

test.each([
  ['etc/link', 'request-invalid', 'is a symbolic link to "motd"'],
  ['var', 'request-invalid', 'is a folder'],
  ['etc/shadow', 'not-found', 'There is no "etc/shadow"'],
])('%s has no bytes', (path, code, sentence) => {
  expect(() => findFile(files, path)).toThrowError(
    expect.objectContaining({
      problem: expect.objectContaining({ code, detail: expect.stringContaining(sentence) }),
    }),
  );
});

test('hard links that never end end', () => {
  const circle = {
    ...indexOf(['a', 'b']),
    types: Uint8Array.of(3, 3),
    links: new Map([
      [0, 'b'],
      [1, 'a'],
    ]),
  };
  expect(() => findFile(circle, 'a')).toThrowError('never end');
});
