import { expect, test } from 'vitest';
import { asPath, whiteoutOf } from './file-path.ts';

test.each([
  ['a/b', 'a/b'],
  ['./a/b/', 'a/b'],
  ['/etc/passwd', 'etc/passwd'],
  ['a//b/./c', 'a/b/c'],
  ['../../x', '../../x'],
  ['./', ''],
  ['a\0b', 'a\ufffdb'],
  ['..a/.b', '..a/.b'],
])('%j is the path %j', (name, path) => {
  expect(asPath(name).path).toBe(path);
});

test('what is odd about a name is told', () => {
  expect(asPath('/a/')).toMatchObject({ isAbsolute: true, isFolder: true, isOutside: false });
  expect(asPath('a/../../b')).toMatchObject({ isAbsolute: false, isFolder: false, isOutside: true });
});

test.each([
  ['etc/.wh.passwd', { removes: 'path', path: 'etc/passwd' }],
  ['.wh.etc', { removes: 'path', path: 'etc' }],
  ['etc/.wh..wh..opq', { removes: 'content', path: 'etc' }],
  ['.wh..wh..opq', { removes: 'content', path: '' }],
  ['.wh..wh.plnk', undefined],
  ['.wh.', undefined],
  ['a.wh.b', undefined],
])('%s removes %j', (path, whiteout) => {
  expect(whiteoutOf(path)).toEqual(whiteout);
});
