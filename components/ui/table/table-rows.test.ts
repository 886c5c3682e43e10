import { describe, expect, test } from 'vitest';
import { ariaSort, formatSort, listRows, nextSort, pagesInSight, rowAfterKey } from './table-rows.ts';

test('a list that is all here knows each of its rows', () => {
  const rows = listRows(['a', 'b']);
  expect([rows.total, rows.rowAt(1), rows.rowAt(2)]).toEqual([2, 'b', undefined]);
});

describe('a heading', () => {
  test('sorts up, then down, then not at all', () => {
    const up = nextSort(undefined, 'name');
    const down = nextSort(up, 'name');
    expect([up, down, nextSort(down, 'name')].map(formatSort)).toEqual(['name', '-name', undefined]);
  });

  test('of another column starts again', () => {
    expect(nextSort({ by: 'name', isDescending: false }, 'version')).toEqual({
      by: 'version',
      isDescending: false,
    });
  });

  test('says how its column is sorted', () => {
    const sort = { by: 'name', isDescending: true };
    expect([ariaSort(sort, 'name'), ariaSort(sort, 'version'), ariaSort(undefined, 'name')]).toEqual([
      'descending',
      'none',
      'none',
    ]);
  });
});

test.each([
  ['ArrowDown', 4, 5],
  ['ArrowUp', 0, 0],
  ['PageDown', 95, 99],
  ['PageUp', 20, 5],
  ['Home', 50, 0],
  ['End', 50, 99],
  ['x', 50, undefined],
])('%s moves from row %i to %s', (key, at, target) => {
  expect(rowAfterKey(key, at, 100)).toBe(target);
});

test('no key moves in an empty table', () => {
  expect(rowAfterKey('ArrowDown', 0, 0)).toBeUndefined();
});

test.each([
  [0, 30, []],
  [90, 130, [1]],
  [190, 320, [1, 2, 3]],
])('rows %i to %i lie in the pages %j beside the first', (first, last, pages) => {
  expect(pagesInSight(first, last, 100)).toEqual(pages);
});
