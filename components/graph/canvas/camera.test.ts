import { expect, test } from 'vitest';
import { makeDiagram } from '#components/graph/diagram/diagram.ts';
import { visibleBox } from '#components/graph/paint/frame.ts';
import { nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { emptyView } from '#lib/graph/picture/view';
import {
  firstZoom,
  fitBox,
  isInView,
  keepInPlace,
  revealFamily,
  revealItem,
  roomOf,
  zoomAround,
} from './camera.ts';

const size = { width: 1000, height: 700 };
const grown = (count: number) =>
  makeDiagram(
    stateOf({
      nodes: Array.from({ length: count }, (_, n) => nodeOf(n + 1, { title: `node ${n}` })),
      edges: Array.from({ length: count - 1 }, (_, n): [number, 'child', number] => [1, 'child', n + 2]),
    }),
    emptyView,
  );

test('a small graph fits whole, and fills more of the canvas by being a little larger', () => {
  const { bounds } = grown(4).layout;
  const viewport = fitBox(bounds, size, firstZoom);
  const box = visibleBox(viewport, size);
  expect(viewport.zoom).toBeGreaterThan(1);
  expect(box.minX).toBeLessThan(bounds.minX);
  expect(box.maxX).toBeGreaterThan(bounds.maxX);
});

test('a graph too large to be read whole begins with its upper left corner, and the root is in view', () => {
  const { bounds } = grown(190).layout;
  const viewport = fitBox(bounds, size, firstZoom);
  const box = visibleBox(viewport, size);
  expect(viewport.zoom).toBe(0.85);
  expect([box.minX < bounds.minX, box.minY < bounds.minY, box.minX < -116, box.maxY > 44]).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

test('a narrow canvas has two lines of chips above the picture', () => {
  expect(roomOf({ width: 465, height: 590 })).toEqual({ width: 432, height: 432 });
  expect(roomOf({ width: 390, height: 700, isBare: true })).toEqual({ width: 352, height: 616 });
  expect(roomOf({ width: 770, height: 690 })).toEqual({ width: 736, height: 568 });
});

test('what is out of view comes to the middle, what is in view stays', () => {
  const diagram = grown(60);
  const viewport = fitBox(diagram.layout.bounds, size, firstZoom);
  expect(revealItem(diagram, 0, viewport, size)).toBeUndefined();
  const moved = revealItem(diagram, 59, viewport, size);
  expect(moved && visibleBox(moved, size).maxY).toBeGreaterThan(diagram.layout.y[59] ?? 0);
});

test('an item stays on its pixel while the graph grows', () => {
  const before = grown(5);
  const after = grown(30);
  const viewport = { x: 100, y: 300, zoom: 0.8 };
  const moved = keepInPlace(before, after, before.picture.items[2]?.id ?? '', viewport);
  const onScreen = (diagram: typeof before, { y, zoom }: typeof viewport) =>
    (diagram.layout.y[2] ?? 0) * zoom + y;
  expect(onScreen(after, moved)).toBeCloseTo(onScreen(before, viewport));
});

test('zooming keeps the middle of the screen, and ends at its limits', () => {
  const next = zoomAround({ x: 0, y: 0, zoom: 1 }, size, 2);
  expect((size.width / 2 - next.x) / next.zoom).toBe(size.width / 2);
  expect(zoomAround(next, size, 100).zoom).toBe(2);
});

test('what comes to hang on an item beside the edge is brought into view, and the item with it', () => {
  const diagram = grown(6);
  const aside = { x: 950, y: 350, zoom: 1 };
  const moved = revealFamily(diagram, 0, aside, size);
  expect(isInView(diagram.layout.bounds, moved ?? aside, size)).toBe(true);
  expect(revealFamily(diagram, 0, moved ?? aside, size)).toBeUndefined();
});

test('a family too tall for the screen stands around its item, in letters that can be read', () => {
  const diagram = grown(60);
  const before = { x: 950, y: 350, zoom: 1 };
  const moved = revealFamily(diagram, 0, before, size);
  const topIn = ({ y, zoom }: typeof before) => (diagram.layout.y[0] ?? 0) * zoom + y;
  expect(moved?.zoom).toBe(0.85);
  expect(topIn(moved ?? before)).toBeCloseTo(topIn(before));
});
