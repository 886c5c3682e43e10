import { expect, test } from 'vitest';
import { nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { expandGraph } from './expand.ts';
import { layoutPicture } from './layout.ts';
import { indexSpace } from './spatial-index.ts';
import { emptyView } from './view.ts';

const small = stateOf({
  nodes: [1, 2, 3, 4].map((n) => nodeOf(n, { title: `node ${n}` })),
  edges: [
    [2, 'subject', 1],
    [1, 'child', 3],
    [4, 'subject', 2],
  ],
});

test('arrow keys go along the column and to the next one', () => {
  const picture = expandGraph(small, emptyView);
  const index = indexSpace(picture, layoutPicture(picture));
  expect(index.neighbour(0, 'right')).toBeOneOf([1, 2]);
  expect(index.neighbour(1, 'down')).toBe(3);
  expect(index.neighbour(3, 'up')).toBe(1);
  expect(index.neighbour(2, 'left')).toBe(0);
  expect(index.neighbour(3, 'left')).toBe(0);
  expect(index.neighbour(0, 'left')).toBeUndefined();
});

test('only what lies in a box, or close to it, is in view', () => {
  const picture = expandGraph(small, emptyView);
  const index = indexSpace(picture, layoutPicture(picture));
  expect(index.itemsIn({ minX: -10, minY: -10, maxX: 10, maxY: 10 })).toEqual([0]);
  expect(index.itemsIn({ minX: 5_000, minY: 0, maxX: 6_000, maxY: 10 })).toEqual([]);
  expect(index.itemAt(0, 0)).toBe(0);
  expect(index.itemAt(5_000, 5_000)).toBeUndefined();
});

test('an empty picture holds nothing anywhere', () => {
  const empty = { items: [], indexOf: new Map(), cross: [] };
  const index = indexSpace(empty, layoutPicture(empty));
  expect(index.itemsIn({ minX: -10, minY: -10, maxX: 10, maxY: 10 })).toEqual([]);
  expect(index.neighbour(0, 'right')).toBeUndefined();
});
