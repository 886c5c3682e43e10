import { expect, test } from 'vitest';
import { prefetchMap } from '#lib/transfer/archive/prefetch-map';

test('results come in the order of the items, however long each takes', async () => {
  const slow = Promise.withResolvers<void>();
  const work = async (item: number) => {
    if (item === 1) await slow.promise;
    if (item === 3) slow.resolve();
    return item * 10;
  };
  expect(await Array.fromAsync(prefetchMap([1, 2, 3, 4], 3, work))).toEqual([10, 20, 30, 40]);
});

test('no more is begun than may wait', async () => {
  const begun: number[] = [];
  const results = prefetchMap([1, 2, 3, 4, 5], 2, async (item) => {
    begun.push(item);
    return item;
  });
  await results.next();
  expect(begun.length).toBeLessThanOrEqual(3);
});

test('the first failure ends it, and later ones are nobody’s', async () => {
  const results = prefetchMap([1, 2, 3], 3, async (item) => {
    if (item > 1) throw new Error(`no ${item}`);
    return item;
  });
  await expect(Array.fromAsync(results)).rejects.toThrow('no 2');
});
