import { expect, test } from 'vitest';
import { mapConcurrent } from '#lib/transfer/map-concurrent';

test('results keep the order of the items, and never more than the limit run', async () => {
  let running = 0;
  let most = 0;
  const work = async (item: number) => {
    most = Math.max(most, ++running);
    for (let turn = 0; turn < 5 - item; turn++) await Promise.resolve();
    running -= 1;
    return item * 2;
  };
  expect(await mapConcurrent([0, 1, 2, 3, 4], 2, work)).toEqual([0, 2, 4, 6, 8]);
  expect(most).toBe(2);
});

test('after a failure nothing further is begun', async () => {
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    if (item === 1) throw new Error('no');
  };
  await expect(mapConcurrent([0, 1, 2, 3], 1, work)).rejects.toThrow('no');
  expect(begun).toEqual([0, 1]);
});

test('nothing further is begun once a result is enough', async () => {
  const begun: number[] = [];
  const work = async (item: number) => begun.push(item);
  await mapConcurrent([0, 1, 2, 3], 1, work, (count) => count === 2);
  expect(begun).toEqual([0, 1]);
});
