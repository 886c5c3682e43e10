import { expect, test } from 'vitest';
import { indexOf } from '#lib/formats/testing/index-of';
import { listFiles } from './list-files.ts';

const index = indexOf([
  'bin/',
  'bin/sh',
  'etc/ssl/certs/ca.pem',
  'etc/passwd',
  'link -> bin/sh',
  'etc/.wh.old',
]);

test('all paths, page by page', () => {
  const first = listFiles(index, { max: 4 });
  expect(first.files.map(({ path }) => path)).toEqual(['bin', 'bin/sh', 'etc/.wh.old', 'etc/passwd']);
  expect([first.total, first.next]).toEqual([6, 'etc/passwd']);
  const second = listFiles(index, { max: 4, last: 'etc/passwd' });
  expect(second.files.map(({ path }) => path)).toEqual(['etc/ssl/certs/ca.pem', 'link']);
  expect([second.total, second.next]).toEqual([6, undefined]);
});

test('a page goes on behind a path that is not there', () => {
  expect(listFiles(index, { max: 1, last: 'bin/zz' }).files[0]?.path).toBe('etc/.wh.old');
});

test('a search, in any case of letters and across folders', () => {
  expect(listFiles(index, { max: 9, text: 'CERTS/ca' })).toMatchObject({
    total: 1,
    files: [{ path: 'etc/ssl/certs/ca.pem' }],
  });
  expect(listFiles(index, { max: 9, text: 'sh', under: 'etc' }).total).toBe(0);
});

test('one level, with the folders that only paths name and the sum of what they hold', () => {
  expect(listFiles(index, { max: 9, isLevel: true }).files).toEqual([
    { path: 'bin', size: 10, mode: 0o644, type: 'folder', files: 1, at: 0 },
    { path: 'etc', size: 30, type: 'folder', files: 3 },
    { path: 'link', size: 0, mode: 0o777, type: 'symlink', link: 'bin/sh', at: 5 },
  ]);
  const etc = listFiles(index, { max: 9, isLevel: true, under: '/etc/' });
  expect(etc.files.map(({ path, files }) => [path, files])).toEqual([
    ['etc/.wh.old', undefined],
    ['etc/passwd', undefined],
    ['etc/ssl', 1],
  ]);
});

test('levels have pages too', () => {
  const first = listFiles(index, { max: 1, isLevel: true });
  expect([first.files[0]?.path, first.total, first.next]).toEqual(['bin', 3, 'bin']);
  const second = listFiles(index, { max: 1, isLevel: true, last: 'bin' });
  expect([second.files[0]?.path, second.next]).toEqual(['etc', 'etc']);
});

test('a search is not held to one level', () => {
  expect(listFiles(index, { max: 9, isLevel: true, text: 'ca.pem' }).total).toBe(1);
});

test('what is not listed counts nowhere', () => {
  const isListed = (at: number) => at !== 1;
  expect(listFiles(index, { max: 9, isListed }).total).toBe(5);
  expect(listFiles(index, { max: 9, isLevel: true, isListed }).files[0]).toMatchObject({
    path: 'bin',
    files: 0,
  });
});

test('a whiteout is told', () => {
  expect(listFiles(index, { max: 9, text: '.wh.' }).files[0]?.whiteout).toBe('path');
});

test('an empty folder and an unknown one hold nothing', () => {
  expect(listFiles(index, { max: 9, under: 'nowhere' })).toEqual({ total: 0, files: [] });
});
