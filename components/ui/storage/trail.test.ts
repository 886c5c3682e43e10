import { expect, test } from 'vitest';
import { wayTo } from './trail.ts';

test('the way to an artifact is what stands before it in the trail', () => {
  expect(wayTo(['a', 'b', 'c'], 'c')).toEqual(['a', 'b']);
  expect(wayTo(['a', 'b', 'c'], 'b')).toEqual(['a']);
});

test('an artifact that nobody came to has no way behind it', () => {
  expect(wayTo(['a', 'b'], 'elsewhere')).toEqual([]);
  expect(wayTo([], 'a')).toEqual([]);
});

test('of two visits the last one counts', () => {
  expect(wayTo(['a', 'b', 'a'], 'a')).toEqual(['a', 'b']);
});
