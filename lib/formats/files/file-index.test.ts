import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexOf } from '#lib/formats/testing/index-of';
import { createFileCollector, findPath, pathOfKey, stretchBelow } from './file-index.ts';

test('a folder stands right before what it holds', () => {
  const { keys } = indexOf(['a-b', 'a/c', 'a', 'a.b', 'a/b/c']);
  expect(keys.map(pathOfKey)).toEqual(['a', 'a/b/c', 'a/c', 'a-b', 'a.b']);
});

test('the last of a name counts, and the names that are odd are told', () => {
  const collector = createFileCollector();
  const file = { type: 'file', size: 1, mode: 0, link: '', at: 0 } as const;
  for (const name of ['a', '/b', 'c/../d', 'a', './', 'x\ufffd']) collector.add({ ...file, name });
  collector.add({ ...file, name: 'a', size: 7 });
  expect(collector.count()).toBe(4);
  expect(collector.oddities()).toEqual([
    '1 name starts with a slash.',
    '1 name leads outside by "..".',
    '2 names stand there twice: the last one counts.',
    '1 name is not valid UTF-8.',
  ]);
  const index = collector.toIndex([...collector.keys()].sort());
  expect(index.sizes[findPath(index, './a') ?? -1]).toBe(7);
});

test('every path is found, and what lies below it is one stretch', () => {
  const name = fc.array(fc.constantFrom('a', 'b', 'a-', '-', '\u0001', 'é'), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(name, { maxLength: 20 }), (names) => {
      const paths = [...new Set(names.map((parts) => parts.join('/')))];
      const index = indexOf(paths);
      for (const path of paths) {
        expect(index.keys[findPath(index, path) ?? -1]).toBe(path.replaceAll('/', '\0'));
        const { start, end } = stretchBelow(index.keys, path);
        const below = index.keys.slice(start, end).map(pathOfKey);
        expect(below.toSorted()).toEqual(paths.filter((other) => other.startsWith(`${path}/`)).toSorted());
      }
    }),
  );
});
