import { isOverload } from '#lib/registry/error-traits';
import type { RegistryLimits } from '#lib/registry/limits';
import { fixedLimits } from '#lib/registry/limits';

/** Lets so many pieces of work run at once as the registry bears; the others wait in the order they came. */
export type AdaptiveConcurrencyLimit = {
  readonly run: <T>(signal: AbortSignal | undefined, work: () => Promise<T>) => Promise<T>;
  /** How many may run at once now. */
  readonly size: () => number;
};

type Numbers = Pick<RegistryLimits, 'requestsPerRegistry' | 'requestsPerRegistryMax'>;

// TCP Vegas' two marks: so many requests may lie in the registry's own queue before there are fewer, or more, of them.
const queuedFew = 3;
const queuedMany = 6;
const growth = 1.25;
const gentleShrink = 0.85;
// Below this even a slow registry with two cores would idle between two answers.
const gentleFloor = 4;

/**
 * A window that learns its size. While answers come about as fast as the fastest lately it grows: then only distance
 * keeps us waiting. When they come much later than that, the registry is busy and more at once would only stand in its
 * queue (zot answers by processor): it shrinks a little. A registry that says "slow down", or nothing, halves it.
 */
export function createAdaptiveConcurrencyLimit(limits: Numbers, now: () => number): AdaptiveConcurrencyLimit {
  const waiting = new Set<() => void>();
  const fastest = createFastest(now);
  const { requestsPerRegistry: first, requestsPerRegistryMax: most } = limits;
  let size = Math.min(first, most);
  let running = 0;
  let round: number[] = [];
  let wasFull = false;
  let shrunkAt = Number.NEGATIVE_INFINITY;

  const admit = () => {
    for (const start of waiting) {
      if (running >= Math.floor(size)) return;
      waiting.delete(start);
      running += 1;
      start();
    }
  };

  const answered = (latencyMs: number) => {
    fastest.note(latencyMs);
    round.push(latencyMs);
    wasFull ||= waiting.size > 0;
    if (round.length < size) return;
    const usual = round.toSorted((one, other) => one - other)[round.length >> 1] ?? latencyMs;
    const queued = usual === 0 ? 0 : size * (1 - fastest.get() / usual);
    if (queued < queuedFew && wasFull) size = Math.min(most, size * growth);
    else if (queued > queuedMany) size = Math.max(Math.min(gentleFloor, size), size * gentleShrink);
    round = [];
    wasFull = false;
  };

  // What was sent before the last halving says nothing about the half.
  const overloaded = (startedAt: number) => {
    if (startedAt <= shrunkAt) return;
    shrunkAt = now();
    size = Math.max(1, size / 2);
    round = [];
    wasFull = false;
  };

  return {
    size: () => Math.floor(size),
    run: async (signal, work) => {
      if (waiting.size > 0 || running >= Math.floor(size)) {
        await turn(waiting, signal);
      } else {
        signal?.throwIfAborted();
        running += 1;
      }
      const startedAt = now();
      try {
        const result = await work();
        answered(now() - startedAt);
        return result;
      } catch (error) {
        if (isOverload(error)) overloaded(startedAt);
        throw error;
      } finally {
        running -= 1;
        admit();
      }
    },
  };
}

/** Waits for the caller's turn; who gives up leaves the queue at once. */
function turn(waiting: Set<() => void>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const leave = () => {
      waiting.delete(start);
      reject(signal?.reason);
    };
    const start = () => {
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    waiting.add(start);
    signal?.addEventListener('abort', leave, { once: true });
  });
}

/** The least of the last half to whole minute: a registry that has become slower is not held to its best day. */
function createFastest(now: () => number) {
  let epoch = now();
  let before = Number.POSITIVE_INFINITY;
  let current = Number.POSITIVE_INFINITY;
  return {
    get: () => Math.min(before, current),
    note: (latencyMs: number) => {
      if (now() - epoch >= fixedLimits.latencyWindowMs) {
        epoch = now();
        before = current;
        current = Number.POSITIVE_INFINITY;
      }
      current = Math.min(current, latencyMs);
    },
  };
}
