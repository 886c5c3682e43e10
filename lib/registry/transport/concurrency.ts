import type { FairSemaphore } from '#lib/async/fair-semaphore';
import { createFairSemaphore } from '#lib/async/fair-semaphore';
import { createSemaphore } from '#lib/async/semaphore';
import type { RegistryLimits } from '#lib/registry/limits';
import { fixedLimits } from '#lib/registry/limits';
import { isOverload } from '#lib/registry/registry-error';

/** Lets so many pieces of work run at the same time as the registry bears; the others wait in the order they came. */
export type AdaptiveConcurrencyLimit = {
  /** Rejects as `work` does, or with the signal's reason when it is aborted while waiting. */
  readonly run: <T>(signal: AbortSignal | undefined, work: () => Promise<T>) => Promise<T>;
  /** How many may run at the same time now. */
  readonly size: () => number;
};

type ConcurrencyLimits = Pick<RegistryLimits, 'requestsPerRegistry' | 'requestsPerRegistryMax'>;

// TCP Vegas' two thresholds: when fewer requests lie in the registry's own queue there may be more, and the reverse.
const queuedFew = 3;
const queuedMany = 6;
const growth = 1.25;
const gentleShrink = 0.85;
// Below this even a slow registry with two cores would idle between two answers.
const gentleFloor = 4;

/**
 * A limit that learns its size. While answers come about as fast as the fastest lately it grows: then only distance keeps
 * us waiting. When they come much later than that, the registry is busy and more requests would only stand in its queue
 * (zot answers by processor): it shrinks a little. A registry that says "slow down", or nothing, halves it.
 */
export function createAdaptiveConcurrencyLimit(
  limits: ConcurrencyLimits,
  now: () => number,
): AdaptiveConcurrencyLimit {
  const size = createLearnedSize(limits, now);
  const semaphore = createSemaphore(size.get());
  return {
    size: size.get,
    run: (signal, work) =>
      semaphore.run(
        async () => {
          const startedAt = now();
          try {
            const result = await work();
            size.noteAnswer(now() - startedAt, semaphore.waiting() > 0);
            return result;
          } catch (error) {
            if (isOverload(error)) size.noteOverload(startedAt);
            throw error;
          } finally {
            semaphore.resize(size.get());
          }
        },
        { signal },
      ),
  };
}

/** The queues before one registry, shared by all sessions: a download never takes the place of a small request. */
export type RegistrySemaphores = { readonly requests: FairSemaphore; readonly downloads: FairSemaphore };

/** The queues of one registry, empty. */
export function createRegistrySemaphores(
  limits: Pick<RegistryLimits, 'requestsAtOnce' | 'downloadsAtOnce' | 'downloadsAtOncePerSession'>,
): RegistrySemaphores {
  const { requestsAtOnce, downloadsAtOnce, downloadsAtOncePerSession } = limits;
  return {
    requests: createFairSemaphore({ permits: requestsAtOnce, permitsPerOwner: requestsAtOnce }),
    downloads: createFairSemaphore({ permits: downloadsAtOnce, permitsPerOwner: downloadsAtOncePerSession }),
  };
}

/** How many requests a registry bears, from how fast it answers. It is judged once in as many answers as may run. */
function createLearnedSize(limits: ConcurrencyLimits, now: () => number) {
  const { requestsPerRegistry, requestsPerRegistryMax } = limits;
  const fastest = createFastest(now);
  let size = Math.min(requestsPerRegistry, requestsPerRegistryMax);
  let latencies: number[] = [];
  let wasFull = false;
  let halvedAt = Number.NEGATIVE_INFINITY;
  const beginRound = () => {
    latencies = [];
    wasFull = false;
  };
  return {
    get: () => Math.floor(size),
    noteAnswer: (latencyMs: number, isFull: boolean) => {
      fastest.note(latencyMs);
      latencies.push(latencyMs);
      wasFull ||= isFull;
      if (latencies.length < size) return;
      const median = latencies.toSorted((one, other) => one - other)[latencies.length >> 1] ?? latencyMs;
      const queued = median === 0 ? 0 : size * (1 - fastest.get() / median);
      if (queued < queuedFew && wasFull) size = Math.min(requestsPerRegistryMax, size * growth);
      else if (queued > queuedMany) size = Math.max(Math.min(gentleFloor, size), size * gentleShrink);
      beginRound();
    },
    noteOverload: (startedAt: number) => {
      // What was sent before the last halving says nothing about the half.
      if (startedAt <= halvedAt) return;
      halvedAt = now();
      size = Math.max(1, size / 2);
      beginRound();
    },
  };
}

/** The least latency of the last half to whole window: a registry that has become slower is not held to its best day. */
function createFastest(now: () => number) {
  let windowStart = now();
  let before = Number.POSITIVE_INFINITY;
  let current = Number.POSITIVE_INFINITY;
  return {
    get: () => Math.min(before, current),
    note: (latencyMs: number) => {
      if (now() - windowStart >= fixedLimits.latencyWindowMs) {
        windowStart = now();
        before = current;
        current = Number.POSITIVE_INFINITY;
      }
      current = Math.min(current, latencyMs);
    },
  };
}
