import { expect, test } from 'vitest';
import { indexOf } from '#lib/formats/testing/index-of';
import { pathOfKey } from './file-index.ts';
import { mergeLayers } from './merge-layers.ts';

test('later files take the place of earlier ones', async () => {
  expect(await merged(['etc/motd', 'bin/sh'], ['etc/motd', 'new'])).toEqual([
    'bin/sh of 0',
    'etc/motd of 1 replaces 0',
    'new of 1',
  ]);
});

test('a whiteout removes a file, and a folder with all that is in it', async () => {
  expect(await merged(['etc/motd', 'var/', 'var/a', 'var/b/c'], ['etc/.wh.motd', '.wh.var'])).toEqual([
    'etc/motd of 0 removed by 1',
    'var of 0 removed by 1',
    'var/a of 0 removed by 1',
    'var/b/c of 0 removed by 1',
  ]);
});

test('a whiteout does not remove what its own layer brings, whatever the order', async () => {
  expect(await merged(['a/x', 'a/y'], ['.wh.a', 'a/x'])).toEqual([
    'a/x of 1 replaces 0',
    'a/y of 0 removed by 1',
  ]);
});

test('an opaque folder stays and loses what it held', async () => {
  expect(await merged(['a/', 'a/x', 'a/b/y'], ['a/', 'a/.wh..wh..opq', 'a/new'])).toEqual([
    'a of 1',
    'a/b/y of 0 removed by 1',
    'a/new of 1',
    'a/x of 0 removed by 1',
  ]);
  expect(await merged(['x'], ['.wh..wh..opq'])).toEqual(['x of 0 removed by 1']);
});

test('what was removed can come back, and go again', async () => {
  expect(await merged(['x'], ['.wh.x'], ['x'])).toEqual(['x of 2']);
  expect(await merged(['x'], ['.wh.x'], ['x'], ['.wh.x'])).toEqual(['x of 2 removed by 3']);
});

test('a file in place of a folder removes what the folder held', async () => {
  expect(await merged(['lib/', 'lib/a'], ['lib -> usr/lib'])).toEqual([
    'lib of 1 replaces 0',
    'lib/a of 0 removed by 1',
  ]);
});

test('a whiteout of what is not there, and files of aufs, change nothing', async () => {
  expect(await merged(['a'], ['.wh.b', '.wh..wh.plnk/1.2', '.wh..wh.aufs'])).toEqual(['a of 0']);
});

test('the names of folders are no prefixes', async () => {
  expect(await merged(['a/x', 'a-b', 'ab/x'], ['.wh.a'])).toEqual([
    'a/x of 0 removed by 1',
    'a-b of 0',
    'ab/x of 0',
  ]);
});

test('what is gone counts in no sum', async () => {
  const { files } = await mergeLayers([indexOf(['a', 'b']), indexOf(['.wh.a'])]);
  expect([...files.sums]).toEqual([0, 0, 10]);
});

async function merged(...layers: readonly (readonly string[])[]): Promise<readonly string[]> {
  const { files, ...columns } = await mergeLayers(layers.map(indexOf));
  return files.keys.map((key, at) => {
    const [removed, replaced] = [columns.removedBy[at] ?? -1, columns.replaces[at] ?? -1];
    const words = [`${pathOfKey(key)} of ${columns.layers[at]}`];
    if (removed >= 0) words.push(`removed by ${removed}`);
    if (replaced >= 0) words.push(`replaces ${replaced}`);
    return words.join(' ');
  });
}
