import { expect, test } from 'vitest';
import { makeDiagram } from '#components/graph/diagram/diagram.ts';
import { nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { emptyView } from '#lib/graph/picture/view';
import { firstZoom, fitBox } from './camera.ts';
import { cornerPlace, map, mapCorner } from './map-corner.ts';

const size = { width: 1000, height: 700 };
const diagram = makeDiagram(
  stateOf({
    nodes: Array.from({ length: 150 }, (_, n) => nodeOf(n + 1, { title: `node ${n}` })),
    edges: Array.from({ length: 149 }, (_, n): [number, 'child', number] => [1, 'child', n + 2]),
  }),
  emptyView,
);
const { bounds } = diagram.layout;

test('a map takes a corner in which nothing lies', () => {
  const viewport = fitBox(bounds, size, firstZoom);
  const corner = mapCorner(diagram, viewport, size);
  expect(corner).toMatch(/left$/);
  const { x, y } = cornerPlace(corner ?? 'bottom-right', size);
  const box = {
    minX: (x - viewport.x) / viewport.zoom,
    minY: (y - viewport.y) / viewport.zoom,
    maxX: (x + map.width - viewport.x) / viewport.zoom,
    maxY: (y + map.height - viewport.y) / viewport.zoom,
  };
  expect(diagram.space.itemsTouching(box)).toEqual([]);
});

test('no map covers what lies in every corner', () => {
  const middle = { zoom: 1, x: -(bounds.minX + bounds.maxX) / 2, y: 300 - (bounds.minY + bounds.maxY) / 2 };
  expect(mapCorner(diagram, middle, { width: 400, height: 400 })).toBeUndefined();
});

test('what is all in view needs no map', () => {
  expect(mapCorner(diagram, fitBox(bounds, size, 0.01), size)).toBeUndefined();
});
