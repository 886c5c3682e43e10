import { expect, test } from 'vitest';
import { formatLimits } from '#lib/formats/limits';
import { dependencyPaths } from './dependency-paths.ts';

const needs = (from: string, to: string) => ({ from, to, type: 'dependsOn' });

test('the shortest ways from the root to a package are told, both ends included', () => {
  const relationships = [
    needs('app', 'web'),
    needs('app', 'cli'),
    needs('web', 'zlib'),
    needs('cli', 'zlib'),
    needs('cli', 'far'),
    needs('far', 'zlib'),
  ];
  expect(dependencyPaths(relationships, 'app', 'zlib')).toEqual([
    ['app', 'web', 'zlib'],
    ['app', 'cli', 'zlib'],
  ]);
});

test('a relationship told by what is needed leads there too', () => {
  const relationships = [
    { from: 'doc', to: 'app', type: 'describes' },
    { from: 'zlib', to: 'app', type: 'dependencyOf' },
  ];
  expect(dependencyPaths(relationships, 'doc', 'zlib')).toEqual([['doc', 'app', 'zlib']]);
});

test('circles end, and what nothing leads to has no path', () => {
  const relationships = [needs('a', 'b'), needs('b', 'a'), needs('b', 'b'), needs('c', 'd')];
  expect(dependencyPaths(relationships, 'a', 'b')).toEqual([['a', 'b']]);
  expect(dependencyPaths(relationships, 'a', 'd')).toEqual([]);
  expect(dependencyPaths(relationships, 'a', 'a')).toEqual([['a']]);
  expect(dependencyPaths([{ from: 'a', to: 'b', type: 'copyOf' }], 'a', 'b')).toEqual([]);
});

test('of more ways than anybody reads only some are told', () => {
  const relationships = Array.from({ length: 30 }, (_, level) =>
    ['x', 'y'].flatMap((from) => ['x', 'y'].map((to) => needs(`${from}${level}`, `${to}${level + 1}`))),
  ).flat();
  expect(dependencyPaths(relationships, 'x0', 'x30')).toHaveLength(formatLimits.dependencyPathsMax);
});
