import { expect, test } from 'vitest';
import { firstTags } from './first-tags.ts';

test('the highest versions are read first, and of a filter those that fit it', () => {
  expect(firstTags(['1.9', '1.10', 'edge'], '')).toBe('edge,1.10,1.9');
  expect(firstTags(['1.9', '1.10', 'edge'], '1.')).toBe('1.10,1.9');
});

test('where no tag is known, or none fits, nothing is first', () => {
  expect([firstTags([], ''), firstTags(['1.0'], 'x')]).toEqual([undefined, undefined]);
});

test('many and long names stay within an address', () => {
  const tags = Array.from({ length: 900 }, (_, at) => `${at}-${'x'.repeat(100)}`);
  const first = firstTags(tags, '') ?? '';
  expect(first.length).toBeLessThanOrEqual(4_000);
  expect(first.split(',').every((tag) => tags.includes(tag))).toBe(true);
});
