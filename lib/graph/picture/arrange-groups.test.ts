import { expect, test } from 'vitest';
import { nodeOf, stateOf } from '#e2e/fakes/graph-example';
import type { GroupFrame } from './arrange-groups.ts';
import { arrangeGroups, isGrid } from './arrange-groups.ts';
import { expandGraph } from './expand.ts';
import { smallestCell } from './flow-cells.ts';
import { groupItems } from './item-groups.ts';
import { treeOf } from './item-tree.ts';
import { emptyPlaces } from './places.ts';
import type { Trunk } from './trunk.ts';
import { emptyView } from './view.ts';

const kinds = ['signature', 'sbom', 'vex'] as const;

function arrange(perKind: number, count: number) {
  const nodes = [1, ...Array.from({ length: perKind * kinds.length }, (_, n) => n + 2)].map((n) =>
    nodeOf(n, { artifactType: `type-${n}`, ...(n === 1 ? {} : { kind: kinds[n % kinds.length] ?? 'sbom' }) }),
  );
  const edges = nodes.slice(1).map((_, n): [number, 'subject', number] => [n + 2, 'subject', 1]);
  const { items } = expandGraph(stateOf({ nodes, edges }), emptyView);
  const tree = treeOf(items);
  const sketch = {
    items,
    tree,
    places: emptyPlaces(items.length),
    trunks: [] as Trunk[],
    frames: [] as GroupFrame[],
  };
  const columns = { count, width: 220, cell: smallestCell, titleHeight: 32, isGridWide: true, isLast: true };
  const groups = groupItems(items, tree);
  const extent = arrangeGroups(sketch, groups, columns, { x: 0, y: 0 });
  return { frames: sketch.frames, extent, items, groups };
}

test('each frame stands in the column that ends first', () => {
  const { frames } = arrange(1, 2);
  expect(frames.map(({ minX }) => minX)).toEqual([0, 232, 0]);
  expect(frames[2]?.minY).toBeGreaterThan(frames[0]?.minY ?? Infinity);
});

test('a group of many cards, and a grid, have all columns', () => {
  const { frames, extent } = arrange(8, 3);
  expect(frames.map(({ maxX }) => maxX)).toEqual([684, 684, 684]);
  expect(extent.right).toBe(684);
});

test('from some hundred items on large groups are grids, and small ones stay cards', () => {
  const many = arrange(80, 2);
  expect(many.frames.every(({ isGrid: is }) => is)).toBe(true);
  const [first] = many.groups;
  expect(first && isGrid(many.items, { ...first, size: 5 })).toBe(false);
  expect(arrange(20, 2).frames.some(({ isGrid: is }) => is)).toBe(false);
});
