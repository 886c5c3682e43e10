import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pace } from './pace.ts';
import { nextPace, secondsUntil } from './pace.ts';

const paceOf = (measures: readonly (readonly [atMs: number, done: number])[]) =>
  measures.reduce<Pace | undefined>((pace, [atMs, done]) => nextPace(pace, atMs, done), undefined);

test('an even pace tells the time that is left', () => {
  const pace = paceOf([
    [0, 0],
    [1000, 10],
    [2000, 20],
    [3000, 30],
  ]);
  expect(secondsUntil(pace, 370)).toBe(37);
});

test('one measure tells nothing, and nothing is left of nothing', () => {
  expect(secondsUntil(paceOf([[0, 0]]), 100)).toBeUndefined();
  expect(secondsUntil(undefined, 0)).toBe(0);
});

test('a burst is smoothed', () => {
  const pace = paceOf([
    [0, 0],
    [1000, 10],
    [2000, 20],
    [2500, 60],
  ]);
  expect(pace?.perSecond).toBeGreaterThan(10);
  expect(pace?.perSecond).toBeLessThan(30);
});

test('it starts anew when less is done than before', () => {
  expect(
    paceOf([
      [0, 0],
      [1000, 50],
      [2000, 3],
    ]),
  ).toEqual({ atMs: 2000, done: 3 });
});

test('whatever was measured, the time left is undefined or a whole number', () => {
  const measures = fc.array(fc.tuple(fc.nat(100_000), fc.nat(10_000)), { maxLength: 20 });
  fc.assert(
    fc.property(measures, fc.nat(), (list, left) => {
      const seconds = secondsUntil(paceOf(list.toSorted(([a], [b]) => a - b)), left);
      expect(seconds === undefined || (Number.isInteger(seconds) && seconds >= 0)).toBe(true);
    }),
  );
});
