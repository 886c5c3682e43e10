import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Leave } from '#lib/registry/transport/fair-queue';
import { createFairQueue, QueueFull } from '#lib/registry/transport/fair-queue';

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('free places go round the sessions', async () => {
  const queue = createFairQueue({ atOnce: 1, atOncePerSession: 1 });
  const [busy, other] = [{}, {}];
  const served: string[] = [];
  const work = async (name: string, session: object) => {
    const leave = await queue.enter(session, undefined);
    served.push(name);
    await turn();
    leave();
  };
  await Promise.all([work('a1', busy), work('a2', busy), work('a3', busy), work('b1', other)]);
  expect(served).toEqual(['a1', 'a2', 'b1', 'a3']);
});

test('one session cannot take every place', async () => {
  const queue = createFairQueue({ atOnce: 3, atOncePerSession: 2 });
  const busy = {};
  const entered: number[] = [];
  for (const nth of [1, 2, 3]) void queue.enter(busy, undefined).then(() => entered.push(nth));
  await turn();
  expect(entered).toEqual([1, 2]);
  await expect(queue.enter({}, undefined)).resolves.toBeTypeOf('function');
});

test('who gives up leaves the queue at once, and the next is served', async () => {
  const queue = createFairQueue({ atOnce: 1, atOncePerSession: 1, waitingMax: 1 });
  const session = {};
  const leave = await queue.enter(session, undefined);
  const left = new AbortController();
  const waiting = queue.enter(session, left.signal);
  await expect(queue.enter(session, undefined)).rejects.toBeInstanceOf(QueueFull);
  left.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  const next = queue.enter(session, left.signal.aborted ? undefined : left.signal);
  leave();
  await expect(next).resolves.toBeTypeOf('function');
});

test('a session that waits too much is refused while another may still wait', async () => {
  const queue = createFairQueue({ atOnce: 1, atOncePerSession: 1, waitingMax: 5, waitingMaxPerSession: 1 });
  const busy = {};
  await queue.enter(busy, undefined);
  void queue.enter(busy, undefined);
  await expect(queue.enter(busy, undefined)).rejects.toBeInstanceOf(QueueFull);
  const leaving = new AbortController();
  const other = queue.enter({}, leaving.signal);
  leaving.abort(new Error('gone'));
  await expect(other).rejects.toThrow('gone');
});

test('a place that is left twice is given away once', async () => {
  const queue = createFairQueue({ atOnce: 1, atOncePerSession: 1 });
  const leave = await queue.enter({}, undefined);
  leave();
  leave();
  await queue.enter({}, undefined);
  let isIn = false;
  void queue.enter({}, undefined).then(() => {
    isIn = true;
  });
  await turn();
  expect(isIn).toBe(false);
});

test('never more at once than allowed, and everybody who stays is served', async () => {
  const arrivals = fc.array(fc.record({ session: fc.nat(3), givesUp: fc.boolean() }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 4 }), async (all, atOnce) => {
      const queue = createFairQueue({ atOnce, atOncePerSession: 2 });
      const sessions = [{}, {}, {}, {}];
      let running = 0;
      let most = 0;
      const outcomes = all.map(async ({ session, givesUp }) => {
        const stop = new AbortController();
        const entering = queue.enter(sessions[session] ?? {}, stop.signal);
        if (givesUp) stop.abort(new Error('gone'));
        const leave: Leave | undefined = await entering.catch(() => undefined);
        if (leave === undefined) return 'gone';
        running += 1;
        most = Math.max(most, running);
        await turn();
        running -= 1;
        leave();
        return 'served';
      });
      const done = await Promise.all(outcomes);
      expect(most).toBeLessThanOrEqual(atOnce);
      expect(done.filter((outcome) => outcome === 'served').length).toBeGreaterThanOrEqual(
        all.filter(({ givesUp }) => !givesUp).length,
      );
    }),
    { numRuns: 50 },
  );
});
