import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inBatches } from './batches.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Groups of so many items, so many milliseconds apart. */
async function* groupsOf(sizes: readonly number[], apartMs: number): AsyncGenerator<readonly number[]> {
  for (const size of sizes) {
    yield Array.from({ length: size }, (_, at) => at);
    await new Promise((resolve) => setTimeout(resolve, apartMs));
  }
}

/** When each batch came, in milliseconds, and how many items it had. */
async function timesOf(groups: AsyncGenerator<readonly number[]>, promptItems?: number) {
  const begun = Date.now();
  const times: (readonly [ms: number, items: number])[] = [];
  const reading = (async () => {
    for await (const batch of inBatches(groups, () => 50, promptItems))
      times.push([Date.now() - begun, batch.length]);
  })();
  await vi.runAllTimersAsync();
  await reading;
  return times;
}

test('the first group comes at once, and later ones together', async () => {
  expect(await timesOf(groupsOf([1, 1, 1, 1], 20))).toEqual([
    [0, 1],
    [70, 3],
  ]);
});

test('what fills a screen is not held back, and what comes behind it is gathered', async () => {
  expect(await timesOf(groupsOf([1, 10, 10, 10], 20), 10)).toEqual([
    [0, 1],
    [20, 10],
    [80, 20],
  ]);
});
