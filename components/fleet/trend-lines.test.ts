import { expect, test } from 'vitest';
import { heightsOf, linePath, marksOf } from './trend-lines.ts';

const size = { width: 100, height: 50 };
const on = (day: number, value: number | undefined) => ({ day: `2026-01-0${day}`, value });

test('days stand as far apart as they are, and the most fills the height', () => {
  expect(linePath([on(1, 0), on(2, 100), on(5, 50)], 100, size)).toBe('M0 50L25 0L100 25');
});

test('a day of which nothing is known breaks the line, and a day alone is seen', () => {
  expect(linePath([on(1, 0), on(3, undefined), on(4, 10), on(5, 10)], 10, size)).toBe('M0 50h1M75 0L100 0');
  expect(linePath([on(1, 3)], 0, size)).toBe('M0 50h1');
  expect(linePath([], 10, size)).toBe('');
});

test('the axes name their ends, and the middle where that is true', () => {
  expect(marksOf([])).toEqual([]);
  expect(marksOf(['2026-01-01'])).toEqual(['2026-01-01']);
  expect(marksOf(['2026-01-01', '2026-01-03'])).toEqual(['2026-01-01', '2026-01-03']);
  expect(marksOf(['2025-12-01', '2025-12-02', '2025-12-31'])).toEqual([
    '2025-12-01',
    '2025-12-16',
    '2025-12-31',
  ]);
  expect([heightsOf(100), heightsOf(1)]).toEqual([
    [100, 50, 0],
    [1, 0],
  ]);
});
