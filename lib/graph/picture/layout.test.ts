import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { expandGraph } from './expand.ts';
import type { GraphLayout } from './layout.ts';
import { layoutPicture } from './layout.ts';
import { indexSpace } from './spatial-index.ts';
import { emptyView } from './view.ts';

const titled = (n: number) => nodeOf(n, { title: `node ${n}` });
const small = stateOf({
  nodes: [1, 2, 3, 4].map(titled),
  edges: [
    [2, 'subject', 1],
    [1, 'child', 3],
    [4, 'subject', 2],
  ],
});
const placesOf = ({ x, y }: GraphLayout) => [...x].map((left, index) => [left, y[index]]);

test('the root is the origin, attached stands above contained, and deeper stands further right', () => {
  const layout = layoutPicture(expandGraph(small, emptyView));
  expect(placesOf(layout)).toEqual([
    [-116, -35],
    [188, -91],
    [188, 37],
    [456, -91],
  ]);
  expect(layout.captions.map(({ text }) => text)).toEqual(['Attached', 'Contains']);
});

test('an empty graph has an empty layout', () => {
  expect(layoutPicture({ items: [], indexOf: new Map(), cross: [] }).trunks).toEqual([]);
});

// Node n hangs on any earlier one, as a referrer or as a child: every tree can be made so.
const trees = fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 1, maxLength: 60 }).map((links) =>
  stateOf({
    nodes: Array.from({ length: links.length + 1 }, (_, n) => titled(n + 1)),
    edges: links.map(([to, isReferrer], n) => {
      const parent = (to % (n + 1)) + 1;
      return isReferrer ? [n + 2, 'subject', parent] : [parent, 'child', n + 2];
    }),
  }),
);

test('no two boxes ever touch, and every item has its place', () => {
  fc.assert(
    fc.property(trees, (state) => {
      const picture = expandGraph(state, emptyView);
      const layout = layoutPicture(picture);
      const index = indexSpace(picture, layout);
      picture.items.forEach((_, at) => {
        const x = (layout.x[at] ?? 0) + (layout.width[at] ?? 0) / 2;
        const y = (layout.y[at] ?? 0) + (layout.height[at] ?? 0) / 2;
        expect(index.itemAt(x, y)).toBe(at);
        for (let other = 0; other < at; other++) {
          const isBeside = layout.x[at] !== layout.x[other];
          const distance = Math.abs((layout.y[at] ?? 0) - (layout.y[other] ?? 0));
          expect(isBeside || distance >= 54 + 10).toBe(true);
        }
      });
    }),
  );
});

test('a chain of fifty thousand is laid out without running out of stack', () => {
  const items = Array.from({ length: 50_000 }, (_, n) => ({
    ...({ type: 'node', lane: n === 0 ? 'root' : 'attached', line: 'refers-to' } as const),
    ...{ id: `${n}`, parent: n - 1, depth: n, node: titled(n), isExpanded: false, isExpandable: false },
  }));
  const layout = layoutPicture({ items, indexOf: new Map(), cross: [] });
  expect(layout.x.at(-1)).toBe(188 + 49_998 * 268);
});
