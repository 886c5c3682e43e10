import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sortByPrecedence, topologicalSort } from '#lib/transfer/planning/topological-sort';

const sort = (graph: Readonly<Record<string, readonly string[]>>) =>
  topologicalSort(Object.keys(graph), (item) => graph[item] ?? []);

const anyGraph: fc.Arbitrary<Readonly<Record<string, readonly string[]>>> = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
  fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 3 }),
);

describe('a topological sort', () => {
  test('puts dependencies first and otherwise keeps the order', () => {
    expect(sort({ a: ['c'], b: [], c: ['d'], d: [] })).toEqual(['d', 'c', 'a', 'b']);
  });

  test('leaves out a circle and what depends on it, and nothing else', () => {
    expect(sort({ a: ['b'], b: ['c'], c: ['b', 'd'], d: [], e: ['c'], f: ['d'] })).toEqual(['d', 'f']);
  });

  test('sorts a chain that is longer than the stack', () => {
    const length = 100_000;
    const items = Array.from({ length }, (_, index) => String(index));
    const sorted = topologicalSort(items, (item) =>
      Number(item) + 1 < length ? [String(Number(item) + 1)] : [],
    );
    expect(sorted[0]).toBe(String(length - 1));
  });

  test('gives each item once and after its dependencies, and just those that can reach themselves are missing', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const sorted = sort(graph);
        expect(new Set(sorted).size).toBe(sorted.length);
        for (const [index, item] of sorted.entries())
          for (const dependency of graph[item] ?? []) expect(sorted.indexOf(dependency)).toBeLessThan(index);
        const reachable = (from: string) => {
          const found = new Set(graph[from] ?? []);
          for (const item of found) for (const next of graph[item] ?? []) found.add(next);
          return found;
        };
        const isCircular = (item: string) => reachable(item).has(item);
        const stuck = Object.keys(graph).filter(
          (item) => isCircular(item) || [...reachable(item)].some(isCircular),
        );
        expect(Object.keys(graph).filter((item) => !sorted.includes(item))).toEqual(stuck);
      }),
    );
  });
});

describe('a sort by precedence', () => {
  const hard = (first: string, second: string) => ({ first, second, isSoft: false });
  const soft = (first: string, second: string) => ({ first, second, isSoft: true });

  test('tells for each item what comes before it', () => {
    const order = sortByPrecedence(['a', 'b', 'c'], [hard('b', 'a'), soft('c', 'a'), hard('b', 'a')]);
    expect([...order]).toEqual([
      ['b', []],
      ['c', []],
      ['a', ['b', 'c']],
    ]);
  });

  test('drops a soft precedence on a circle, and no other', () => {
    const order = sortByPrecedence(['a', 'b', 'c'], [hard('a', 'b'), soft('b', 'a'), soft('c', 'a')]);
    expect([...order]).toEqual([
      ['c', []],
      ['a', ['c']],
      ['b', ['a']],
    ]);
  });

  test('keeps every item also where hard precedences close a circle', () => {
    const order = sortByPrecedence(
      ['a', 'b'],
      [hard('a', 'b'), hard('b', 'a'), hard('x', 'a'), hard('a', 'a')],
    );
    expect([...order.keys()]).toEqual(['a', 'b']);
  });
});
