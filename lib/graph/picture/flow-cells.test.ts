import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeOf } from '#e2e/fakes/graph-example';
import { cellSizes, cellsHeight, flowCells, smallestCell } from './flow-cells.ts';
import { childrenOf, treeOf } from './item-tree.ts';
import type { Item } from './picture.ts';
import { boxOf, emptyPlaces } from './places.ts';

/** A root, and items that hang on earlier ones. */
function itemsOf(parents: readonly number[]): readonly Item[] {
  return [-1, ...parents].map(
    (parent, n): Item => ({
      ...{ id: `${n}`, parent, lane: 'attached', line: 'refers-to', depth: 1 },
      ...{ type: 'node', node: nodeOf(n), isExpanded: false, isExpandable: false },
    }),
  );
}

test('cells stand in rows, and what hangs on one follows it', () => {
  const items = itemsOf([0, 0, 1]);
  const tree = treeOf(items);
  const places = emptyPlaces(items.length);
  const width = 2 * smallestCell.width + smallestCell.gap;
  flowCells({ items, tree, cell: smallestCell, width }, childrenOf(tree, 0), places, { x: 5, y: 7 });
  const step = smallestCell.width + smallestCell.gap;
  expect([1, 3, 2].map((at) => [places.x[at], places.y[at]])).toEqual([
    [5, 7],
    [5 + step, 7],
    [5, 7 + smallestCell.height + smallestCell.gap],
  ]);
});

test('what many hang on is wide enough for its name', () => {
  const items = itemsOf([0, ...Array.from({ length: 40 }, () => 1), 0]);
  const tree = treeOf(items);
  const places = emptyPlaces(items.length);
  flowCells({ items, tree, cell: smallestCell, width: 400 }, childrenOf(tree, 0), places, { x: 0, y: 0 });
  expect(places.width[1]).toBeGreaterThanOrEqual(150);
  expect(places.width[2]).toBe(smallestCell.width);
});

test('a grid is as high as it is said to become, whatever hangs on whatever', () => {
  const shapes = fc.array(fc.nat(), { minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(
      shapes,
      fc.integer({ min: 1, max: 900 }),
      fc.constantFrom(...cellSizes),
      (links, width, cell) => {
        const items = itemsOf(links.map((to, n) => (to % 3 === 0 ? 0 : to % (n + 1))));
        const tree = treeOf(items);
        const places = emptyPlaces(items.length);
        const flow = { items, tree, cell, width };
        const heads = childrenOf(tree, 0);
        flowCells(flow, heads, places, { x: 0, y: 0 });
        const bottom = Math.max(...items.slice(1).map((_, at) => boxOf(places, at + 1).maxY));
        expect(cellsHeight(flow, heads)).toBe(bottom);
      },
    ),
  );
});
