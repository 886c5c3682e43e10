import { expect, test } from 'vitest';
import { packRows } from './packed-rows.ts';

function filled(count: number) {
  const rows = packRows();
  for (let place = 0; place < count; place++)
    rows.add(`name${place}\tversion`, JSON.stringify({ name: `name${place}`, licences: [] }));
  return rows;
}

test('each row comes back from its place, packed or not', () => {
  const rows = filled(1_000);
  expect([0, 255, 256, 999].map((place) => rows.row(place))).toEqual(
    [0, 255, 256, 999].map((place) => ({ name: `name${place}`, licences: [] })),
  );
});

test('a row that holds a text twice is found once', () => {
  const rows = packRows();
  rows.add('aa aa', '{}');
  rows.add('b', '{}');
  rows.add('a', '{}');
  expect([...rows.find('a')]).toEqual([0, 2]);
});

test('nothing is found across the border of two rows', () => {
  expect(filled(10_000).find('version\nname').length).toBe(0);
  expect([...filled(10_000).find('name9999')]).toEqual([9_999]);
});
