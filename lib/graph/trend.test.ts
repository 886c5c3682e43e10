import { expect, test } from 'vitest';
import { nodeOf } from '#e2e/fakes/graph-example';
import { changeText, countsText, periodOf, trendOf } from './trend.ts';

const report = (number: number, severities?: Record<string, number>, created?: string) =>
  nodeOf(number, {
    kind: 'vulnerability-report',
    ...(severities === undefined ? {} : { severities }),
    ...(created === undefined ? {} : { created }),
  });

test('each report is told with what differs from the one before it', () => {
  const points = trendOf([
    report(3, { critical: 2, high: 1 }),
    report(2, { critical: 2, high: 3, low: 1 }),
    report(1, {}),
  ]);
  expect(points.map(({ change }) => change && changeText(change))).toEqual([
    '−2 high, −1 low',
    '+2 critical, +3 high, +1 low',
    undefined,
  ]);
});

test('the same counts are no change, which is told apart from not known', () => {
  const points = trendOf([report(3, { low: 1 }), report(2, { low: 1 }), report(1)]);
  expect(points.map(({ change }) => change && changeText(change))).toEqual([
    'no change',
    undefined,
    undefined,
  ]);
});

test('the gravest counts come first, and a clean report says so', () => {
  expect(countsText({ low: 1_200, critical: 2, high: 3 }, 2)).toBe('2 critical, 3 high');
  expect(countsText({ low: 1_200 })).toBe('1,200 low');
  expect(countsText({})).toBe('nothing found');
});

test('a severity that nobody knows is not counted', () => {
  expect(trendOf([report(1, { toString: 3, none: 2, unknown: 1 })])[0]?.counts).toEqual({ unknown: 1 });
});

test.each([
  ['19 Oct – 22 Nov', ['2026-11-22T03:00:00Z', '2026-10-19T03:00:00Z']],
  ['30 Dec 2025 – 2 Jan 2026', ['2026-01-02T03:00:00Z', '2025-12-30T03:00:00Z']],
  ['22 Nov', ['2026-11-22T03:00:00Z', '2026-11-22T23:00:00Z', 'soon']],
  [undefined, ['soon', undefined]],
])('%s is the time of %j', (period, dates) => {
  expect(periodOf(dates.map((created, at) => report(at, {}, created)))).toBe(period);
});
