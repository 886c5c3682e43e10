import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSemaphore } from './semaphore.ts';
import { nextTurn } from './slices.ts';

test('never more run than there are permits, and all of it runs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat(3)), async (permits, priorities) => {
      const semaphore = createSemaphore(permits);
      let running = 0;
      let most = 0;
      const work = async () => {
        most = Math.max(most, ++running);
        await nextTurn();
        running -= 1;
        return 'done';
      };
      const results = await Promise.all(priorities.map((priority) => semaphore.run(work, { priority })));
      expect(results).toEqual(priorities.map(() => 'done'));
      expect(most).toBe(Math.min(permits, priorities.length));
    }),
    { numRuns: 30 },
  );
});

test('what waits runs by priority, and in the order of arrival within one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3)), async (priorities) => {
      const semaphore = createSemaphore(1);
      const release = await semaphore.acquire();
      const ran: { priority: number; index: number }[] = [];
      const all = priorities.map((priority, index) =>
        semaphore.run(async () => ran.push({ priority, index }), { priority }),
      );
      release();
      await Promise.all(all);
      const expected = priorities.map((priority, index) => ({ priority, index }));
      expect(ran).toEqual(expected.toSorted((one, other) => other.priority - one.priority));
    }),
    { numRuns: 50 },
  );
});

test('a caller that is aborted while it waits leaves at once, and the next one runs', async () => {
  const semaphore = createSemaphore(1);
  const release = await semaphore.acquire();
  const controller = new AbortController();
  const first = semaphore.run(async () => 'first', { signal: controller.signal });
  const second = semaphore.run(async () => 'second');
  controller.abort(new Error('enough'));
  expect(semaphore.waiting()).toBe(1);
  await expect(first).rejects.toThrow('enough');
  release();
  expect(await second).toBe('second');
});

test('a caller that is aborted already does not take a permit', async () => {
  const semaphore = createSemaphore(1);
  const signal = AbortSignal.abort(new Error('before'));
  await expect(semaphore.run(async () => 'never', { signal })).rejects.toThrow('before');
  expect(await semaphore.run(async () => 'free')).toBe('free');
});

test('work that fails gives its permit back', async () => {
  const semaphore = createSemaphore(1);
  await expect(semaphore.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await semaphore.run(async () => 'free')).toBe('free');
});

test('a permit that is released twice is given away once', async () => {
  const semaphore = createSemaphore(1);
  const release = await semaphore.acquire();
  release();
  release();
  await semaphore.acquire();
  void semaphore.acquire();
  expect(semaphore.waiting()).toBe(1);
});

test('more permits let in what waits; fewer leave what runs alone', async () => {
  const semaphore = createSemaphore(1);
  const first = await semaphore.acquire();
  const second = semaphore.acquire();
  semaphore.resize(2);
  const release = await second;
  semaphore.resize(1);
  const third = semaphore.acquire();
  release();
  expect(semaphore.waiting()).toBe(1);
  first();
  await expect(third).resolves.toBeTypeOf('function');
});
