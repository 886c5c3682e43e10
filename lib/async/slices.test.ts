import { expect, test } from 'vitest';
import { inSlices, nextTurn } from './slices.ts';

test('the slices are the list, in order and none larger than asked for', async () => {
  const items = Array.from({ length: 11 }, (_, index) => index);
  const slices = await Array.fromAsync(inSlices(items, 4));
  expect(slices.map((slice) => slice.length)).toEqual([4, 4, 3]);
  expect(slices.flat()).toEqual(items);
  expect(await Array.fromAsync(inSlices([]))).toEqual([]);
});

test('other work has its turn between two slices', async () => {
  const events: string[] = [];
  setImmediate(() => events.push('other'));
  for await (const slice of inSlices([1, 2], 1)) events.push(`slice ${slice}`);
  await nextTurn();
  expect(events).toEqual(['slice 1', 'other', 'slice 2']);
});
