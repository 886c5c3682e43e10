import { expect, test } from 'vitest';
import { nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { arrangePicture } from './arrange-picture.ts';
import { expandGraph } from './expand.ts';
import { smallestCell } from './flow-cells.ts';
import { groupItems } from './item-groups.ts';
import { treeOf } from './item-tree.ts';
import { boxOf, emptyPlaces } from './places.ts';
import { emptyView } from './view.ts';

function arrange(isAbove: boolean) {
  const state = stateOf({
    nodes: [
      nodeOf(1, { kind: 'signature', tags: ['1.4.2'] }),
      nodeOf(2, { title: 'its subject' }),
      nodeOf(3, { kind: 'sbom' }),
      nodeOf(4, { title: 'a part' }),
    ],
    edges: [
      [1, 'subject', 2],
      [3, 'subject', 1],
      [1, 'child', 4],
    ],
  });
  const { items } = expandGraph(state, emptyView);
  const tree = treeOf(items);
  const sketch = { items, tree, places: emptyPlaces(items.length), trunks: [], frames: [] };
  const columns = {
    count: 1,
    width: 220,
    cell: smallestCell,
    titleHeight: 32,
    isGridWide: true,
    isLast: true,
  };
  const arranged = arrangePicture(sketch, groupItems(items, tree), { ...columns, isAbove });
  const frameOf = (title: string) => arranged.frames.find(({ group }) => group.title === title);
  return { ...arranged, frameOf, root: boxOf(sketch.places, 0), name: boxOf(sketch.places, 1) };
}

test('in a wide picture the root has what it belongs to and its names above it, and the frames at its right', () => {
  const { root, name, frameOf } = arrange(false);
  expect(name.maxY).toBeLessThan(root.minY);
  expect(frameOf('Belongs to')?.maxY).toBeLessThan(name.minY);
  expect(frameOf('SBOMs')?.minX).toBeGreaterThan(root.maxX);
});

test('in a narrow picture the frames stand below the root, and its names at its side', () => {
  const { root, name, frameOf } = arrange(true);
  expect(name.minX).toBeGreaterThan(root.maxX);
  expect(frameOf('Belongs to')?.maxY).toBeLessThan(root.minY);
  expect(frameOf('SBOMs')?.minY).toBeGreaterThan(root.maxY);
  expect(frameOf('Contains')?.minY).toBeGreaterThan(frameOf('SBOMs')?.maxY ?? Infinity);
});

test.each([true, false])(
  'arrows point to the subject, and all lines are inside the picture (above: %s)',
  (isAbove) => {
    const { trunks, bounds } = arrange(isAbove);
    expect(trunks.map(({ line, arrow, to }) => `${line} ${arrow} ${to}`)).toEqual([
      'refers-to from frames',
      'contains none frames',
      'refers-to ends frames',
      'contains none items',
    ]);
    for (const { minX, minY, maxX, maxY } of trunks) {
      expect(minX).toBeGreaterThanOrEqual(bounds.minX);
      expect(minY).toBeGreaterThanOrEqual(bounds.minY);
      expect(maxX).toBeLessThanOrEqual(bounds.maxX);
      expect(maxY).toBeLessThanOrEqual(bounds.maxY);
    }
  },
);
