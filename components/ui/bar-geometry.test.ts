import { expect, test } from 'vitest';
import { barParts } from './bar-geometry.ts';

const size = { width: 100, height: 40, gap: 4 };

test('the largest bar fills the height, and the gravest severity lies lowest', () => {
  expect(barParts([{ critical: 1, high: 3 }, { high: 2 }], size)).toEqual([
    { severity: 'critical', x: 0, y: 30, width: 48, height: 10 },
    { severity: 'high', x: 0, y: 0, width: 48, height: 30 },
    { severity: 'high', x: 52, y: 20, width: 48, height: 20 },
  ]);
});

test('what is unknown keeps its place without a bar', () => {
  expect(barParts([undefined, { low: 1 }], size)).toEqual([
    { severity: 'low', x: 52, y: 0, width: 48, height: 40 },
  ]);
});

test('reports that found nothing have no bars, and nothing is divided by zero', () => {
  expect(barParts([{}, {}], size)).toEqual([]);
  expect(barParts([], size)).toEqual([]);
});
