import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeOf, stateOf } from '#e2e/fakes/graph-example';
import type { GraphState } from '#lib/graph/graph-state';
import { expandGraph } from './expand.ts';
import type { GraphLayout, Room } from './layout.ts';
import { layoutPicture, openingZoom } from './layout.ts';
import { boxOf } from './places.ts';
import { indexSpace } from './spatial-index.ts';
import { emptyView } from './view.ts';

const kinds = [
  'signature',
  'provenance',
  'sbom',
  'vulnerability-report',
  'vex',
  'artifact',
  'image',
] as const;
const titled = (n: number) => nodeOf(n, { title: `node ${n}`, kind: kinds[n % kinds.length] ?? 'image' });

/** A root with so many referrers, none of them alike. */
function wide(count: number): GraphState {
  return stateOf({
    nodes: Array.from({ length: count + 1 }, (_, n) => ({ ...titled(n + 1), artifactType: `type-${n}` })),
    edges: Array.from({ length: count }, (_, n): [number, 'subject', number] => [n + 2, 'subject', 1]),
  });
}

function layoutOf(state: GraphState, room?: Room): GraphLayout {
  return layoutPicture(expandGraph(state, emptyView), room);
}

// What windows of 1440, 1024 and 1920 pixels leave to the picture, outline and panel beside it.
const rooms = {
  1440: { width: 736, height: 576 },
  1024: { width: 432, height: 440 },
  1920: { width: 1216, height: 752 },
} as const;

test('the root is the origin, and what hangs on it stands in frames with a title and a count', () => {
  const layout = layoutOf(wide(12));
  expect([layout.x[0], layout.y[0]]).toEqual([-116, -44]);
  expect(layout.frames.map(({ group }) => `${group.title} ${group.count}`)).toEqual([
    'Signatures 1',
    'Provenance 1',
    'SBOMs 2',
    'Reports 2',
    'VEX 2',
    'Other 4',
  ]);
});

test('what is contained has a frame of its own, below the last of what is attached', () => {
  const state = stateOf({
    nodes: [1, 2, 3].map(titled),
    edges: [
      [2, 'subject', 1],
      [1, 'child', 3],
    ],
  });
  const [attached, contained] = layoutOf(state, rooms[1024]).frames;
  expect(contained?.group.title).toBe('Contains');
  expect(contained?.minY).toBeGreaterThan(attached?.maxY ?? Infinity);
});

test('an empty graph has an empty layout', () => {
  expect(layoutPicture({ items: [], indexOf: new Map(), cross: [] }).trunks).toEqual([]);
});

test.each(
  Object.entries(rooms).flatMap(([window, room]) =>
    [12, 41, 300, 1285].map((count) => ({ window, room, count })),
  ),
)('a window of $window pixels is filled by $count nodes, at a scale that can be read', ({ room, count }) => {
  const { bounds } = layoutOf(wide(count), room);
  const [width, height] = [bounds.maxX - bounds.minX, bounds.maxY - bounds.minY];
  const fitting = Math.min(room.width / width, room.height / height);
  const zoom = Math.min(openingZoom.most, Math.max(openingZoom.least, fitting));
  const filled = Math.min(1, (width * zoom) / room.width) * Math.min(1, (height * zoom) / room.height);
  expect(filled).toBeGreaterThan(0.5);
  // A picture of some hundred is seen whole.
  if (count === 300) expect(fitting).toBeGreaterThan(openingZoom.least);
});

// Node n hangs on any earlier one, as a referrer or as a child: every tree can be made so.
const trees = fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 1, maxLength: 260 }).map((links) =>
  stateOf({
    nodes: Array.from({ length: links.length + 1 }, (_, n) => titled(n + 1)),
    edges: links.map(([to, isReferrer], n) => {
      const parent = (to % (n + 1)) + 1;
      return isReferrer ? [n + 2, 'subject', parent] : [parent, 'child', n + 2];
    }),
  }),
);
const anyRoom = fc.record({
  width: fc.integer({ min: 1, max: 3000 }),
  height: fc.integer({ min: 1, max: 2000 }),
});

test('no two boxes ever touch, every item can be pointed at, and all are inside the bounds and their frame', () => {
  fc.assert(
    fc.property(trees, anyRoom, (state, room) => {
      const picture = expandGraph(state, emptyView);
      const layout = layoutPicture(picture, room);
      const index = indexSpace(picture, layout);
      picture.items.forEach((item, at) => {
        const box = boxOf(layout, at);
        expect(index.itemAt((box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2)).toBe(at);
        // Boxes that share no more than their edge are two.
        const inside = { minX: box.minX + 1, minY: box.minY + 1, maxX: box.maxX - 1, maxY: box.maxY - 1 };
        expect(index.itemsTouching(inside)).toEqual([at]);
        const frame = layout.frames[layout.frameOf[at] ?? -1];
        for (const around of [layout.bounds, ...(frame === undefined || item.parent !== 0 ? [] : [frame])]) {
          expect(box.minX).toBeGreaterThanOrEqual(around.minX);
          expect(box.maxX).toBeLessThanOrEqual(around.maxX + 0.01);
          expect(box.minY).toBeGreaterThanOrEqual(around.minY);
          expect(box.maxY).toBeLessThanOrEqual(around.maxY + 0.01);
        }
      });
      layout.frames.forEach((frame, at) => {
        for (const other of layout.frames.slice(0, at)) {
          const isApart =
            frame.minX >= other.maxX ||
            frame.maxX <= other.minX ||
            frame.minY >= other.maxY ||
            frame.maxY <= other.minY;
          expect(isApart).toBe(true);
        }
      });
    }),
    { numRuns: 60 },
  );
});

test('the same picture in the same room has the same layout', () => {
  fc.assert(
    fc.property(trees, anyRoom, (state, room) => {
      const picture = expandGraph(state, emptyView);
      expect(layoutPicture(picture, room)).toEqual(layoutPicture(picture, room));
    }),
    { numRuns: 20 },
  );
});

test.each([5, 40, 300, 900])(
  'one more than %i moves nothing before it to another frame or out of its order',
  (count) => {
    const [before, after] = [layoutOf(wide(count)), layoutOf(wide(count + 1))];
    const titles = ({ frames }: GraphLayout) => frames.map(({ group }) => group.title);
    expect(titles(after).filter((title) => titles(before).includes(title))).toEqual(titles(before));
    expect([after.x[0], after.y[0]]).toEqual([before.x[0], before.y[0]]);
    for (const layout of [before, after]) {
      for (const { group } of layout.frames) {
        const places = group.heads.map((at) => [Math.round(layout.y[at] ?? 0), layout.x[at] ?? 0] as const);
        expect(places).toEqual(
          places.toSorted(([top, left], [otherTop, otherLeft]) => top - otherTop || left - otherLeft),
        );
      }
    }
  },
);

test('a chain of fifty thousand is laid out without running out of stack', () => {
  const items = Array.from({ length: 50_000 }, (_, n) => ({
    ...({ type: 'node', lane: n === 0 ? 'root' : 'attached', line: 'refers-to' } as const),
    ...{ id: `${n}`, parent: n - 1, depth: n, node: titled(n), isExpanded: false, isExpandable: false },
  }));
  const layout = layoutPicture({ items, indexOf: new Map(), cross: [] });
  expect(layout.isCell.at(-1)).toBe(1);
  expect(layout.bounds.maxX - layout.bounds.minX).toBeLessThan(8_000);
});
