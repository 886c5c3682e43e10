import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFairSemaphore, SemaphoreFull } from './fair-semaphore.ts';
import type { Release } from './semaphore.ts';
import { nextTurn } from './slices.ts';

test('permits go round the owners', async () => {
  const semaphore = createFairSemaphore({ permits: 1, permitsPerOwner: 1 });
  const [busy, other] = [{}, {}];
  const served: string[] = [];
  const work = async (name: string, owner: object) => {
    const release = await semaphore.acquire(owner);
    served.push(name);
    await nextTurn();
    release();
  };
  await Promise.all([work('a1', busy), work('a2', busy), work('a3', busy), work('b1', other)]);
  expect(served).toEqual(['a1', 'a2', 'b1', 'a3']);
});

test('one owner cannot take every permit', async () => {
  const semaphore = createFairSemaphore({ permits: 3, permitsPerOwner: 2 });
  const busy = {};
  const granted: number[] = [];
  for (const nth of [1, 2, 3]) void semaphore.acquire(busy).then(() => granted.push(nth));
  await nextTurn();
  expect(granted).toEqual([1, 2]);
  await expect(semaphore.acquire({})).resolves.toBeTypeOf('function');
});

test('a caller that gives up makes room at once, and the next is served', async () => {
  const semaphore = createFairSemaphore({ permits: 1, permitsPerOwner: 1, waitingMax: 1 });
  const owner = {};
  const release = await semaphore.acquire(owner);
  const controller = new AbortController();
  const waiting = semaphore.acquire(owner, controller.signal);
  await expect(semaphore.acquire(owner)).rejects.toBeInstanceOf(SemaphoreFull);
  controller.abort(new Error('gone'));
  const next = semaphore.acquire(owner);
  await expect(waiting).rejects.toThrow('gone');
  release();
  await expect(next).resolves.toBeTypeOf('function');
});

test('an owner that waits too much is refused while another may still wait', async () => {
  const options = { permits: 1, permitsPerOwner: 1, waitingMax: 5, waitingMaxPerOwner: 1 };
  const semaphore = createFairSemaphore(options);
  const busy = {};
  await semaphore.acquire(busy);
  void semaphore.acquire(busy);
  await expect(semaphore.acquire(busy)).rejects.toBeInstanceOf(SemaphoreFull);
  const controller = new AbortController();
  const other = semaphore.acquire({}, controller.signal);
  controller.abort(new Error('gone'));
  await expect(other).rejects.toThrow('gone');
});

test('a permit that is released twice is given away once', async () => {
  const semaphore = createFairSemaphore({ permits: 1, permitsPerOwner: 1 });
  const release = await semaphore.acquire({});
  release();
  release();
  await semaphore.acquire({});
  let isGranted = false;
  void semaphore.acquire({}).then(() => {
    isGranted = true;
  });
  await nextTurn();
  expect(isGranted).toBe(false);
});

test('never more run than allowed, and everybody who stays is served', async () => {
  const arrivals = fc.array(fc.record({ owner: fc.nat(3), givesUp: fc.boolean() }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 4 }), async (all, permits) => {
      const semaphore = createFairSemaphore({ permits, permitsPerOwner: 2 });
      const owners = [{}, {}, {}, {}];
      let running = 0;
      let most = 0;
      const outcomes = all.map(async ({ owner, givesUp }) => {
        const controller = new AbortController();
        const acquiring = semaphore.acquire(owners[owner] ?? {}, controller.signal);
        if (givesUp) controller.abort(new Error('gone'));
        const release: Release | undefined = await acquiring.catch(() => undefined);
        if (release === undefined) return 'gone';
        running += 1;
        most = Math.max(most, running);
        await nextTurn();
        running -= 1;
        release();
        return 'served';
      });
      const done = await Promise.all(outcomes);
      expect(most).toBeLessThanOrEqual(permits);
      expect(done.filter((outcome) => outcome === 'served').length).toBeGreaterThanOrEqual(
        all.filter(({ givesUp }) => !givesUp).length,
      );
    }),
    { numRuns: 50 },
  );
});
