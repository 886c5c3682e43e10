import { describe, expect, test } from 'vitest';
import { RegistryError } from '#lib/registry/registry-error';
import { createAdaptiveConcurrencyLimit } from './concurrency.ts';

const limits = { requestsPerRegistry: 8, requestsPerRegistryMax: 24 };

/** A registry by its own clock: `serve` names when a request that arrives now is answered. */
function simulate(serve: (startMs: number, running: number) => number) {
  let nowMs = 0;
  let running = 0;
  let most = 0;
  const due: { readonly atMs: number; readonly answer: () => void }[] = [];
  const window = createAdaptiveConcurrencyLimit(limits, () => nowMs);
  const call = () =>
    window.run(undefined, () => {
      running += 1;
      most = Math.max(most, running);
      const atMs = serve(nowMs, running);
      return new Promise<void>((resolve) => due.push({ atMs, answer: resolve }));
    });
  const flush = async () => {
    for (let i = 0; i < 10; i++) await Promise.resolve();
  };
  const finish = async (count: number) => {
    const all = Promise.all(Array.from({ length: count }, call));
    await flush();
    for (let next = due.shift(); next !== undefined; next = due.shift()) {
      nowMs = Math.max(nowMs, next.atMs);
      running -= 1;
      next.answer();
      await flush();
      due.sort((one, other) => one.atMs - other.atMs);
    }
    await all;
    return nowMs;
  };
  return { window, finish, most: () => most };
}

/** One that works through its requests with two processors. */
function processors(count: number, costMs: number) {
  const free = Array.from({ length: count }, () => 0);
  return (startMs: number) => {
    const soonest = free.indexOf(Math.min(...free));
    const doneMs = Math.max(startMs, free[soonest] ?? 0) + costMs;
    free[soonest] = doneMs;
    return doneMs;
  };
}

describe('a window', () => {
  test('opens to its most when only distance keeps us waiting: 1,201 calls at 20 ms', async () => {
    const far = simulate((startMs) => startMs + 20);
    const tookMs = await far.finish(1201);
    expect(far.window.size()).toBe(24);
    expect(far.most()).toBe(24);
    expect(1201 * 20).toBeGreaterThan(tookMs * 16);
  });

  test('closes a little where the registry works through a queue, and keeps it busy', async () => {
    const busy = simulate(processors(2, 30));
    const tookMs = await busy.finish(600);
    expect(busy.window.size()).toBeGreaterThanOrEqual(4);
    expect(busy.window.size()).toBeLessThanOrEqual(8);
    expect(tookMs).toBe(600 * 15);
  });

  test('does not grow for somebody who asks one thing after the other', async () => {
    const window = createAdaptiveConcurrencyLimit(limits, () => 0);
    for (let i = 0; i < 100; i++) await window.run(undefined, async () => i);
    expect(window.size()).toBe(8);
  });

  test.each([
    ['429', new RegistryError('rate-limited', 'r', 'x')],
    ['503', new RegistryError('unavailable', 'r', 'x', { answer: { status: 503 } })],
    ['silence', new RegistryError('timeout', 'r', 'x')],
  ])('halves at %s, once for all that were under way together', async (_, error) => {
    const window = createAdaptiveConcurrencyLimit(limits, () => 0);
    const together = Array.from({ length: 8 }, () => window.run(undefined, () => Promise.reject(error)));
    await Promise.allSettled(together);
    expect(window.size()).toBe(4);
  });

  test('never closes, and does not mind what is no overload', async () => {
    let nowMs = 0;
    const window = createAdaptiveConcurrencyLimit(limits, () => nowMs++);
    const fail = (error: unknown) =>
      window.run(undefined, () => Promise.reject(error)).catch(() => undefined);
    for (let i = 0; i < 50; i++) await fail(new RegistryError('not-found', 'r', 'x'));
    expect(window.size()).toBe(8);
    for (let i = 0; i < 50; i++) await fail(new RegistryError('rate-limited', 'r', 'x'));
    expect(window.size()).toBe(1);
    expect(await window.run(undefined, async () => 'in')).toBe('in');
  });

  test('lets in who came first, and forgets who has gone', async () => {
    const window = createAdaptiveConcurrencyLimit(
      { requestsPerRegistry: 1, requestsPerRegistryMax: 1 },
      () => 0,
    );
    const order: string[] = [];
    const gone = new AbortController();
    let open: () => void = () => undefined;
    const held = window.run(undefined, () => new Promise<void>((resolve) => (open = resolve)));
    const first = window.run(undefined, async () => order.push('first'));
    const left = window.run(gone.signal, async () => order.push('left'));
    const last = window.run(undefined, async () => order.push('last'));
    gone.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    await expect(window.run(gone.signal, async () => order.push('late'))).rejects.toThrow('gone');
    open();
    await Promise.all([held, first, last]);
    expect(order).toEqual(['first', 'last']);
  });
});
