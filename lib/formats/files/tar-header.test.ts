import { expect, test } from 'vitest';
import { rawEntry } from '#e2e/fakes/raw-tar';
import { isZeroBlock, readTarHeader, typeOfFlag } from './tar-header.ts';

test('a header of POSIX ustar', () => {
  expect(readTarHeader(rawEntry({ name: 'a/b', content: 'xyz' }))).toMatchObject({
    ...{ name: 'a/b', link: '', stored: 3, size: 3, mode: 0o644, flag: '0', isSparse: false },
  });
});

test('a changed byte is noticed', () => {
  const header = rawEntry({ name: 'a' });
  header[0] = 0x62;
  expect(readTarHeader(header)).toBeUndefined();
  expect(readTarHeader(Buffer.alloc(512, 'a'))).toBeUndefined();
  expect(readTarHeader(Buffer.alloc(512))).toBeUndefined();
});

test('an empty block', () => {
  expect(isZeroBlock(new Uint8Array(512))).toBe(true);
  expect(isZeroBlock(Uint8Array.of(0, 1))).toBe(false);
});

test.each([
  ['0', 'a', 'file'],
  ['0', 'a/', 'folder'],
  ['7', 'a', 'file'],
  ['5', 'a', 'folder'],
  ['1', 'a', 'hardlink'],
  ['2', 'a', 'symlink'],
  ['3', 'a', 'device'],
  ['4', 'a', 'device'],
  ['6', 'a', 'other'],
  ['V', 'a', undefined],
  ['constructor', 'a', undefined],
])('flag %s of %s is %s', (flag, name, type) => {
  expect(typeOfFlag(flag, name)).toBe(type);
});
