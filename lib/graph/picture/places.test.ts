import { expect, test } from 'vitest';
import { nodeOf } from '#e2e/fakes/graph-example';
import { boxOf, emptyPlaces, heightOf, joinBoxes, movePlaces, putItem } from './places.ts';

test('an item lies where it was put, and all are moved together', () => {
  const places = emptyPlaces(2);
  putItem(places, 1, { x: 10, y: 20, width: 30, height: 40 });
  movePlaces(places, -10, 5);
  expect(boxOf(places, 1)).toEqual({ minX: 0, minY: 25, maxX: 30, maxY: 65 });
  expect(boxOf(places, 0)).toEqual({ minX: -10, minY: 5, maxX: -10, maxY: 5 });
});

test('boxes are joined to the least that holds them, none to an empty one', () => {
  const left = { minX: 0, minY: 4, maxX: 2, maxY: 5 };
  const right = { minX: 1, minY: -1, maxX: 9, maxY: 0 };
  expect(joinBoxes([left, right])).toEqual({ minX: 0, minY: -1, maxX: 9, maxY: 5 });
  expect(joinBoxes([])).toEqual({ minX: 0, minY: 0, maxX: 0, maxY: 0 });
});

test('a stack that shows a trend is higher than any other card', () => {
  const place = { id: 'x', parent: 0, lane: 'attached', line: 'refers-to', depth: 1, isOpen: false } as const;
  const stack = (severities?: Record<string, number>) => ({
    ...place,
    ...({ type: 'stack', members: [nodeOf(1, severities === undefined ? {} : { severities })] } as const),
  });
  expect(heightOf(stack({ low: 1 }))).toBeGreaterThan(heightOf(stack()));
});
