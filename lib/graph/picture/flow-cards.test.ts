import { expect, test } from 'vitest';
import { nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { expandGraph } from './expand.ts';
import { flowCards } from './flow-cards.ts';
import { childrenOf, treeOf } from './item-tree.ts';
import { boxOf, emptyPlaces } from './places.ts';
import type { Trunk } from './trunk.ts';
import { emptyView } from './view.ts';

function flow(links: readonly (readonly [number, 'subject' | 'child', number])[], width: number) {
  const count = Math.max(...links.flatMap(([from, , to]) => [from, to]));
  const nodes = Array.from({ length: count }, (_, n) => nodeOf(n + 1, { title: `node ${n}` }));
  const { items } = expandGraph(stateOf({ nodes, edges: links }), emptyView);
  const [tree, places, trunks] = [treeOf(items), emptyPlaces(items.length), [] as Trunk[]];
  const bottom = flowCards({ items, tree, places, trunks }, childrenOf(tree, 0), { x: 0, y: 0, width });
  return { boxes: items.map((_, at) => boxOf(places, at)), trunks, bottom };
}

test('cards stand below each other where one fits, and beside each other where two do', () => {
  const links = [
    [2, 'subject', 1],
    [3, 'subject', 1],
  ] as const;
  const narrow = flow(links, 220);
  expect([narrow.boxes[2]?.minX, narrow.boxes[2]?.minY]).toEqual([0, 68]);
  const roomy = flow(links, 420);
  expect([roomy.boxes[2]?.minX, roomy.boxes[2]?.minY]).toEqual([214, 0]);
  expect(roomy.bottom).toBeLessThan(narrow.bottom);
});

test('what hangs on a card stands below it, shifted, on a line of its own', () => {
  const { boxes, trunks } = flow(
    [
      [2, 'subject', 1],
      [3, 'subject', 2],
      [2, 'child', 4],
    ],
    220,
  );
  const [, card, signature, child] = boxes;
  expect(signature?.minX).toBeGreaterThan(card?.minX ?? Infinity);
  expect(signature?.minY).toBeGreaterThan(card?.maxY ?? Infinity);
  expect(child?.minY).toBeGreaterThan(signature?.maxY ?? Infinity);
  expect(trunks.map(({ parent, line, ends }) => [parent, line, ends.map(({ index }) => index)])).toEqual([
    [1, 'refers-to', [2]],
    [1, 'contains', [3]],
  ]);
});

test('a long chain is not pushed out of its frame', () => {
  const links = Array.from({ length: 60 }, (_, n): [number, 'subject', number] => [n + 2, 'subject', n + 1]);
  const { boxes } = flow(links, 220);
  expect(Math.max(...boxes.slice(1).map(({ maxX }) => maxX))).toBeLessThanOrEqual(220);
});
