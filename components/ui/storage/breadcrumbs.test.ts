import { expect, test } from 'vitest';
import { breadcrumbsBefore } from './breadcrumbs.ts';

test('the way to an artifact is what stands before it in the trail', () => {
  expect(breadcrumbsBefore(['a', 'b', 'c'], 'c')).toEqual(['a', 'b']);
  expect(breadcrumbsBefore(['a', 'b', 'c'], 'b')).toEqual(['a']);
});

test('an artifact that nobody came to has no way behind it', () => {
  expect(breadcrumbsBefore(['a', 'b'], 'elsewhere')).toEqual([]);
  expect(breadcrumbsBefore([], 'a')).toEqual([]);
});

test('of two visits the last one counts', () => {
  expect(breadcrumbsBefore(['a', 'b', 'a'], 'a')).toEqual(['a', 'b']);
});
