import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mapConcurrent, mapUntil, prefetchFrom, prefetchMap } from './map-concurrent.ts';
import { nextTurn } from './slices.ts';

test('results have the order of the items, and never more than the limit are under way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(4)), fc.integer({ min: 1, max: 5 }), async (items, concurrency) => {
      let running = 0;
      let most = 0;
      const work = async (turns: number) => {
        most = Math.max(most, ++running);
        for (let turn = 0; turn < turns; turn++) await nextTurn();
        running -= 1;
        return turns * 2;
      };
      expect(await mapConcurrent(items, concurrency, work)).toEqual(items.map((item) => item * 2));
      expect(most).toBeLessThanOrEqual(concurrency);
    }),
    { numRuns: 20 },
  );
});

test('after a failure no further item is begun, and what runs is waited for', async () => {
  const begun: number[] = [];
  let isSlowDone = false;
  const work = async (item: number) => {
    begun.push(item);
    if (item === 1) throw new Error('broken');
    await nextTurn();
    isSlowDone = true;
  };
  await expect(mapConcurrent([0, 1, 2, 3], 2, work)).rejects.toThrow('broken');
  expect(begun).toEqual([0, 1]);
  expect(isSlowDone).toBe(true);
});

test('nothing further is begun once a result is enough', async () => {
  const begun: number[] = [];
  const results = await mapUntil(
    [0, 1, 2, 3],
    1,
    async (item) => begun.push(item),
    (count) => count === 2,
  );
  expect(begun).toEqual([0, 1]);
  expect(results).toEqual([1, 2]);
});

test('prefetched results come in the order of the items, whichever is ready first', async () => {
  const work = async (item: number) => {
    for (let turn = 0; turn < 5 - item; turn++) await nextTurn();
    return item * 10;
  };
  expect(await Array.fromAsync(prefetchMap([1, 2, 3, 4], 3, work))).toEqual([10, 20, 30, 40]);
});

test('only so many are begun ahead of the reader', async () => {
  const begun: number[] = [];
  const results = prefetchMap([1, 2, 3, 4, 5], 2, async (item) => begun.push(item));
  await results.next();
  expect(begun).toEqual([1, 2]);
  await results.next();
  expect(begun).toEqual([1, 2, 3]);
});

test('the first failure ends the prefetching, at its own place', async () => {
  const work = async (item: number) => {
    if (item > 1) throw new Error(`broken ${item}`);
    return item;
  };
  const results = prefetchMap([1, 2, 3], 3, work);
  expect((await results.next()).value).toBe(1);
  await expect(results.next()).rejects.toThrow('broken 2');
});

test('results of items that come one by one have their order, and few items are taken ahead of the reader', async () => {
  let taken = 0;
  let isStopped = false;
  async function* items() {
    try {
      for (; taken < 1000; taken++) yield taken;
    } finally {
      isStopped = true;
    }
  }
  const results = prefetchFrom(items(), 4, async (item) => {
    for (let turn = 0; turn < 5 - (item % 5); turn++) await nextTurn();
    return item * 2;
  });
  const read = [];
  for await (const result of results) {
    read.push(result);
    if (read.length === 10) break;
  }
  expect(read).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
  expect(taken).toBeLessThan(10 + 2 * 4 + 2);
  await nextTurn();
  expect(isStopped).toBe(true);
});

test('items that fail give what came before, and then the failure', async () => {
  async function* items() {
    yield 1;
    throw new Error('broken');
  }
  const read: number[] = [];
  const readAll = async () => {
    for await (const result of prefetchFrom(items(), 2, async (item) => item)) read.push(result);
  };
  await expect(readAll()).rejects.toThrow('broken');
  expect(read).toEqual([1]);
});
