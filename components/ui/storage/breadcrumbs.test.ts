import { expect, test } from 'vitest';
import { breadcrumbsBefore } from './breadcrumbs.ts';

test('the breadcrumbs of an artifact are those before it', () => {
  expect(breadcrumbsBefore(['a', 'b', 'c'], 'c')).toEqual(['a', 'b']);
  expect(breadcrumbsBefore(['a', 'b', 'c'], 'b')).toEqual(['a']);
});

test('an artifact that nothing led to has no breadcrumbs', () => {
  expect(breadcrumbsBefore(['a', 'b'], 'elsewhere')).toEqual([]);
  expect(breadcrumbsBefore([], 'a')).toEqual([]);
});

test('of two visits the last one counts', () => {
  expect(breadcrumbsBefore(['a', 'b', 'a'], 'a')).toEqual(['a', 'b']);
});
