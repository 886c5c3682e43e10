import { expect, test } from 'vitest';
import { OciError } from '#lib/oci/oci-error';
import { createGrowingRows } from './growing-rows.ts';

function* rows(count: number, fault?: Error) {
  for (let place = 0; place < count; place++) yield { uri: `git+https://example.com/${place}` };
  if (fault !== undefined) throw fault;
}

test('rows are read until there are enough, and later to their end', () => {
  const growing = createGrowingRows('materials', rows(1_000));
  growing.advance(10);
  expect([growing.index.size(), growing.isComplete()]).toEqual([10, false]);
  while (!growing.isComplete()) growing.advance(Number.POSITIVE_INFINITY);
  expect([growing.index.size(), growing.problem()]).toEqual([1_000, undefined]);
});

test('rows that end in a fault of the document stay, and it is said', () => {
  const growing = createGrowingRows('materials', rows(3, new OciError('json-invalid', 'Bad.')));
  growing.advance(100);
  expect([growing.index.size(), growing.isComplete()]).toEqual([3, true]);
  expect(growing.problem()).toBe('Only the first 3 could be read: Bad.');
});

test('a fault of ours is not hidden', () => {
  const growing = createGrowingRows('materials', rows(3, new TypeError('ours')));
  expect(() => growing.advance(100)).toThrow('ours');
});
