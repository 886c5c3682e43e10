import { expect, test } from 'vitest';
import { linePath } from './trend-lines.ts';

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
